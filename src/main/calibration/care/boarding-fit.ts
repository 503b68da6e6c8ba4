import type { FamilyChoice } from '../../../shared/calibration.ts'
import type { Distribution } from '../../../shared/distribution.ts'
import type { Scenario } from '../../../shared/scenario.ts'
import { invertPositiveDefinite } from '../../statistics/symmetric-matrix.ts'
import { type DurationFamily, families, familyNames, familyOf } from '../durations/duration-family.ts'
import { chooseFamily } from '../durations/family-choice.ts'
import { fitFamily, logSlopes, searchBounds } from '../durations/family-fit.ts'
import { deviationOfSample, equivalentSample, meanOfSample } from '../likelihood/equivalent-sample.ts'
import { type Likelihood, type Maximum, maximise } from '../likelihood/maximise.ts'
import { onLogScale, type Uncertain } from '../likelihood/uncertain.ts'
import { outcomes } from '../visits/visit-words.ts'
import type { Visits } from '../visits/visits.ts'

const fewest = 50
const fewestInGroup = 30
const shortestMinutes = 1 / 60

export interface BoardingFit {
  readonly visits: number
  readonly family: DurationFamily
  readonly distribution: Distribution
  readonly capMinutes: number
  readonly typical: Uncertain
  readonly spread: Uncertain | null
  /** By group; null where the base's is kept. */
  readonly factor: readonly (Uncertain | null)[]
  readonly choice: FamilyChoice
}

/**
 * Wait for a ward bed of those admitted, from being ready to leave to departure: a family with a factor for each group, right-censored at
 * the longest wait. Null where the file tells of fewer than 50.
 */
export function fitBoarding(
  scenario: Scenario,
  visits: Visits,
  groupOf: readonly number[],
  reference: number,
): BoardingFit | null {
  const admitted = outcomes.indexOf('admitted')
  const taken = Array.from({ length: visits.count }, (_, visit) => visit).filter(
    (visit) => visits.outcome[visit] === admitted && visits.departureMinutes[visit]! >= visits.readyMinutes[visit]!,
  )
  if (taken.length < fewest) return null
  const minutes = Float64Array.from(taken, (visit) =>
    Math.max(shortestMinutes, visits.departureMinutes[visit]! - visits.readyMinutes[visit]!),
  )
  const group = taken.map((visit) => (visits.group[visit]! < 0 ? -1 : groupOf[visits.group[visit]!]!))
  const longest = minutes.reduce((a, b) => Math.max(a, b), 0)
  const cap = scenario.admission.boardingCapMinutes
  const capMinutes = longest > cap + 1 ? Math.ceil(longest) : cap
  const inGroup = scenario.groups.map((_, index) => group.filter((other) => other === index).length)
  // The number of each group's factor; -1 keeps the base's.
  let size = 2
  const numberOf = scenario.groups.map((_, index) => (index !== reference && inGroup[index]! >= fewestInGroup ? size++ : -1))
  const fits = new Map(
    familyNames.map((name) => {
      const likelihood = boardingLikelihood(scenario, families[name], { minutes, group, capMinutes, numberOf, size })
      const guess = fitFamily(families[name], { minutes, weight: minutes.map(() => 1) })
      const start = new Float64Array(size)
      start[0] = guess.logTypical
      start[1] = guess.logSpread
      const maximum = maximise(likelihood, start, families[name].parameters === 1 ? new Set([1]) : new Set())
      const [logTypical, logSpread] = [maximum.at[0]!, maximum.at[1]!]
      const akaike = 2 * (size - 2 + families[name].parameters) - 2 * maximum.logLikelihood
      return [name, { maximum, logTypical, logSpread, akaike }] as const
    }),
  )
  const { name, candidates, sentence } = chooseFamily(fits, familyOf(scenario.admission.boardingMinutes).family.name)
  const { maximum } = fits.get(name)!
  const family = families[name]
  const errors = standardErrors(maximum, size, family)
  const fitted = (index: number) => Math.exp(maximum.at[index]!)
  const hasSpread = family.parameters === 2
  const sample = equivalentSample(Math.abs(family.deviationPower) * errors[1]!)
  return {
    visits: taken.length,
    family,
    distribution: family.toDistribution(maximum.at[0]!, maximum.at[1]!),
    capMinutes,
    typical: hasSpread ? meanOfSample(fitted(0), errors[0]!, sample) : onLogScale(fitted(0), errors[0]!),
    spread: hasSpread ? deviationOfSample(fitted(1), family.deviationPower, sample) : null,
    factor: numberOf.map((index) => (index < 0 ? null : onLogScale(fitted(index), errors[index]!))),
    choice: { path: 'admission.boardingMinutes', label: 'Wait for a ward bed', candidates, sentence },
  }
}

interface BoardingData {
  readonly minutes: Float64Array
  readonly group: readonly number[]
  readonly capMinutes: number
  readonly numberOf: readonly number[]
  readonly size: number
}

function boardingLikelihood(scenario: Scenario, family: DurationFamily, data: BoardingData): Likelihood {
  const { minutes, group, capMinutes, numberOf, size } = data
  const fixed = scenario.groups.map((other, index) => (numberOf[index]! < 0 ? Math.log(other.boardingFactor) : 0))
  return {
    size,
    ...searchBounds(size),
    evaluate: (at, slope) => {
      slope?.gradient.fill(0)
      slope?.information?.fill(0)
      let logLikelihood = 0
      minutes.forEach((value, index) => {
        const own = group[index]! < 0 ? -1 : numberOf[group[index]!]!
        const shift = group[index]! < 0 ? 0 : fixed[group[index]!]! + (own < 0 ? 0 : at[own]!)
        const log = (typical: number, spread: number) =>
          Math.log(
            (value >= capMinutes - 0.5 ? 1 - family.below(capMinutes, typical, spread) : family.density(value, typical, spread)) +
              1e-300,
          )
        const typical = at[0]! + shift
        const spread = at[1]!
        logLikelihood += log(typical, spread)
        if (slope === null) return
        const [byTypical, bySpread] = logSlopes(log, typical, spread, family.parameters)
        const touched: (readonly [number, number])[] = [
          [0, byTypical],
          [1, bySpread],
        ]
        if (own >= 0) touched.push([own, byTypical])
        for (const [row, value] of touched) {
          slope.gradient[row]! += value
          if (slope.information === null) continue
          for (const [column, other] of touched) slope.information[row * size + column]! += value * other
        }
      })
      return logLikelihood
    },
  }
}

function standardErrors(maximum: Maximum, size: number, family: DurationFamily): number[] {
  const information = Float64Array.from(maximum.slope.information)
  if (family.parameters === 1) information[size + 1] = 1
  const inverse = invertPositiveDefinite(information, size)
  return Array.from({ length: size }, (_, index) => (inverse === null ? Number.NaN : Math.sqrt(inverse[index * size + index]!)))
}
