import { acuityLevels } from '../../../shared/scenario.ts'
import { normalBelow } from '../../statistics/normal-distribution.ts'
import { familyOf } from '../durations/duration-family.ts'
import type { Corner, Likelihood, Slope } from '../likelihood/maximise.ts'
import { type CareModel, cornerNear, slotValues } from './care-parameters.ts'
import type { CareVisits } from './care-visits.ts'
import { triageConfusion } from './triage-confusion.ts'
import { worseningWeights } from './worsening.ts'

const smallest = 1e-290
const wayBack = 3
/** Values a case adds to the gradient: stay typical, stay spread, stay factor, admission, admission factor, patience typical, spread, factor. */
const partsPerCase = 8

/**
 * Likelihood of the visits under the hospital's model. What a patient needs (true acuity) is not seen: each visit is a mixture over the cases
 * (group, true acuity) that its triage allows, weighted by the acuity mix of the group and the scenario's triage errors. Given the case,
 * - how long the wait was tells a little, because those who get worse are taken sooner (`worseningWeights`);
 * - who left unseen after using up patience u: density of the patience at u; who was seen: probability that patience lasts longer;
 * - who was seen: probability of admission or discharge;
 * - treatment minutes y: the density of the longer of the stay and the clinician's own time (which the base tells).
 * The gradient of a mixture is that of its cases, weighted by their probabilities given the visit (Fisher's identity).
 */
export class CareLikelihood implements Likelihood {
  readonly size: number
  readonly lower: Float64Array
  readonly upper: Float64Array
  private readonly model: CareModel
  private readonly visits: CareVisits
  private readonly confusion: Float64Array
  private readonly worsening: Float64Array
  private readonly mix: Float64Array
  private readonly slots: Float64Array
  /** Clinician's time: group x acuity, distribution function and density at each visit are asked for as they are needed. */
  private readonly clinician: ReturnType<typeof familyOf>[]
  private readonly constantClinicianMinutes: Float64Array
  private readonly clinicianFactor: Float64Array
  private readonly caseGroup: Int32Array
  private readonly caseAcuity: Int32Array
  private readonly caseWeight: Float64Array
  private readonly parts: Float64Array
  private readonly slopes = new Float64Array(6)

  constructor(model: CareModel, visits: CareVisits) {
    const { groups } = model.layout
    this.model = model
    this.visits = visits
    this.size = model.size
    this.lower = model.lower
    this.upper = model.upper
    this.confusion = triageConfusion(model.scenario)
    this.worsening = worseningWeights(model.scenario, visits)
    this.mix = new Float64Array(groups * acuityLevels)
    this.slots = new Float64Array(model.layout.size)
    this.clinician = model.scenario.care.clinicianMinutes.map(familyOf)
    this.constantClinicianMinutes = Float64Array.from(model.scenario.care.clinicianMinutes, (time) =>
      time.distribution === 'constant' ? time.minutes : Number.NaN,
    )
    this.clinicianFactor = Float64Array.from(model.scenario.groups, (group) => group.clinicianTimeFactor)
    const cases = groups * acuityLevels
    this.caseGroup = new Int32Array(cases)
    this.caseAcuity = new Int32Array(cases)
    this.caseWeight = new Float64Array(cases)
    this.parts = new Float64Array(cases * partsPerCase)
  }

  get visitCount(): number {
    return this.visits.count
  }

  evaluate(at: Float64Array, slope: Slope | null): number {
    this.prepare(at)
    const { size } = this
    const own = new Float64Array(size)
    const touched = new Int32Array(size)
    slope?.gradient.fill(0)
    slope?.information?.fill(0)
    let logLikelihood = 0
    for (let visit = 0; visit < this.visits.count; visit++) {
      const cases = this.casesOf(visit, slope !== null)
      let total = 0
      for (let at = 0; at < cases; at++) total += this.caseWeight[at]!
      logLikelihood += Math.log(total + smallest)
      if (slope === null || !(total > 0)) continue
      const count = this.gradientOf(cases, total, own, touched)
      for (let a = 0; a < count; a++) {
        const row = touched[a]!
        const value = own[row]!
        slope.gradient[row]! += value
        if (slope.information === null) continue
        for (let b = 0; b < count; b++) slope.information[row * size + touched[b]!]! += value * own[touched[b]!]!
      }
      for (let a = 0; a < count; a++) own[touched[a]!] = 0
    }
    return logLikelihood
  }

  cornerNear(at: Float64Array, distance: number): Corner | null {
    return cornerNear(this.model, at, distance)
  }

