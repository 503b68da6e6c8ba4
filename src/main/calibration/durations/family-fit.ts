import { type Likelihood, maximise } from '../likelihood/maximise.ts'
import type { DurationFamily } from './duration-family.ts'

const step = 1e-4

/** Durations with the group's factor taken out, and how much each counts. */
export interface WeightedMinutes {
  readonly minutes: Float64Array
  readonly weight: Float64Array
}

/** Where the logarithms of typical minutes, spreads and factors are looked for: far beyond any stay. */
export function searchBounds(size: number): Pick<Likelihood, 'lower' | 'upper'> {
  return { lower: new Float64Array(size).fill(-8), upper: new Float64Array(size).fill(16) }
}

/** Slopes of a log likelihood by typical minutes and by spread, by central differences; 0 by a spread that the family does not have. */
export function logSlopes(
  log: (logTypical: number, logSpread: number) => number,
  logTypical: number,
  logSpread: number,
  parameters: 1 | 2,
): [byTypical: number, bySpread: number] {
  return [
    (log(logTypical + step, logSpread) - log(logTypical - step, logSpread)) / (2 * step),
    parameters === 1 ? 0 : (log(logTypical, logSpread + step) - log(logTypical, logSpread - step)) / (2 * step),
  ]
}

/** Maximum of one family's likelihood of weighted minutes. */
export function fitFamily(family: DurationFamily, { minutes, weight }: WeightedMinutes) {
  let sum = 0
  let first = 0
  let second = 0
  minutes.forEach((value, index) => {
    const log = Math.log(value)
    sum += weight[index]!
    first += weight[index]! * log
    second += weight[index]! * log * log
  })
  const meanLog = first / sum
  const start = family.guess(meanLog, second / sum - meanLog * meanLog)
  const size = family.parameters
  const likelihood: Likelihood = {
    size,
    ...searchBounds(size),
    evaluate: (at, slope) => {
      slope?.gradient.fill(0)
      slope?.information?.fill(0)
      const typical = at[0]!
      const spread = at[1] ?? 0
      let logLikelihood = 0
      for (let index = 0; index < minutes.length; index++) {
        const w = weight[index]!
        const log = (t: number, s: number) => Math.log(family.density(minutes[index]!, t, s) + 1e-300)
        logLikelihood += w * log(typical, spread)
        if (slope === null) continue
        const own = logSlopes(log, typical, spread, size)
        for (let row = 0; row < size; row++) {
          slope.gradient[row]! += w * own[row]!
          if (slope.information !== null)
            for (let column = 0; column < size; column++) slope.information[row * size + column]! += w * own[row]! * own[column]!
        }
      }
      return logLikelihood
    },
  }
  const { at, logLikelihood } = maximise(likelihood, Float64Array.from(start.slice(0, size)), new Set(), 1e-5)
  return { logTypical: at[0]!, logSpread: at[1] ?? 0, logLikelihood, akaike: 2 * size - 2 * logLikelihood }
}
