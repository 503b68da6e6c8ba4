import type { FamilyChoice } from '../../../shared/calibration.ts'
import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { invertPositiveDefinite } from '../../statistics/symmetric-matrix.ts'
import { familyOf } from '../durations/duration-family.ts'
import type { WeightedMinutes } from '../durations/family-fit.ts'
import { climb } from '../likelihood/climb.ts'
import { type Maximum, maximise, observedInformation } from '../likelihood/maximise.ts'
import { type CareFreedom, careFreedom } from './care-freedom.ts'
import { CareLikelihood } from './care-likelihood.ts'
import { beyondCorners, type CareModel, careModel, slotValues } from './care-parameters.ts'
import type { CareVisits } from './care-visits.ts'
import { chooseFamilies } from './stay-families.ts'

/** From here on the outer products of the visits' gradients are as good as second derivatives, and much faster. */
const manyVisits = 60_000
const mostFamilyRounds = 3
/** From a corner of the likelihood, so that no second derivative is taken across it. */
const cornerDistance = 0.01
const cornerTolerance = 1e-5
/** A number closer to its bound than this tells of nothing to be seen. */
const atBound = 1e-6

export interface CareFit {
  readonly model: CareModel
  readonly visits: CareVisits
  readonly likelihood: CareLikelihood
  readonly maximum: Maximum
  readonly freedom: CareFreedom
  readonly choices: readonly FamilyChoice[]
  /** Covariance of the numbers; 0 for those at a bound. Size x size. */
  readonly covariance: Float64Array
  /** Numbers at a bound, or of which the visits tell nothing. */
  readonly loose: ReadonlySet<number>
}

/** Fits true acuity, stays, admission and patience at once. */
export function fitCare(scenario: Scenario, visits: CareVisits, onProgress: (share: number) => void): CareFit {
  let present = scenario.care.spaceMinutes.map((time) => familyOf(time).family)
  let choices: readonly FamilyChoice[] = []
  for (let round = 0; ; round++) {
    const freedom = careFreedom(scenario, visits, present)
    const model = careModel(scenario, freedom.freedom, present, freedom.neverLeaves)
    const likelihood = new CareLikelihood(model, visits)
    const maximum = alongCorner(model, likelihood, maximise(likelihood, new Float64Array(model.size)))
    onProgress(Math.min(0.6, 0.3 * (round + 1)))
    const chosen = chooseFamilies(present, staysByLevel(model, maximum.at, visits, likelihood))
    if (round === 0 || chosen.changed) choices = mergeChoices(choices, chosen.choices)
    if (!chosen.changed || round + 1 === mostFamilyRounds) {
      const { covariance, loose } = covarianceOf(model, likelihood, maximum.at, likelihood.visitCount < manyVisits)
      onProgress(1)
      return { model, visits, likelihood, maximum, freedom, choices, covariance, loose }
    }
    present = [...chosen.families]
  }
}

/** The first round compares with the base's families; later rounds only replace what they change. */
function mergeChoices(before: readonly FamilyChoice[], now: readonly FamilyChoice[]): readonly FamilyChoice[] {
  return before.length === 0
    ? now
    : before.map((choice) => {
        const later = now.find(({ path }) => path === choice.path)
        const nameOf = (of: FamilyChoice) => of.candidates.find(({ chosen }) => chosen)?.family
        return later !== undefined && nameOf(later) !== nameOf(choice) ? later : choice
      })
}

function staysByLevel(model: CareModel, at: Float64Array, visits: CareVisits, likelihood: CareLikelihood): WeightedMinutes[] {
  const posteriors = likelihood.posteriors(at)
  const slots = slotValues(model, at)
  const used = Array.from({ length: visits.count }, (_, visit) => visit).filter((visit) => visits.stayMinutes[visit]! > 0)
  return Array.from({ length: acuityLevels }, (_, acuity) => {
    const here = used.filter((visit) => posteriors[visit * acuityLevels + acuity]! > 0.01)
    const factorOf = (group: number) => (group < 0 ? 1 : Math.exp(slots[model.layout.stayFactor(group)]!))
    return {
      minutes: Float64Array.from(here, (visit) => visits.stayMinutes[visit]! / factorOf(visits.group[visit]!)),
      weight: Float64Array.from(here, (visit) => posteriors[visit * acuityLevels + acuity]!),
    }
  })
}

/** Where the search has come to a corner of the likelihood, it may have stuck there before the highest place along it. */
function alongCorner(model: CareModel, likelihood: CareLikelihood, maximum: Maximum): Maximum {
  if (likelihood.cornerNear(maximum.at, cornerDistance) === null) return maximum
  const { covariance } = covarianceOf(model, likelihood, maximum.at, false)
  return { ...maximum, ...climb(likelihood, maximum.at, covariance, cornerTolerance) }
}

function covarianceOf(
  model: CareModel,
  likelihood: CareLikelihood,
  maximum: Float64Array,
  withSecondDerivatives: boolean,
): { covariance: Float64Array; loose: Set<number> } {
  const { size, lower, upper } = likelihood
  const at = beyondCorners(model, maximum, cornerDistance)
  const outerProducts = { gradient: new Float64Array(size), information: new Float64Array(size * size) }
  likelihood.evaluate(at, outerProducts)
  const information = withSecondDerivatives ? observedInformation(likelihood, at) : outerProducts.information
  const loose = new Set<number>()
  for (let index = 0; index < size; index++) {
    const value = maximum[index]!
    const isBound = value - lower[index]! < atBound || upper[index]! - value < atBound
    if (isBound || !(information[index * size + index]! > 1e-8)) loose.add(index)
  }
  const covariance = new Float64Array(size * size)
  const invert = (matrix: Float64Array) => {
    const free = Array.from({ length: size }, (_, index) => index).filter((index) => !loose.has(index))
    const small = new Float64Array(free.length * free.length)
    free.forEach((row, rowPlace) => {
      free.forEach((column, columnPlace) => {
        small[rowPlace * free.length + columnPlace] = matrix[row * size + column]!
      })
    })
    const inverse = invertPositiveDefinite(small, free.length)
    if (inverse === null) return false
    free.forEach((row, rowPlace) => {
      free.forEach((column, columnPlace) => {
        covariance[row * size + column] = inverse[rowPlace * free.length + columnPlace]!
      })
    })
    return true
  }
  if (!invert(information)) invert(outerProducts.information)
  return { covariance, loose }
}