  /** Probabilities of the true acuities of each visit, all groups together: visit x acuity. */
  posteriors(at: Float64Array): Float64Array {
    this.prepare(at)
    const table = new Float64Array(this.visits.count * acuityLevels)
    for (let visit = 0; visit < this.visits.count; visit++) {
      const cases = this.casesOf(visit, false)
      let total = 0
      for (let at = 0; at < cases; at++) total += this.caseWeight[at]!
      if (!(total > 0)) continue
      for (let at = 0; at < cases; at++) table[visit * acuityLevels + this.caseAcuity[at]!]! += this.caseWeight[at]! / total
    }
    return table
  }

  /** Probabilities of the cases added up over the visits that are asked for: group x acuity. */
  caseTotals(at: ArrayLike<number>, isAsked: (visit: number) => boolean): Float64Array {
    this.prepare(at)
    const totals = new Float64Array(this.model.layout.groups * acuityLevels)
    for (let visit = 0; visit < this.visits.count; visit++) {
      if (!isAsked(visit)) continue
      const cases = this.casesOf(visit, false)
      let total = 0
      for (let at = 0; at < cases; at++) total += this.caseWeight[at]!
      if (!(total > 0)) continue
      for (let at = 0; at < cases; at++)
        totals[this.caseGroup[at]! * acuityLevels + this.caseAcuity[at]!]! += this.caseWeight[at]! / total
    }
    return totals
  }

  /** Probability that the time in the care space of a case is at most `minutes`, at the numbers used last. */
  stayBelow(minutes: number, group: number, acuity: number): number {
    const { layout } = this.model
    const typical = this.slots[layout.stayTypical(acuity)]! + this.slots[layout.stayFactor(group)]!
    const below = this.model.stayFamilies[acuity]!.below(minutes, typical, this.slots[layout.staySpread(acuity)]!)
    return below * this.clinicianBelow(minutes, group, acuity)
  }

  /** Probability that the patience of a case is used up at `minutes`, at the numbers used last. */
  patienceBelow(minutes: number, group: number, acuity: number): number {
    if (this.model.neverLeaves[acuity]) return 0
    const { layout } = this.model
    const typical = this.slots[layout.patienceTypical(acuity)]! + this.slots[layout.patienceFactor(group)]!
    return normalBelow((Math.log(minutes) - typical) / Math.exp(this.slots[layout.patienceSpread(acuity)]!))
  }

  private prepare(at: ArrayLike<number>): void {
    const { layout } = this.model
    slotValues(this.model, at, this.slots)
    for (let group = 0; group < layout.groups; group++) {
      let sum = 0
      for (let acuity = 0; acuity < acuityLevels; acuity++) sum += Math.exp(this.slots[layout.mix(group, acuity)]!)
      for (let acuity = 0; acuity < acuityLevels; acuity++)
        this.mix[group * acuityLevels + acuity] = Math.exp(this.slots[layout.mix(group, acuity)]!) / sum
    }
  }

  /** Lists the cases of a visit with their weights (and what they add to the gradient); how many there are. */
  private casesOf(visit: number, withParts: boolean): number {
    const known = this.visits.group[visit]!
    const assigned = this.visits.assigned[visit]!
    let cases = 0
    for (let group = known < 0 ? 0 : known; group < (known < 0 ? this.model.layout.groups : known + 1); group++) {
      const share = known < 0 ? this.model.scenario.groups[group]!.share : 1
      for (let acuity = 0; acuity < acuityLevels; acuity++) {
        const row = group * acuityLevels + acuity
        const triage = assigned < 0 ? 1 : this.confusion[row * acuityLevels + assigned]!
        const weight = share * this.mix[row]! * triage * this.worsening[visit * acuityLevels + acuity]!
        if (weight === 0) continue
        this.caseGroup[cases] = group
        this.caseAcuity[cases] = acuity
        this.caseWeight[cases] = weight * this.outcome(visit, group, acuity, withParts ? cases * partsPerCase : -1)
        cases++
      }
    }
    return cases
  }

