import type { Scenario } from '../../../shared/scenario.ts'
import type { Simulation } from './simulation.ts'

/** A stretch of time and its discounted integrals, shared by everybody who waits through all of it. */
export class DiscountedInterval {
  minutes = 0
  /** What a cost at the end counts at the start. */
  discount = 1
  /** Integrals of exp(-s / constant) and of s * exp(-s / constant) over the interval. */
  flat = 0
  linear = 0
  readonly constantMinutes: number

  /** `constantMinutes`: after this time a cost counts 1/e of what it counts now. */
  constructor(constantMinutes: number) {
    this.constantMinutes = constantMinutes
  }

  set(minutes: number): void {
    const ratio = minutes / this.constantMinutes
    this.minutes = minutes
    this.discount = Math.exp(-ratio)
    this.flat = this.constantMinutes * -Math.expm1(-ratio)
    this.linear = this.constantMinutes ** 2 * linearDecay(ratio, this.discount)
  }
}

/** Integral of s * exp(-s) from 0 to `x`, where `decay` is exp(-x); a series where the closed form would lose its digits. */
function linearDecay(x: number, decay: number): number {
  if (x < 1e-3) return x * x * (1 / 2 - x * (1 / 3 - x * (1 / 8 - x / 30)))
  return 1 - decay * (1 + x)
}

/**
 * The scenario's cost: a waiting minute weighs `perMinute[acuity] * (1 + min(overdue / target, cap))`, with overdue = wait - target where
 * positive, by true acuity at that minute; leaving unseen and getting worse cost once. The weight is linear in pieces, so every integral is
 * exact.
 */
export class WaitingCost {
  private readonly perMinute: Float64Array
  private readonly targetMinutes: Float64Array
  private readonly leftUnseen: Float64Array
  private readonly deterioration: number
  private readonly overdueCap: number
  private inPieces = 0

  constructor(scenario: Scenario) {
    this.perMinute = Float64Array.from(scenario.cost.perMinute)
    this.targetMinutes = Float64Array.from(scenario.targets.minutes)
    this.leftUnseen = Float64Array.from(scenario.cost.leftUnseen)
    this.deterioration = scenario.cost.deterioration
    this.overdueCap = scenario.cost.overdueCap
  }

  /** Once, by true acuity (counted from 0) at the time. */
  leavingCost(acuity: number): number {
    return this.leftUnseen[acuity]!
  }

  get worseningCost(): number {
    return this.deterioration
  }

  /** Cost of waiting from `fromMinutes` to `toMinutes` after arrival. */
  between(acuity: number, fromMinutes: number, toMinutes: number): number {
    return this.until(acuity, toMinutes) - this.until(acuity, fromMinutes)
  }

  /** Cost of the first `waitMinutes` of waiting. */
  private until(acuity: number, waitMinutes: number): number {
    const weight = this.perMinute[acuity]!
    const target = this.targetMinutes[acuity]!
    if (waitMinutes <= target) return weight * waitMinutes
    const capped = Math.min(waitMinutes - target, target * this.overdueCap)
    return weight * (waitMinutes + (capped * capped) / (2 * target) + this.overdueCap * (waitMinutes - target - capped))
  }

  /**
   * Cost of waiting through `interval`, discounted to its start, for somebody who had waited `waitMinutes` then: the integral of
   * weight(`waitMinutes` + s) * exp(-s / constant).
   */
  discounted(acuity: number, waitMinutes: number, interval: DiscountedInterval): number {
    const target = this.targetMinutes[acuity]!
    const capAt = target * (1 + this.overdueCap)
    const end = waitMinutes + interval.minutes
    const weight = this.perMinute[acuity]!
    if (end <= target) return weight * interval.flat
    if (waitMinutes >= capAt) return weight * (1 + this.overdueCap) * interval.flat
    if (waitMinutes >= target && end <= capAt) return (weight * (waitMinutes * interval.flat + interval.linear)) / target
    this.addPieces(acuity, waitMinutes, interval)
    return this.inPieces
  }

  /** The same across the target or the cap, where the weight changes its slope, into `inPieces`: a result that two ways lead to costs an allocation each time. */
  private addPieces(acuity: number, waitMinutes: number, interval: DiscountedInterval): void {
    const target = this.targetMinutes[acuity]!
    const capAt = target * (1 + this.overdueCap)
    const constant = interval.constantMinutes
    let total = 0
    let from = waitMinutes
    let left = interval.minutes
    let discount = 1
    while (left > 0) {
      const pieceEnd = from < target ? target : from < capAt ? capAt : Number.POSITIVE_INFINITY
      const length = Math.min(left, pieceEnd - from)
      const slope = from >= target && from < capAt ? 1 / target : 0
      const level = from < target ? 1 : from < capAt ? from / target : 1 + this.overdueCap
      const ratio = length / constant
      const decay = Math.exp(-ratio)
      total += discount * constant * (level * -Math.expm1(-ratio) + slope * constant * linearDecay(ratio, decay))
      discount *= decay
      from = length < left ? pieceEnd : from + length
      left -= length
    }
    this.inPieces = this.perMinute[acuity]! * total
  }

  /** What one patient who has arrived has cost by `endMinutes` (undiscounted), whether seen, gone, or still waiting. */
  ofPatient(simulation: Simulation, patient: number, endMinutes: number): number {
    const arrival = simulation.patients.arrivalMinutes[patient]!
    const wait = waitMinutesOf(simulation, patient, endMinutes)
    const acuity = simulation.patients.trueAcuity[patient]!
    const left = simulation.leftMinutes[patient]! <= endMinutes
    const worsened = simulation.worsenedMinutes[patient]! - arrival
    if (!(worsened <= wait)) return this.between(acuity, 0, wait) + (left ? this.leavingCost(acuity) : 0)
    return (
      this.between(acuity, 0, worsened) +
      this.deterioration +
      this.between(acuity - 1, worsened, wait) +
      (left ? this.leavingCost(acuity - 1) : 0)
    )
  }
}

/** Minutes from arrival to start of care, leaving, or `endMinutes`, whichever comes first. */
export function waitMinutesOf(simulation: Simulation, patient: number, endMinutes: number): number {
  const start = simulation.startMinutes[patient]!
  const left = simulation.leftMinutes[patient]!
  const end = start <= endMinutes ? start : left <= endMinutes ? left : endMinutes
  return end - simulation.patients.arrivalMinutes[patient]!
}
