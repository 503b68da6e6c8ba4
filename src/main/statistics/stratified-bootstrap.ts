import { quantileOfSorted } from './quantile.ts'

export interface BootstrapOptions {
  /** Uniform numbers from 0 to below 1; the same numbers give the same interval. */
  readonly uniform: () => number
  readonly resamples: number
  /** Default: 0.95. */
  readonly level?: number
}

/**
 * Percentile bootstrap (Efron 1979) of a statistic of values in strata: each resample draws, with replacement, as many values from every
 * stratum as it has, so that no stratum is ever missing from one (rliable's stratified bootstrap, where a stratum is a task and its values
 * are training seeds). Returns [lower, upper]. Throws where a stratum is empty.
 */
export function stratifiedBootstrap(
  strata: readonly (readonly number[])[],
  statistic: (resample: readonly Float64Array[]) => number,
  { uniform, resamples, level = 0.95 }: BootstrapOptions,
): [number, number] {
  if (strata.length === 0 || strata.some((stratum) => stratum.length === 0))
    throw new RangeError('A bootstrap needs at least one value in each stratum.')
  const resample = strata.map((stratum) => new Float64Array(stratum.length))
  const found = Float64Array.from({ length: resamples }, () => {
    for (const [index, stratum] of strata.entries())
      for (let place = 0; place < stratum.length; place++)
        resample[index]![place] = stratum[Math.floor(uniform() * stratum.length)]!
    return statistic(resample)
  }).sort()
  const tail = (1 - level) / 2
  return [quantileOfSorted(found, tail), quantileOfSorted(found, 1 - tail)]
}
