import { normalQuantile } from '../../simulation/population/normal-quantile.ts'
import { tCritical } from '../../statistics/student-t.ts'

/** A fitted number whose interval can be had at any level (0.95). */
export interface Uncertain {
  readonly value: number
  readonly interval: (level: number) => readonly [number, number]
}

const critical = (level: number, degreesOfFreedom: number): number =>
  Number.isFinite(degreesOfFreedom) ? tCritical(level, Math.max(1, degreesOfFreedom)) : normalQuantile((1 + level) / 2)

/** A positive number, by the standard error of its logarithm. */
export function onLogScale(value: number, standardError: number, degreesOfFreedom = Number.POSITIVE_INFINITY): Uncertain {
  return {
    value,
    interval: (level) => {
      const factor = Math.exp(critical(level, degreesOfFreedom) * standardError)
      return [value / factor, value * factor]
    },
  }
}

/** A share, by the standard error of its log odds. */
export function onOddsScale(value: number, standardError: number): Uncertain {
  return {
    value,
    interval: (level) => {
      const factor = Math.exp(critical(level, Number.POSITIVE_INFINITY) * standardError)
      const odds = value / (1 - value)
      return [odds / factor / (1 + odds / factor), value >= 1 ? 1 : (odds * factor) / (1 + odds * factor)]
    },
  }
}
