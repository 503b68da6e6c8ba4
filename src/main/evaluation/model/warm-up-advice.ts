import type { ModelResult } from '../../../shared/model/result.ts'
import { mser5 } from '../../statistics/mser.ts'
import { welchAverage } from '../../statistics/welch.ts'
import { seriesLength } from './census-series.ts'

/** Half of a Welch window, as a share of the run. */
const windowShare = 1 / 20
const longestPlot = 300

/**
 * What warm-up the mean census over time suggests (MSER-5), with its moving average for a plot. Times in the model's unit; `warmUp` is what the
 * run had.
 */
export function warmUpAdvice(census: Float64Array, horizon: number, warmUp: number): NonNullable<ModelResult['warmUpAdvice']> {
  const cut = mser5(census)
  const suggestedWarmUp = (cut.observations * horizon) / seriesLength
  const averages = welchAverage(census, Math.round(seriesLength * windowShare))
  const step = Math.ceil(averages.length / longestPlot)
  const shown = averages.map((_, index) => index).filter((index) => index % step === 0)
  return {
    suggestedWarmUp,
    enough: cut.enough && warmUp >= suggestedWarmUp,
    times: shown.map((index) => ((index + 0.5) * horizon) / seriesLength),
    averages: shown.map((index) => averages[index]!),
  }
}
