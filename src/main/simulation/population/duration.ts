import { gammaQuantile } from '../../../shared/gamma-function.ts'
import { type DurationTable, durationKinds } from '../hospital/hospital-model.ts'
import { normalQuantile } from './normal-quantile.ts'

/** The duration of a row at a uniform number between 0 and 1, in minutes: the distribution's quantile. Infinity where it never ends. */
export function durationAt(table: DurationTable, row: number, uniform: number): number {
  const scale = table.scale[row]!
  switch (table.kind[row]) {
    case durationKinds.lognormal:
      return scale * Math.exp(table.sigma[row]! * normalQuantile(uniform))
    case durationKinds.exponential:
      return -scale * Math.log(1 - uniform)
    case durationKinds.constant:
      return scale
    case durationKinds.gamma:
      return scale * gammaQuantile(table.sigma[row]!, uniform)
    case durationKinds.weibull:
      return scale * (-Math.log(1 - uniform)) ** (1 / table.sigma[row]!)
    default:
      return Number.POSITIVE_INFINITY
  }
}