  /** Likelihood of what happened to a visit, given its case. Writes the derivatives of its logarithm from `into` on, unless that is -1. */
  private outcome(visit: number, group: number, acuity: number, into: number): number {
    const { parts, slots } = this
    const { layout, neverLeaves } = this.model
    if (into >= 0) parts.fill(0, into, into + partsPerCase)
    let likelihood = 1
    const used = this.visits.patienceUsed[visit]!
    const left = this.visits.left[visit] === 1
    if (used > 0) {
      if (neverLeaves[acuity]) {
        if (left) return 0
      } else {
        const sigma = Math.exp(slots[layout.patienceSpread(acuity)]!)
        const z = (Math.log(used) - slots[layout.patienceTypical(acuity)]! - slots[layout.patienceFactor(group)]!) / sigma
        const bell = Math.exp((-z * z) / 2) / 2.5066282746310002
        let byTypical: number
        let bySpread: number
        if (left) {
          likelihood *= bell / (sigma * used)
          byTypical = z / sigma
          bySpread = z * z - 1
        } else {
          const lasts = normalBelow(-z)
          likelihood *= lasts
          const hazard = lasts > 0 ? bell / lasts : z
          byTypical = hazard / sigma
          bySpread = z * hazard
        }
        if (into >= 0) {
          parts[into + 5] = byTypical
          parts[into + 6] = bySpread
          parts[into + 7] = byTypical
        }
      }
    }
    if (left) return likelihood
    const admitted = this.visits.admitted[visit]!
    if (admitted >= 0) {
      const wanted = Math.exp(slots[layout.admission(acuity)]! + slots[layout.admissionFactor(group)]!)
      const probability = Math.min(wanted, 1)
      // Where all are admitted a discharge is all but impossible; a search that has come there must still see the way back.
      const isAll = wanted >= 1
      likelihood *= admitted === 1 ? probability : isAll ? 1e-12 * wanted ** -wayBack : Math.max(1 - probability, 1e-12)
      if (into >= 0) {
        const slope = admitted === 1 ? (isAll ? 0 : 1) : isAll ? -wayBack : -probability / (1 - probability)
        parts[into + 3] = slope
        parts[into + 4] = slope
      }
    }
    const stay = this.visits.stayMinutes[visit]!
    if (stay > 0) {
      const logTypical = slots[layout.stayTypical(acuity)]! + slots[layout.stayFactor(group)]!
      const logSpread = slots[layout.staySpread(acuity)]!
      const family = this.model.stayFamilies[acuity]!
      const ownBelow = this.clinicianBelow(stay, group, acuity)
      const ownDensity = this.clinicianDensity(stay, group, acuity)
      if (into < 0) {
        const density =
          family.density(stay, logTypical, logSpread) * ownBelow + family.below(stay, logTypical, logSpread) * ownDensity
        return likelihood * Math.max(density, smallest)
      }
      const { slopes } = this
      family.slopes(stay, logTypical, logSpread, slopes)
      const density = Math.max(slopes[0]! * ownBelow + slopes[1]! * ownDensity, smallest)
      const byTypical = (slopes[2]! * ownBelow + slopes[3]! * ownDensity) / density
      likelihood *= density
      parts[into] = byTypical
      parts[into + 1] = (slopes[4]! * ownBelow + slopes[5]! * ownDensity) / density
      parts[into + 2] = byTypical
    }
    return likelihood
  }

  private clinicianBelow(minutes: number, group: number, acuity: number): number {
    const constant = this.constantClinicianMinutes[acuity]! * this.clinicianFactor[group]!
    if (!Number.isNaN(constant)) return minutes >= constant - 0.5 ? 1 : 0
    const { family, logTypical, logSpread } = this.clinician[acuity]!
    return family.below(minutes / this.clinicianFactor[group]!, logTypical, logSpread)
  }

  private clinicianDensity(minutes: number, group: number, acuity: number): number {
    const factor = this.clinicianFactor[group]!
    const constant = this.constantClinicianMinutes[acuity]! * factor
    if (!Number.isNaN(constant)) return Math.abs(minutes - constant) <= 0.5 ? 1 : 0
    const { family, logTypical, logSpread } = this.clinician[acuity]!
    return family.density(minutes / factor, logTypical, logSpread) / factor
  }

  /** Gradient of the logarithm of one visit's likelihood, into `own`; the numbers that it touches are listed in `touched`. */
  private gradientOf(cases: number, total: number, own: Float64Array, touched: Int32Array): number {
    const { layout, index } = this.model
    let count = 0
    const add = (slot: number, value: number) => {
      const number = index[slot]!
      if (number < 0 || value === 0) return
      if (own[number] === 0) touched[count++] = number
      own[number]! += value
      // A sum that comes to exactly 0 would be listed twice.
      if (own[number] === 0) own[number] = Number.MIN_VALUE
    }
    for (let at = 0; at < cases; at++) {
      const posterior = this.caseWeight[at]! / total
      if (posterior === 0) continue
      const group = this.caseGroup[at]!
      const acuity = this.caseAcuity[at]!
      const part = at * partsPerCase
      const value = (offset: number) => posterior * this.parts[part + offset]!
      add(layout.stayTypical(acuity), value(0))
      add(layout.staySpread(acuity), value(1))
      add(layout.stayFactor(group), value(2))
      add(layout.admission(acuity), value(3))
      add(layout.admissionFactor(group), value(4))
      add(layout.patienceTypical(acuity), value(5))
      add(layout.patienceSpread(acuity), value(6))
      add(layout.patienceFactor(group), value(7))
      add(layout.mix(group, acuity), posterior)
      for (let other = 0; other < acuityLevels; other++)
        add(layout.mix(group, other), -posterior * this.mix[group * acuityLevels + other]!)
    }
    return count
  }
}
