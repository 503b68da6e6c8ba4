import { daysPerWeek, minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import type { HospitalModel } from '../../simulation/hospital/hospital-model.ts'
import type { Simulation } from '../../simulation/hospital/simulation.ts'

const incidentMinutes = 240

/** What the clock alone tells, as an agent sees it. Two runs are looked at in the same minute, so it is worked out once for both. */
export class ClockFeatures {
  cliniciansOnDuty = 0
  /** Change in clinicians in one hour and in three. */
  changeSoon = 0
  changeLater = 0
  sineOfDay = 0
  cosineOfDay = 0
  sineOfHalfDay = 0
  cosineOfHalfDay = 0
  /** Usual arrivals per hour now, around half an hour from now, and around an hour and a half from now. */
  expectedNow = 0
  expectedSoon = 0
  expectedLater = 0
  partOfHour = 0
  incident = 0
  private minute = Number.NaN
  private readonly model: HospitalModel

  constructor(model: HospitalModel) {
    this.model = model
  }

  set(simulation: Simulation): void {
    const { now } = simulation
    if (now === this.minute) return
    this.minute = now
    const angle = (2 * Math.PI * (now % minutesPerDay)) / minutesPerDay
    this.cliniciansOnDuty = simulation.cliniciansOnDuty(now)
    this.changeSoon = simulation.cliniciansOnDuty(now + minutesPerHour) - this.cliniciansOnDuty
    this.changeLater = simulation.cliniciansOnDuty(now + 3 * minutesPerHour) - this.cliniciansOnDuty
    this.sineOfDay = Math.sin(angle)
    this.cosineOfDay = Math.cos(angle)
    // Of twice the angle.
    this.sineOfHalfDay = 2 * this.sineOfDay * this.cosineOfDay
    this.cosineOfHalfDay = 1 - 2 * this.sineOfDay ** 2
    this.expectedNow = this.expectedAt(now)
    this.expectedSoon = this.expectedAt(now + 0.5 * minutesPerHour)
    this.expectedLater = this.expectedAt(now + 1.5 * minutesPerHour)
    this.partOfHour = (now % minutesPerHour) / minutesPerHour
    this.incident = this.incidentAt(now) ? 1 : 0
  }

  /** Usual arrivals per hour of the hour of day in which this minute lies. */
  private expectedAt(minutes: number): number {
    const { arrivalsPerHour, weekdayFactor } = this.model
    const day = Math.floor(minutes / minutesPerDay)
    return arrivalsPerHour[Math.floor((minutes % minutesPerDay) / minutesPerHour)]! * weekdayFactor[day % daysPerWeek]!
  }

  private incidentAt(now: number): boolean {
    const { surge } = this.model.scenario.arrivals
    if (surge === null) return false
    const since = now - (surge.day - 1) * minutesPerDay - surge.hour * minutesPerHour
    return since >= 0 && since < incidentMinutes
  }
}
