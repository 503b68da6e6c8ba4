import type { EvaluationResult } from '../../shared/evaluation.ts'
import { formatCount, formatEstimate, formatNumber } from '../../shared/format.ts'
import { contrastRows, type PooledMeasure, type SeedContrast, type SeedPool } from '../../shared/seed-pool.ts'
import type { ReportDocument } from './document.ts'
import { estimateCells, rowsOf } from './estimates.ts'
import { drawIntervalChart, type IntervalChart, intervalChartHeight } from './interval-chart.ts'
import { markerAt } from './marker.ts'

const columns: readonly { measure: PooledMeasure; header: string }[] = [
  { measure: 'needWeightedWait', header: 'Need-weighted wait, min' },
  { measure: 'needWeightedGap', header: 'Gap of need-weighted waits, min' },
  { measure: 'waitMinutes', header: 'Plain wait, min' },
  { measure: 'equalNeedGapMinutes', header: 'Equal-need gap, min' },
]

/** Agents that differ in their seed only: what the setting is worth, whichever training one gets. */
export function writeSeedPools(document: ReportDocument, result: EvaluationResult): void {
  for (const pool of result.seedPools ?? []) {
    document.heading(2, `${pool.label}: ${formatCount(pool.agents.length, 'training')}`)
    document.paragraph(
      `The same training of ${formatNumber(pool.decisions)} decisions with other seeds, all on the same patients, whom none of them had met. ` +
        'Marks are the trainings one by one, each with the interval of its own paired difference.',
      { hold: true },
    )
    for (const contrast of pool.contrasts) writeContrast(document, pool, contrast)
  }
}

function writeContrast(document: ReportDocument, pool: SeedPool, contrast: SeedContrast): void {
  const rows = contrastRows(contrast)
  const against = contrast.label.toLowerCase()
  document.list(contrast.sentences)
  const chart: IntervalChart = {
    panels: [
      { title: 'Need-weighted wait', unit: 'difference, minutes', zeroLine: true },
      { title: 'Gap of need-weighted waits', unit: 'difference, minutes', zeroLine: true },
    ],
    blocks: [
      {
        label: '',
        rows: rows.map(({ label, isMean, values }) => ({
          label,
          marker: markerAt(isMean ? 1 : 0),
          values: [values.needWeightedWait, values.needWeightedGap],
        })),
      },
    ],
  }
  const signed = { signed: true }
  document.figure({
    caption: `${pool.label} less ${against}, by seed (round) and together (square), with 95 % intervals.`,
    alt: `Dot chart of differences. ${rows
      .map(
        ({ label, values }) =>
          `${label}: need-weighted wait ${formatEstimate(values.needWeightedWait, 'minutes', signed)}, its gap ` +
          `${formatEstimate(values.needWeightedGap, 'minutes', signed)}.`,
      )
      .join(' ')}`,
    height: intervalChartHeight(chart),
    draw: (canvas, box) => drawIntervalChart(canvas, box, chart),
  })
  document.table({
    caption: `${pool.label} less ${against}: less than zero is better.`,
    columns: [
      { header: 'Training', align: 'left' as const },
      ...columns.map(({ header }) => ({ header, width: 92, align: 'right' as const })),
    ],
    rows: rowsOf([
      rows.map(({ label }) => label),
      ...columns.map(({ measure }) =>
        estimateCells(
          rows.map(({ values }) => values[measure]),
          'minutes',
          { signed: true },
        ),
      ),
    ]).map((cells) => ({ cells })),
    dense: true,
    note:
      'Mean over trainings: Student’s t over seeds, for other trainings on these patients. Mean over trainings and patients: for other trainings on other ' +
      'patients; judge the setting by this one. Interquartile mean: of the middle half of the trainings, with a bootstrap interval.',
  })
}
