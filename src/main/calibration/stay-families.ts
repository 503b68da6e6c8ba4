import type { FamilyChoice } from '../../shared/calibration.ts'
import { acuityLevels } from '../../shared/scenario.ts'
import { type DurationFamily, type FamilyName, families, familyNames } from './duration-family.ts'
import { type Likelihood, maximise } from './maximise.ts'

/** By how much another family's criterion must be better before the base's family is given up: then hardly anything speaks for it. */
export const clearDifference = 10
const mostStays = 20_000
const fewStays = 20
const step = 1e-4

/** Stays of one acuity level: minutes with the group's factor taken out, and the probability that the visit is of this level. */
export interface WeightedStays {
  readonly minutes: Float64Array
  readonly weight: Float64Array
}

/** Maximum of one family's likelihood of weighted minutes. */
export function fitFamily(family: DurationFamily, { minutes, weight }: WeightedStays) {
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
    lower: new Float64Array(size).fill(-8),
    upper: new Float64Array(size).fill(16),
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
        const byTypical = (log(typical + step, spread) - log(typical - step, spread)) / (2 * step)
        const bySpread = size === 1 ? 0 : (log(typical, spread + step) - log(typical, spread - step)) / (2 * step)
        const own = [byTypical, bySpread]
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

export interface ChosenFamilies {
  readonly families: readonly DurationFamily[]
  readonly choices: readonly FamilyChoice[]
  readonly changed: boolean
}

/**
 * The family of each level's stays: the present one, unless another is clearly better by Akaike's information criterion. `stays` by level,
 * with probabilities from a fit with the present families.
 */
export function chooseFamilies(present: readonly DurationFamily[], stays: readonly WeightedStays[]): ChosenFamilies {
  const chosen: DurationFamily[] = []
  const choices: FamilyChoice[] = []
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    const now = present[acuity]!
    const level = thinned(stays[acuity]!)
    const total = level.weight.reduce((sum, value) => sum + value, 0)
    if (total < fewStays) {
      chosen.push(now)
      continue
    }
    const fits = new Map<FamilyName, ReturnType<typeof fitFamily>>(
      familyNames.map((name) => [name, fitFamily(families[name], level)]),
    )
    const best = familyNames.reduce((a, b) => (fits.get(b)!.akaike < fits.get(a)!.akaike ? b : a))
    const isClear = fits.get(best)!.akaike < fits.get(now.name)!.akaike - clearDifference
    const name = isClear ? best : now.name
    chosen.push(families[name])
    choices.push({
      path: `care.spaceMinutes[${acuity}]`,
      label: `Time in the care space, acuity ${acuity + 1}`,
      candidates: familyNames
        .map((family) => ({
          family,
          akaikeDifference: fits.get(family)!.akaike - fits.get(best)!.akaike,
          meanMinutes: families[family].meanMinutes(fits.get(family)!.logTypical, fits.get(family)!.logSpread),
          chosen: family === name,
        }))
        .sort((a, b) => a.akaikeDifference - b.akaikeDifference),
      sentence: isClear
        ? `${families[name].name} fits clearly better than the base's ${now.name}`
        : best === now.name
          ? `${now.name}, as in the base, fits best`
          : `${now.name} is kept from the base; ${best} fits better, but not clearly`,
    })
  }
  return { families: chosen, choices, changed: chosen.some((family, acuity) => family !== present[acuity]) }
}

/** Evenly taken visits where there are very many: the choice needs no more. */
function thinned({ minutes, weight }: WeightedStays): WeightedStays {
  const every = Math.ceil(minutes.length / mostStays)
  if (every === 1) return { minutes, weight }
  const keep = (_: number, index: number) => index % every === 0
  return { minutes: minutes.filter(keep), weight: weight.filter(keep) }
}
