import { DiscountedInterval, type WaitingCost } from '../../simulation/hospital/cost.ts'
import type { Simulation } from '../../simulation/hospital/simulation.ts'
import type { Recorder } from '../../simulation/recorder.ts'

/**
 * Adds up a simulation's cost by group between decisions, discounted to the start of each interval and exact: whoever starts, leaves or gets
 * worse is charged at that event, everybody else at the interval's end. As all who wait are charged at every decision, what that takes stands close
 * together, one place for each of them, in no order.
 */
export class CostAccrual implements Recorder {
  /** Cost of the interval so far, by group. */
  readonly byGroup: Float64Array
  private readonly simulation: Simulation
  private readonly cost: WaitingCost
  private readonly part: DiscountedInterval
  private readonly constantMinutes: number
  private intervalStart = 0
  /** People waiting, and by place: who it is, when they arrived, up to when they have been charged, their need and their group. */
  private waiting = 0
  private patientAt = new Int32Array(0)
  private arrivalMinutes = new Float64Array(0)
  private chargedUntil = new Float64Array(0)
  private acuity = new Uint8Array(0)
  private group = new Uint8Array(0)
  /** By patient: the place. */
  private placeOf = new Int32Array(0)

  constructor(simulation: Simulation, cost: WaitingCost, constantMinutes: number) {
    this.simulation = simulation
    this.cost = cost
    this.constantMinutes = constantMinutes
    this.part = new DiscountedInterval(constantMinutes)
    this.byGroup = new Float64Array(simulation.model.groups)
  }

  /** Begins with those who wait now, as the simulation's recorder. */
  takeOver(): void {
    const { simulation } = this
    const { now, patients } = simulation
    const most = patients.arrivalMinutes.length
    if (this.placeOf.length < most) {
      this.patientAt = new Int32Array(most)
      this.arrivalMinutes = new Float64Array(most)
      this.chargedUntil = new Float64Array(most)
      this.acuity = new Uint8Array(most)
      this.group = new Uint8Array(most)
      this.placeOf = new Int32Array(most)
    }
    this.waiting = 0
    for (let classIndex = 0; classIndex < simulation.model.classes; classIndex++)
      for (let patient = simulation.headOf(classIndex); patient >= 0; patient = simulation.nextInLine(patient))
        this.joined(now, patient)
    this.begin(now)
    simulation.recorder = this
  }

  /** Starts an interval now. */
  begin(minutes: number): void {
    const { byGroup } = this
    this.intervalStart = minutes
    for (let group = 0; group < byGroup.length; group++) byGroup[group] = 0
  }

  /** Charges everybody who waits up to now, through the `whole` interval; `byGroup` then holds its cost. */
  finish(minutes: number, whole: DiscountedInterval): void {
    const { cost, byGroup, waiting, intervalStart, arrivalMinutes, chargedUntil, acuity, group } = this
    for (let place = 0; place < waiting; place++) {
      if (chargedUntil[place]! > intervalStart) this.charge(place, minutes)
      else byGroup[group[place]!]! += cost.discounted(acuity[place]!, intervalStart - arrivalMinutes[place]!, whole)
    }
  }

  joined(minutes: number, patient: number): void {
    const { simulation } = this
    const { patients } = simulation
    const place = this.waiting++
    this.patientAt[place] = patient
    this.placeOf[patient] = place
    this.arrivalMinutes[place] = patients.arrivalMinutes[patient]!
    this.chargedUntil[place] = minutes
    this.acuity[place] = simulation.currentTrueAcuity(patient)
    this.group[place] = patients.group[patient]!
  }

  started(minutes: number, patient: number): void {
    const place = this.placeOf[patient]!
    this.charge(place, minutes)
    this.clear(place)
  }

  left(minutes: number, patient: number): void {
    const place = this.placeOf[patient]!
    this.charge(place, minutes)
    this.byGroup[this.group[place]!]! += this.cost.leavingCost(this.acuity[place]!) * this.discountAt(minutes)
    this.clear(place)
  }

  classChanged(minutes: number, patient: number): void {
    const place = this.placeOf[patient]!
    this.charge(place, minutes)
    this.byGroup[this.group[place]!]! += this.cost.worseningCost * this.discountAt(minutes)
    this.chargedUntil[place] = minutes
    this.acuity[place] = this.simulation.currentTrueAcuity(patient)
  }

  /** The last one moves to a place that has become free. */
  private clear(place: number): void {
    const last = --this.waiting
    const patient = this.patientAt[last]!
    this.patientAt[place] = patient
    this.placeOf[patient] = place
    this.arrivalMinutes[place] = this.arrivalMinutes[last]!
    this.chargedUntil[place] = this.chargedUntil[last]!
    this.acuity[place] = this.acuity[last]!
    this.group[place] = this.group[last]!
  }

  /** Charges one patient's waiting in this interval up to `minutes`. */
  private charge(place: number, minutes: number): void {
    const from = Math.max(this.chargedUntil[place]!, this.intervalStart)
    if (minutes === from) return
    this.part.set(minutes - from)
    this.byGroup[this.group[place]!]! +=
      this.discountAt(from) * this.cost.discounted(this.acuity[place]!, from - this.arrivalMinutes[place]!, this.part)
  }

  private discountAt(minutes: number): number {
    return Math.exp(-(minutes - this.intervalStart) / this.constantMinutes)
  }
}
