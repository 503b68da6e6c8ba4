import type { WarmUpAdvice } from '../../../shared/model/result.ts'
import { mser5, mserBatches } from '../../statistics/mser.ts'
import { welchAverage } from '../../statistics/welch.ts'
import { seriesLength } from './census-series.ts'

/** Half of a Welch window, as a share of the run. */
const windowShare = 1 / 20
const longestPlot = 300

interface WarmUpEvidence {
  /** Mean patients in the model in `seriesLength` equal stretches of the run. */
  readonly census: Float64Array
  /** Replications that the census is a mean of. */
  readonly replications: number
  /** In the model's unit; `warmUp` is what the run had. */
  readonly horizon: number
  readonly warmUp: number
}

/** What warm-up the mean census over time suggests (MSER-5), with its moving average for a plot. Times in the model's unit. */
export function warmUpAdvice({ census, replications, horizon, warmUp }: WarmUpEvidence): WarmUpAdvice {
  const cut = mser5(census)
  const suggestedWarmUp = (cut.observations * horizon) / seriesLength
  const averages = welchAverage(census, Math.round(seriesLength * windowShare))
  const step = Math.ceil(averages.length / longestPlot)
  const shown = averages.map((_, index) => index).filter((index) => index % step === 0)
  return {
    suggestedWarmUp,
    enough: cut.enough && warmUp >= suggestedWarmUp,
    replications,
    batches: mserBatches(census),
    times: shown.map((index) => ((index + 0.5) * horizon) / seriesLength),
    averages: shown.map((index) => averages[index]!),
  }
}
