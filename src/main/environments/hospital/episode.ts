import { acuityLevels } from '../../../shared/scenario.ts'
import { hoursPerDay, minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import { DiscountedInterval, type WaitingCost } from '../../simulation/hospital/cost.ts'
import type { HospitalModel } from '../../simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../../simulation/hospital/patients.ts'
import type { Policy } from '../../simulation/hospital/policy.ts'
import { runPolicy } from '../../simulation/hospital/run-policy.ts'
import { Simulation } from '../../simulation/hospital/simulation.ts'
import { KeyedRandom, purposes, type RandomKey } from '../../simulation/population/random.ts'
import type { EpisodeOutcome } from '../environment.ts'
import { CostAccrual } from './cost-accrual.ts'
import type { HospitalObserver } from './observation.ts'

const shortEpisodeDays = 4
const longEpisodeDays = 10
/** Small hospitals ask for long runs; they see few patients a day and learn from long episodes. */
const longRunDays = 10

/** Days that an agent decides in one episode: long enough for the scenario's surge, where there is one. */
function episodeDays(model: HospitalModel): number {
  const { run, arrivals } = model.scenario
  const days = run.days >= longRunDays ? longEpisodeDays : shortEpisodeDays
  const surgeDay = arrivals.surge === null ? 0 : arrivals.surge.day + 1 - Math.floor(run.warmUpHours / hoursPerDay)
  return Math.max(days, surgeDay)
}

/**
 * One copy's present episode: the agent's run and a run of the reference rule on the same patients, over the same time. Both begin with a
 * warm-up under the reference rule, so that the agent takes over a hospital that is already at work.
 */
export class Episode {
  readonly own: Simulation
  readonly reference: Simulation
  readonly ownCost: CostAccrual
  readonly referenceCost: CostAccrual
  endMinutes = 0
  private startMinutes = 0
  /** The present interval's start, and the interval when it has ended. */
  private intervalStart = 0
  private readonly interval: DiscountedInterval
  private table: PatientTable | undefined
  private readonly model: HospitalModel
  private readonly rule: Policy
  private readonly cost: WaitingCost
  private readonly observer: HospitalObserver

  constructor(model: HospitalModel, rule: Policy, cost: WaitingCost, observer: HospitalObserver, constantMinutes: number) {
    this.model = model
    this.rule = rule
    this.cost = cost
    this.observer = observer
    this.interval = new DiscountedInterval(constantMinutes)
    this.own = new Simulation(model)
    this.reference = new Simulation(model)
    this.ownCost = new CostAccrual(this.own, cost, constantMinutes)
    this.referenceCost = new CostAccrual(this.reference, cost, constantMinutes)
  }

  /**
   * Draws the patients and warms both runs up. A first episode takes over at a random time of its days, so that copies do not pass through
   * the day in step. False where the episode holds no decision at all.
   */
  begin(key: RandomKey, isFirst: boolean): boolean {
    const warmUp = this.model.scenario.run.warmUpHours * minutesPerHour
    const length = episodeDays(this.model) * minutesPerDay
    this.startMinutes = warmUp
    this.endMinutes = warmUp + length
    if (isFirst) {
      const random = new KeyedRandom(key)
      random.draw(0, purposes.episodeStart)
      this.startMinutes += random.first * length
    }
    this.table = drawPatients(this.model, key, this.endMinutes, this.table)
    this.rule.begin?.(key)
    // What the warm-up costs is nobody's doing, and need not be known. It is the same for both.
    this.reference.recorder = null
    this.reference.start(this.table)
    runPolicy(this.reference, this.rule, this.startMinutes)
    this.own.standAs(this.reference)
    this.ownCost.takeOver()
    this.referenceCost.takeOver()
    const decides = this.toNextDecision()
    this.beginInterval()
    return decides
  }

  /** Runs both to the agent's next decision between several classes (true) or to the horizon (false). */
  toNextDecision(): boolean {
    let decides = false
    while (!decides && this.own.advance(this.endMinutes)) {
      const only = this.observer.onlyChoice(this.own)
      if (only >= 0) this.own.startCare(only)
      else decides = true
    }
    runPolicy(this.reference, this.rule, this.own.now)
    return decides
  }

  /** Starts counting cost from now, in both runs. */
  beginInterval(): void {
    this.intervalStart = this.own.now
    this.ownCost.begin(this.own.now)
    this.referenceCost.begin(this.own.now)
  }

  /** Ends the interval now, in both runs; gives what a cost at its end counts at its start. */
  endInterval(): number {
    const { now } = this.own
    this.interval.set(now - this.intervalStart)
    this.ownCost.finish(now, this.interval)
    this.referenceCost.finish(now, this.interval)
    return this.interval.discount
  }

  /** Sums over the patients who arrived after the warm-up; call at the horizon. */
  outcome(): EpisodeOutcome {
    const rows = this.model.groups * acuityLevels
    const outcome: EpisodeOutcome = {
      patients: new Float64Array(rows),
      costSum: new Float64Array(rows),
    }
    const { own, cost, startMinutes, endMinutes } = this
    const { count, arrivalMinutes, group, trueAcuity } = own.patients
    for (let patient = 0; patient < count; patient++) {
      if (arrivalMinutes[patient]! < startMinutes) continue
      const row = group[patient]! * acuityLevels + trueAcuity[patient]!
      outcome.patients[row]!++
      outcome.costSum[row]! += cost.ofPatient(own, patient, endMinutes)
    }
    return outcome
  }
}
