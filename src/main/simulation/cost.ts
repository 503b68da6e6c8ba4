import type { Scenario } from '../../shared/scenario.ts'
import type { Simulation } from './simulation.ts'

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
   * The same, discounted: the integral of weight(`waitMinutes` + s) * exp(-(s + `delayMinutes`) / `constantMinutes`) over s from 0 to
   * `minutes`.
   */
  discounted(acuity: number, waitMinutes: number, minutes: number, delayMinutes: number, constantMinutes: number): number {
    const weight = this.perMinute[acuity]!
    const target = this.targetMinutes[acuity]!
    const capAt = target * (1 + this.overdueCap)
    let total = 0
    let from = waitMinutes
    let left = minutes
    let discount = Math.exp(-delayMinutes / constantMinutes)
    while (left > 0) {
      const pieceEnd = from < target ? target : from < capAt ? capAt : Number.POSITIVE_INFINITY
      const length = Math.min(left, pieceEnd - from)
      const slope = from >= target && from < capAt ? 1 / target : 0
      const level = from < target ? 1 : from < capAt ? from / target : 1 + this.overdueCap
      const decay = -Math.expm1(-length / constantMinutes)
      // integral of exp(-s/c) is c * decay; integral of s * exp(-s/c) is c * (c * decay - length * (1 - decay))
      total += discount * constantMinutes * (level * decay + slope * (constantMinutes * decay - length * (1 - decay)))
      discount *= 1 - decay
      from += length
      left -= length
    }
    return weight * total
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
