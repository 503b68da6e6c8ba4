import { accessParts, type Evaluation, type EvaluationResult, type PolicyOutcome } from '../../shared/evaluation.ts'
import { digitsFor, formatCount, formatEstimate, formatNumber, formatProbability, formatQuantity } from '../../shared/format.ts'
import type { Figure, ReportDocument } from './document.ts'
import { estimateCells, rowsOf } from './estimates.ts'
import { writeComparisons } from './hospital-comparisons.ts'
import { writeDecisions } from './hospital-decisions.ts'
import { writeRecommendations } from './hospital-recommendations.ts'
import { writeSeedPools } from './hospital-seeds.ts'
import { drawIntervalChart, type IntervalChart, intervalChartHeight } from './interval-chart.ts'
import { markerAt } from './marker.ts'
import { missingSentence } from './summary.ts'
import { asSentence, groupLabel, headlineOf, labelWithRole, verdictLabels } from './words.ts'

/** One hospital: who waits, who waits longer, what other ways of working would change. */
export function writeHospital(document: ReportDocument, evaluation: Evaluation): void {
  document.section()
  const { result } = evaluation
  if (result === null) {
    document.heading(1, evaluation.scenarioTitle)
    document.paragraph(missingSentence(evaluation))
    return
  }
  document.heading(1, result.scenarioTitle)
  writeSetting(document, evaluation, result)
  writeVerdicts(document, result)
  writeWaits(document, result)
  writeComparisons(document, result)
  writeSeedPools(document, result)
  writeDecisions(document, result)
  writeNeed(document, result)
  writeGroupRates(document, result)
  writeAccess(document, result)
  writeRecommendations(document, result)
  if (result.warnings.length > 0) {
    document.heading(2, 'What limits these numbers')
    document.list(result.warnings.map(asSentence))
  }
}

function writeSetting(document: ReportDocument, evaluation: Evaluation, result: EvaluationResult): void {
  const { clinicians, careSpaces, busiestTwelveHours } = result.offeredLoad
  const load = (value: number) => formatNumber(value, { digits: 2 })
  document.paragraph(
    `${formatCount(result.replications, 'replication')} of ${formatCount(result.days, 'day')} after ` +
      `${formatCount(result.warmUpHours, 'hour')} of warm-up, about ${formatNumber(result.patientsPerReplication)} patients in each. Scenario “${result.scenario}”, version ` +
      `${evaluation.scenarioVersion}, seed ${result.seed}. Offered load (work that arrives over what can be done): clinicians ${load(clinicians)}, ` +
      `care spaces ${load(careSpaces)}, busiest twelve hours ${load(busiestTwelveHours)}` +
      `${busiestTwelveHours >= 1 ? '; at 1 or more the queue grows for as long as it lasts.' : '.'}`,
    { size: 9, soft: true, after: 8 },
  )
}

function writeVerdicts(document: ReportDocument, result: EvaluationResult): void {
  const { baseline } = headlineOf(result)
  if (baseline !== null) {
    const { verdict } = baseline
    document.callout([
      [
        { text: `Today: ${verdictLabels[verdict.verdict].toLowerCase()} `, bold: true },
        { text: `(margin ${formatQuantity(verdict.marginMinutes, 'minutes')}). ${asSentence(verdict.sentence)}` },
      ],
    ])
  }
  document.table({
    caption: 'Verdicts on the equal-need gap: the two groups that are furthest apart.',
    columns: [
      { header: 'Way of working', width: 122, align: 'left' },
      { header: 'Waits longer', align: 'left' },
      { header: 'Difference, min', width: 84, align: 'right' },
      { header: 'Adjusted p', width: 56, align: 'right' },
      { header: 'Verdict', width: 86, align: 'left' },
    ],
    rows: rowsOf([
      result.policies.map((policy) => labelWithRole(policy, result)),
      result.policies.map(({ verdict }) => ({
        text: groupLabel(result, verdict.longerGroupId),
        note: `than ${groupLabel(result, verdict.shorterGroupId)}`,
      })),
      estimateCells(
        result.policies.map(({ verdict }) => verdict.differenceMinutes),
        'minutes',
        { signed: true },
      ),
      result.policies.map(({ verdict }) => formatProbability(verdict.pAdjusted)),
      result.policies.map(({ verdict }) => verdictLabels[verdict.verdict]),
    ]).map((cells) => ({ cells })),
    note: `Adjusted p: against no difference, corrected over all pairs of groups (Holm). Equivalent: the 90 % interval of every pair lies within ±${formatQuantity(baseline?.verdict.marginMinutes ?? result.policies[0]?.verdict.marginMinutes ?? 0, 'minutes')}.`,
  })
}

function writeWaits(document: ReportDocument, result: EvaluationResult): void {
  document.heading(2, 'Wait by group at equal need')
  document.paragraph(
    'Mean wait if every group had the same mix of true need. The further apart the dots of one way of working, the larger its gap.',
    { after: 8, hold: true },
  )
  const waits = (policy: PolicyOutcome) =>
    result.groups.map((group) => policy.byGroup.find(({ groupId }) => groupId === group.id)?.equalNeedWaitMinutes ?? null)
  const digits = digitsFor(result.policies.flatMap(waits), 'minutes')
  const chart: IntervalChart = {
    panels: [{ title: '', unit: 'mean wait at equal need, minutes', zeroLine: false }],
    blocks: result.policies.map((policy) => ({
      label: labelWithRole(policy, result),
      rows: waits(policy).map((value, index) => ({
        label: result.groups[index]?.label ?? '',
        marker: markerAt(index),
        values: [value],
        valueLabel: value === null ? '' : formatEstimate(value, 'minutes', { digits }),
      })),
    })),
  }
  const figure: Figure = {
    caption: 'Wait at equal need, by group (mark and line: mean and 95 % interval).',
    alt: `Dot chart of mean waits at equal need with 95 % intervals. ${chart.blocks
      .map((block) => `${block.label}: ${block.rows.map((row) => `${row.label} ${row.valueLabel}`).join(', ')}.`)
      .join(' ')}`,
    height: intervalChartHeight(chart),
    draw: (canvas, box) => drawIntervalChart(canvas, box, chart),
  }
  const writeTable = () =>
    writeByGroup(
      document,
      result,
      'Wait at equal need in minutes, with the gap between the groups.',
      (policy) => [...waits(policy), policy.equalNeedGapMinutes],
      ['Gap'],
    )
  // Where the picture has to wait for the next page, its numbers fill this one.
  const pictureFirst = document.fits(figure)
  if (!pictureFirst) writeTable()
  document.figure(figure)
  if (pictureFirst) writeTable()
}

