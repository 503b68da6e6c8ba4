import { daysPerWeek, hoursPerDay, minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import type { HospitalModel } from '../../simulation/hospital/hospital-model.ts'
import type { Simulation } from '../../simulation/hospital/simulation.ts'

const incidentMinutes = 240

/** What the clock and the arrivals tell, scaled as an agent sees it: the same in all runs of the same patients, whatever is decided. */
export class ClockFeatures {
  cliniciansOnDuty = 0
  /** Change in clinicians in one hour and in three. */
  changeSoon = 0
  changeLater = 0
  sineOfDay = 0
  cosineOfDay = 0
  sineOfHalfDay = 0
  cosineOfHalfDay = 0
  /** Arrivals in the last hour. */
  arrivedLately = 0
  /** Usual arrivals per hour now, around half an hour from now, and in the next two hours. */
  expectedNow = 0
  expectedSoon = 0
  expectedLater = 0
  partOfHour = 0
  incident = 0
  private readonly model: HospitalModel
  /** By hour of the week. */
  private readonly arrivalsPerHour: Float64Array

  constructor(model: HospitalModel) {
    const { arrivalsPerHour, weekdayFactor } = model
    this.model = model
    this.arrivalsPerHour = Float64Array.from(
      { length: daysPerWeek * hoursPerDay },
      (_, hour) => arrivalsPerHour[hour % hoursPerDay]! * weekdayFactor[Math.floor(hour / hoursPerDay)]!,
    )
  }

  set(simulation: Simulation): void {
    const { now } = simulation
    const minuteOfDay = now % minutesPerDay
    const angle = (2 * Math.PI * minuteOfDay) / minutesPerDay
    const onDuty = simulation.cliniciansOnDuty(now)
    this.cliniciansOnDuty = onDuty / 4
    this.changeSoon = simulation.cliniciansOnDuty(now + minutesPerHour) - onDuty
    this.changeLater = simulation.cliniciansOnDuty(now + 3 * minutesPerHour) - onDuty
    this.sineOfDay = Math.sin(angle)
    this.cosineOfDay = Math.cos(angle)
    // Of twice the angle.
    this.sineOfHalfDay = 2 * this.sineOfDay * this.cosineOfDay
    this.cosineOfHalfDay = 1 - 2 * this.sineOfDay ** 2
    this.arrivedLately = arrivedSince(simulation, now - minutesPerHour) / 5
    const soon = this.expectedAt(now + 0.5 * minutesPerHour)
    this.expectedNow = this.expectedAt(now) / 5
    this.expectedSoon = soon / 5
    this.expectedLater = (soon + this.expectedAt(now + 1.5 * minutesPerHour)) / 10
    this.partOfHour = (minuteOfDay % minutesPerHour) / minutesPerHour
    this.incident = this.incidentAt(now) ? 1 : 0
  }

  /** Usual arrivals per hour of the hour in which this minute lies. */
  private expectedAt(minutes: number): number {
    return this.arrivalsPerHour[Math.floor(minutes / minutesPerHour) % this.arrivalsPerHour.length]!
  }

  private incidentAt(now: number): boolean {
    const { surge } = this.model.scenario.arrivals
    if (surge === null) return false
    const since = now - (surge.day - 1) * minutesPerDay - surge.hour * minutesPerHour
    return since >= 0 && since < incidentMinutes
  }
}

/** How many patients have arrived after `minutes`. */
function arrivedSince({ patients, arrivedCount }: Simulation, minutes: number): number {
  const { arrivalMinutes } = patients
  let first = arrivedCount
  while (first > 0 && arrivalMinutes[first - 1]! > minutes) first--
  return arrivedCount - first
}
