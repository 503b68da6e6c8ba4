import { formatCount, formatNumber } from '../../shared/format.ts'
import { formatModelTime } from '../../shared/model/model-time.ts'
import type { ModelResult, WarmUpAdvice } from '../../shared/model/result.ts'
import { axisOf } from './axis.ts'
import { ink } from './canvas.ts'
import { drawGrid, type Plot, tickSize } from './grid.ts'
import { markerAt } from './marker.ts'
import { type Stroke, SvgPicture } from './svg-picture.ts'

/** In points. */
const page = { width: 500, height: 290 } as const
const plot: Plot = { left: 50, right: 486, top: 60, bottom: 222 }
const legend = { top: 262, rowHeight: 14, columnWidth: 226, sample: 18 } as const
const longestTitle = 72

const strokes = {
  batches: { color: '#9aa5ad', width: 0.9 },
  average: { color: markerAt(0).color, width: 2 },
  advised: { color: markerAt(1).color, width: 1.6 },
  own: { color: ink.text, width: 1.2, dash: '4 3' },
} as const satisfies Record<string, Stroke>

/**
 * Welch's plot ("The statistical analysis of simulation results", 1983) as an SVG file: mean patients in the model over time and their moving average, with
 * the warm-up that MSER-5 advises and the one that the run had. Throws a RangeError for terminating runs, which have no warm-up to judge.
 */
export function drawWelchPlot(result: ModelResult): string {
  const { title, warmUpAdvice: advice, horizon, warmUp, timeUnit } = result
  if (advice === null) throw new RangeError(`${title} is a terminating run, which has no warm-up to judge.`)
  const { batches, times, averages, suggestedWarmUp } = advice
  const across = axisOf([{ lower: 0, mean: 0, upper: horizon }], plot.left, plot.right, true)
  const most = Math.max(...batches, ...averages)
  const up = axisOf([{ lower: 0, mean: 0, upper: most }], 0, plot.bottom - plot.top, true)
  const y = (value: number) => plot.bottom - up.position(value)
  const picture = new SvgPicture(page.width, page.height)
  const heading = `Welch plot: ${title}`
  picture.text(shortened(heading), 12, 20, { size: 10.5, bold: true })
  picture.text(`${replicationsOf(advice)} of ${formatModelTime(horizon, timeUnit)}`, 12, 34, { size: 8, color: ink.soft })
  picture.text('Patients in the model (mean number)', 12, 52, { size: tickSize, color: ink.soft })
  drawGrid(picture, plot, across, up, y)
  const axisTitle = { size: tickSize, color: ink.soft, align: 'center' } as const
  picture.text(`Time since the start of the run (${timeUnit})`, (plot.left + plot.right) / 2, plot.bottom + 23, axisTitle)
  const middles = batches.map((_, batch) => across.position(((batch + 0.5) * horizon) / batches.length))
  picture.stroke(middles, batches.map(y), strokes.batches, 'batches')
  picture.stroke(times.map(across.position), averages.map(y), strokes.average, 'average')
  const upright = (time: number, name: 'advised' | 'own') => {
    const x = across.position(time)
    picture.stroke([x, x], [plot.top - 4, plot.bottom], strokes[name], name)
  }
  if (isAdvised(result, advice)) upright(suggestedWarmUp, 'advised')
  upright(warmUp, 'own')
  drawLegend(picture, result, advice)
  return picture.finish({ title: heading, alternative: alternativeText(result, advice) })
}

/** A suggestion in the second half of a run is noise of its end, and none (Hoad, Robinson and Davies 2010). */
const isAdvised = ({ horizon }: ModelResult, { suggestedWarmUp }: WarmUpAdvice): boolean => suggestedWarmUp <= horizon / 2

const advisedWords = (result: ModelResult, advice: WarmUpAdvice): string =>
  isAdvised(result, advice)
    ? `Warm-up that MSER-5 advises: ${formatModelTime(advice.suggestedWarmUp, result.timeUnit)}`
    : 'MSER-5 advises none: the run is too short to tell'

const replicationsOf = ({ replications }: WarmUpAdvice): string =>
  replications === 1 ? 'One replication' : `Mean of ${formatCount(replications, 'replication')}`

function drawLegend(picture: SvgPicture, result: ModelResult, advice: WarmUpAdvice): void {
  const entries: [string, Stroke | null][] = [
    [`Mean in each of ${advice.batches.length} stretches of time`, strokes.batches],
    ['Moving average (Welch)', strokes.average],
    [advisedWords(result, advice), isAdvised(result, advice) ? strokes.advised : null],
    [`Warm-up of this run: ${formatModelTime(result.warmUp, result.timeUnit)}`, strokes.own],
  ]
  entries.forEach(([words, stroke], index) => {
    const x = plot.left + (index % 2) * legend.columnWidth
    const baseline = legend.top + Math.floor(index / 2) * legend.rowHeight
    if (stroke !== null) picture.stroke([x, x + legend.sample], [baseline - 2.6, baseline - 2.6], stroke)
    picture.text(words, stroke === null ? x : x + legend.sample + 6, baseline, { size: 8 })
  })
}

function alternativeText(result: ModelResult, advice: WarmUpAdvice): string {
  const { averages, times } = advice
  const { horizon, timeUnit, warmUp } = result
  const patients = (value = 0) => formatNumber(value, { digits: value >= 100 ? 0 : 1 })
  return [
    `Line chart of patients in the model over time. ${replicationsOf(advice)} of ${formatModelTime(horizon, timeUnit)}.`,
    `The moving average goes from ${patients(averages[0])} patients at the start to ${patients(averages.at(-1))} at ${formatModelTime(times.at(-1) ?? 0, timeUnit)}.`,
    `${advisedWords(result, advice)}.`,
    `Warm-up of this run: ${formatModelTime(warmUp, timeUnit)}.`,
  ].join(' ')
}

function shortened(text: string): string {
  const characters = Array.from(text)
  return characters.length <= longestTitle
    ? text
    : `${characters
        .slice(0, longestTitle - 1)
        .join('')
        .trimEnd()}…`
}
