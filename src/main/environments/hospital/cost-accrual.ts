import { DiscountedInterval, type WaitingCost } from '../../simulation/hospital/cost.ts'
import type { Simulation } from '../../simulation/hospital/simulation.ts'
import { SilentRecorder } from '../../simulation/recorder.ts'

/**
 * Adds up a simulation's cost by group between decisions, discounted to the start of each interval and exact: whoever starts, leaves or gets
 * worse is charged at that event, everybody else at the interval's end.
 */
export class CostAccrual extends SilentRecorder {
  /** Cost of the interval so far, by group. */
  readonly byGroup: Float64Array
  private readonly simulation: Simulation
  private readonly cost: WaitingCost
  private readonly whole: DiscountedInterval
  private readonly part: DiscountedInterval
  private readonly constantMinutes: number
  private intervalStart = 0
  /** By patient: the minute up to which waiting has been charged. */
  private chargedUntil = new Float64Array(0)

  /** Takes over the simulation's recorder. */
  constructor(simulation: Simulation, cost: WaitingCost, constantMinutes: number) {
    super()
    this.simulation = simulation
    this.cost = cost
    this.constantMinutes = constantMinutes
    this.whole = new DiscountedInterval(constantMinutes)
    this.part = new DiscountedInterval(constantMinutes)
    this.byGroup = new Float64Array(simulation.model.groups)
    simulation.recorder = this
  }

  /** Call before the simulation starts with a new table. */
  clear(patients: number): void {
    if (this.chargedUntil.length < patients) this.chargedUntil = new Float64Array(patients)
    this.begin(0)
  }

  /** Starts an interval now. */
  begin(minutes: number): void {
    this.intervalStart = minutes
    this.byGroup.fill(0)
  }

  /** Charges everybody who waits up to now; `byGroup` then holds the interval's cost. */
  finish(minutes: number): void {
    if (minutes === this.intervalStart) return
    const { simulation, cost, whole, byGroup, chargedUntil, intervalStart } = this
    const { classes } = simulation.model
    const { arrivalMinutes, group } = simulation.patients
    whole.set(minutes - intervalStart)
    for (let classIndex = 0; classIndex < classes; classIndex++) {
      if (simulation.waitingByClass[classIndex] === 0) continue
      for (let patient = simulation.headOf(classIndex); patient >= 0; patient = simulation.nextInLine(patient)) {
        if (chargedUntil[patient]! > intervalStart) this.charge(patient, minutes, simulation.currentTrueAcuity(patient))
        else
          byGroup[group[patient]!]! += cost.discounted(
            simulation.currentTrueAcuity(patient),
            intervalStart - arrivalMinutes[patient]!,
            whole,
          )
      }
    }
  }

  override arrived(minutes: number, patient: number): void {
    this.chargedUntil[patient] = minutes
  }

  override started(minutes: number, patient: number): void {
    this.charge(patient, minutes, this.simulation.currentTrueAcuity(patient))
  }

  override left(minutes: number, patient: number): void {
    const acuity = this.simulation.currentTrueAcuity(patient)
    this.charge(patient, minutes, acuity)
    this.byGroup[this.simulation.patients.group[patient]!]! += this.cost.leavingCost(acuity) * this.discountAt(minutes)
  }

  override classChanged(minutes: number, patient: number): void {
    const { group, trueAcuity } = this.simulation.patients
    this.charge(patient, minutes, trueAcuity[patient]!)
    this.byGroup[group[patient]!]! += this.cost.worseningCost * this.discountAt(minutes)
    this.chargedUntil[patient] = minutes
  }

  /** Charges one patient's waiting in this interval up to `minutes`. */
  private charge(patient: number, minutes: number, acuity: number): void {
    const from = Math.max(this.chargedUntil[patient]!, this.intervalStart)
    if (minutes === from) return
    const { arrivalMinutes, group } = this.simulation.patients
    this.part.set(minutes - from)
    this.byGroup[group[patient]!]! +=
      this.discountAt(from) * this.cost.discounted(acuity, from - arrivalMinutes[patient]!, this.part)
  }

  private discountAt(minutes: number): number {
    return Math.exp(-(minutes - this.intervalStart) / this.constantMinutes)
  }
}
