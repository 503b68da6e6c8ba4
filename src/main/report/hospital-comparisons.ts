import type { Comparison, EvaluationResult } from '../../shared/evaluation.ts'
import { formatEstimate, formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import type { ReportDocument } from './document.ts'
import { estimateCells, rowsOf } from './estimates.ts'
import { drawIntervalChart, type IntervalChart, intervalChartHeight } from './interval-chart.ts'
import { markerAt } from './marker.ts'
import { headlineOf, labelWithRole } from './words.ts'

/** Every way of working against today's rule, paired by replication: for everyone, then by group. */
export function writeComparisons(document: ReportDocument, result: EvaluationResult): void {
  const { comparisons } = result
  if (comparisons.length === 0) return
  const baselineLabel = headlineOf(result).baseline?.label ?? result.baseline
  const outcome = (comparison: Comparison) => result.policies.find(({ policy }) => policy === comparison.policy)
  const label = (comparison: Comparison) => {
    const policy = outcome(comparison)
    return policy === undefined ? comparison.policy : labelWithRole(policy, result)
  }
  document.heading(2, 'Against today’s rule, on the same patients')
  const factors = comparisons.map((comparison) => comparison.varianceReductionFactor).filter((factor) => Number.isFinite(factor))
  document.paragraph(
    `Each way of working minus ${midSentence(baselineLabel)}, paired by replication: less than zero is better for waits, the gap and leaving unseen, more ` +
      'than zero is better for seen on target.' +
      (factors.length === 0
        ? ''
        : ` Meeting the same patients made the variance of these differences ${range(factors)} times smaller than with separate patients.`),
    { after: 8, hold: true },
  )
  const chart: IntervalChart = {
    panels: [
      { title: 'Equal-need gap', unit: 'difference, minutes', zeroLine: true },
      { title: 'Plain wait', unit: 'difference, minutes', zeroLine: true },
      { title: 'Need-weighted wait', unit: 'difference, minutes', zeroLine: true },
    ],
    blocks: [
      {
        label: '',
        rows: comparisons.map((comparison) => ({
          label: label(comparison),
          marker: markerAt(outcome(comparison)?.kind === 'agent' ? 1 : 0),
          values: [comparison.equalNeedGapMinutes, comparison.waitMinutes, comparison.needWeightedWait],
        })),
      },
    ],
  }
  const signed = { signed: true }
  const hasAgents = comparisons.some((comparison) => outcome(comparison)?.kind === 'agent')
  document.figure({
    caption: `Difference from ${midSentence(baselineLabel)} (mark and line: mean and 95 % interval${hasAgents ? '; rules are round, agents square' : ''}).`,
    alt: `Dot chart of paired differences from ${baselineLabel} with 95 % intervals. ${comparisons
      .map(
        (comparison) =>
          `${label(comparison)}: equal-need gap ${formatEstimate(comparison.equalNeedGapMinutes, 'minutes', signed)}, plain wait ` +
          `${formatEstimate(comparison.waitMinutes, 'minutes', signed)}, need-weighted wait ${formatEstimate(comparison.needWeightedWait, 'minutes', signed)}.`,
      )
      .join(' ')}`,
    height: intervalChartHeight(chart),
    draw: (canvas, box) => drawIntervalChart(canvas, box, chart),
  })
  document.table({
    caption: `Difference from ${midSentence(baselineLabel)}, with 95 % intervals.`,
    columns: [
      { header: 'Way of working', width: 130, align: 'left' },
      { header: 'Equal-need gap, min', align: 'right' },
      { header: 'Plain wait, min', align: 'right' },
      { header: 'Need-weighted wait, min', align: 'right' },
      { header: 'On target, points', align: 'right' },
      { header: 'Left unseen, points', align: 'right' },
    ],
    rows: rowsOf([
      comparisons.map(label),
      estimateCells(
        comparisons.map((comparison) => comparison.equalNeedGapMinutes),
        'minutes',
        signed,
      ),
      estimateCells(
        comparisons.map((comparison) => comparison.waitMinutes),
        'minutes',
        signed,
      ),
      estimateCells(
        comparisons.map((comparison) => comparison.needWeightedWait),
        'minutes',
        signed,
      ),
      estimateCells(
        comparisons.map((comparison) => comparison.onTarget),
        'points',
        signed,
      ),
      estimateCells(
        comparisons.map((comparison) => comparison.leftUnseen),
        'points',
        signed,
      ),
    ]).map((cells) => ({ cells })),
    note: 'Points: percentage points.',
  })
  document.table({
    caption: `Who gains and who loses: difference in each group’s own mean wait, in minutes.`,
    columns: [
      { header: 'Way of working', width: 130, align: 'left' },
      ...result.groups.map((group) => ({ header: group.label, align: 'right' as const })),
    ],
    rows: rowsOf([
      comparisons.map(label),
      ...result.groups.map((group) =>
        estimateCells(
          comparisons.map(
            (comparison) => comparison.waitMinutesByGroup.find(({ groupId }) => groupId === group.id)?.difference ?? null,
          ),
          'minutes',
          signed,
        ),
      ),
    ]).map((cells) => ({ cells })),
  })
}

const range = (values: readonly number[]): string => {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value, { digits: 1 }))
  return lowest === highest ? `${lowest}` : `${lowest} to ${highest}`
}
