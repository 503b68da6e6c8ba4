import type { EvaluationResult } from '../../shared/evaluation.ts'
import { formatCount, formatEstimate, formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import { paretoOf } from '../../shared/pareto.ts'
import { contrastRows, type PooledMeasure, type SeedContrast, type SeedPool } from '../../shared/seed-pool.ts'
import type { ReportDocument } from './document.ts'
import { estimateCells, rowsOf } from './estimates.ts'
import { drawIntervalChart, type IntervalChart, intervalChartHeight } from './interval-chart.ts'
import { type Marker, markerAt } from './marker.ts'
import { drawScatterChart, type ScatterChart, scatterChartHeight } from './scatter-chart.ts'

const columns: readonly { measure: PooledMeasure; header: string }[] = [
  { measure: 'needWeightedWait', header: 'Need-weighted wait, min' },
  { measure: 'needWeightedGap', header: 'Gap of need-weighted waits, min' },
  { measure: 'waitMinutes', header: 'Plain wait, min' },
  { measure: 'equalNeedGapMinutes', header: 'Equal-need gap, min' },
]

/** Agents that differ in their seed only: what the setting is worth, whichever training one gets. */
export function writeSeedPools(document: ReportDocument, result: EvaluationResult): void {
  writeTradeOff(document, result)
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

/** Outlines in black, so that they are never taken for a setting. */
const references: readonly Marker[] = (['square', 'diamond', 'triangle'] as const).map((shape) => ({
  shape,
  color: '#000000',
  open: true,
}))

/** What each setting costs and how far groups are apart under it, beside what agents are held against. */
function writeTradeOff(document: ReportDocument, result: EvaluationResult): void {
  const found = paretoOf(result, result.seedPools ?? [])
  if (found.settings.length === 0) return
  const all = [
    ...found.references.map((reference, index) => ({
      ...reference,
      marker: references[index % references.length]!,
      seeds: [],
      of: 'one way of working',
    })),
    ...found.settings.map((setting, index) => ({
      ...setting,
      marker: markerAt(index),
      of: `mean of ${formatCount(setting.seeds.length, 'training')}`,
    })),
  ]
  const chart: ScatterChart = {
    xTitle: 'need-weighted wait, minutes',
    yTitle: 'gap of need-weighted waits, minutes',
    series: all.map(({ label, marker, cost, gap, seeds }) => ({
      label,
      marker,
      point: { x: cost, y: gap },
      parts: seeds.map((seed) => ({ x: seed.cost, y: seed.gap })),
    })),
  }
  document.heading(2, 'Wait against fairness')
  document.paragraph(
    'Lower and further left is better. Small marks are single trainings, large ones their mean with its 95 % interval over trainings; outlines are ' +
      'what agents are held against. All met the same patients.',
    { hold: true },
  )
  document.figure({
    caption: 'What each setting costs, and how far groups are apart under it.',
    alt: `Scatter chart of need-weighted wait and its gap between groups, with 95 % intervals. ${all
      .map(
        ({ label, of, cost, gap }) =>
          `${label} (${of}): ${formatEstimate(cost, 'minutes')}, gap ${formatEstimate(gap, 'minutes')}.`,
      )
      .join(' ')}`,
    height: scatterChartHeight(chart),
    draw: (canvas, box) => drawScatterChart(canvas, box, chart),
  })
  document.table({
    caption: 'Need-weighted wait and its gap, with 95 % intervals.',
    columns: [
      { header: 'Way of working', align: 'left' as const },
      { header: columns[0]!.header, width: 120, align: 'right' as const },
      { header: columns[1]!.header, width: 120, align: 'right' as const },
    ],
    rows: rowsOf([
      all.map(({ label }) => label),
      estimateCells(
        all.map(({ cost }) => cost),
        'minutes',
      ),
      estimateCells(
        all.map(({ gap }) => gap),
        'minutes',
      ),
    ]).map((cells) => ({ cells })),
    dense: true,
    note: 'Agents: the mean of their trainings, with the interval over trainings. Others: the interval over replications.',
  })
}

function writeContrast(document: ReportDocument, pool: SeedPool, contrast: SeedContrast): void {
  const rows = contrastRows(contrast)
  const against = midSentence(contrast.label)
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
    note: `Mean over trainings: Student’s t over seeds, for other trainings on these patients. Mean over trainings and patients: for other trainings on other patients; judge the setting by this one.${
      contrast.pooled.needWeightedWait.interquartileMean === null
        ? ''
        : ' Interquartile mean: of the middle half of the trainings, with a bootstrap interval.'
    }`,
  })
}