/** A table of policies by groups; numbers are minutes unless another unit is given. */
function writeByGroup(
  document: ReportDocument,
  result: EvaluationResult,
  caption: string,
  values: (policy: PolicyOutcome) => PolicyOutcome['waitMinutes'][] | (PolicyOutcome['waitMinutes'] | null)[],
  further: readonly string[],
  unit: 'minutes' | 'percent' = 'minutes',
): void {
  const headers = [...result.groups.map((group) => group.label), ...further]
  const table = result.policies.map((policy) => values(policy))
  document.table({
    caption,
    columns: [
      { header: 'Way of working', width: 132, align: 'left' },
      ...headers.map((header) => ({ header, align: 'right' as const })),
    ],
    rows: rowsOf([
      result.policies.map((policy) => labelWithRole(policy, result)),
      ...headers.map((_, column) =>
        estimateCells(
          table.map((row) => row[column] ?? null),
          unit,
        ),
      ),
    ]).map((cells) => ({ cells })),
  })
}

/** Wait by group and true acuity, for today's rule and the agents (or, without agents, the best rule). */
function writeNeed(document: ReportDocument, result: EvaluationResult): void {
  const { baseline, bestRule, agents } = headlineOf(result)
  const policies = [baseline, ...(agents.length > 0 ? agents : [bestRule])].filter(
    (policy): policy is PolicyOutcome => policy !== null,
  )
  const columns = result.targetMinutes.map((_, index) =>
    estimateCells(
      policies.flatMap((policy) =>
        policy.byGroup.map((group) => group.byAcuity.find(({ acuity }) => acuity === index + 1)?.waitMinutes ?? null),
      ),
      'minutes',
    ),
  )
  document.heading(2, 'Wait by group and need')
  document.table({
    caption: `Mean wait in minutes by true acuity, 1 the most urgent; targets by ${result.targetScale === 'own' ? 'the hospital’s own scale' : result.targetScale}.`,
    columns: [
      { header: 'Group', width: 150, align: 'left' },
      ...result.targetMinutes.map((minutes, index) => ({
        header: `Acuity ${index + 1} (target ${formatQuantity(minutes, 'minutes', { digits: 0 })})`,
        align: 'right' as const,
      })),
    ],
    rows: policies.flatMap((policy, position) => [
      { across: labelWithRole(policy, result) },
      ...policy.byGroup.map((group, row) => ({
        cells: [
          groupLabel(result, group.groupId),
          ...columns.map((column) => column[position * policy.byGroup.length + row] ?? ''),
        ],
      })),
    ]),
    note: `${
      policies.some((policy) => policy.byGroup.some((group) => group.byAcuity.some(({ waitMinutes }) => waitMinutes === null)))
        ? 'Too few: fewer than 30 patients in all replications together, so no number is shown. '
        : ''
    }Other ways of working are in the CSV file of the study.`,
  })
}

function writeGroupRates(document: ReportDocument, result: EvaluationResult): void {
  const of = (policy: PolicyOutcome, measure: 'onTarget' | 'leftUnseen') =>
    result.groups.map((group) => policy.byGroup.find(({ groupId }) => groupId === group.id)?.[measure] ?? null)
  document.heading(2, 'Seen on target and left unseen, by group')
  writeByGroup(
    document,
    result,
    'Patients seen within the target for their true need, in percent.',
    (policy) => [...of(policy, 'onTarget'), policy.onTarget],
    ['Everyone'],
    'percent',
  )
  writeByGroup(
    document,
    result,
    'Patients who left without being seen, in percent.',
    (policy) => [...of(policy, 'leftUnseen'), policy.leftUnseen],
    ['Everyone'],
    'percent',
  )
}

/** Limits of access; results of older versions have none. */
function writeAccess(document: ReportDocument, result: EvaluationResult): void {
  const measured = result.policies.flatMap((policy) => (policy.access ? [{ policy, access: policy.access }] : []))
  if (measured.length === 0) return
  document.heading(2, 'Access within the limits')
  document.table({
    caption: 'Visits that failed a limit of access (ECAT), in percent of all visits.',
    columns: [
      { header: 'Way of working', width: 132, align: 'left' },
      { header: 'Any limit', align: 'right' },
      { header: 'Over 60 min to a care space', align: 'right' },
      { header: 'Left unseen', align: 'right' },
      { header: 'Over 4 h of boarding', align: 'right' },
      { header: 'Over 8 h of stay', align: 'right' },
    ],
    rows: rowsOf([
      measured.map(({ policy }) => labelWithRole(policy, result)),
      ...accessParts.map((part) =>
        estimateCells(
          measured.map(({ access }) => access[part]),
          'percent',
        ),
      ),
    ]).map((cells) => ({ cells })),
    note: 'Limits of the CMS quality measure “Emergency Care Access & Timeliness”; a visit can fail several of them.',
  })
}
