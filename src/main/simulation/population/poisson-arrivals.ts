import { daysPerWeek, hoursPerDay, minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import { ArrivalStream, type StreamLimits } from './arrival-stream.ts'
import { normalQuantile } from './normal-quantile.ts'
import { purposes } from './random.ts'

/** A day has at least and at most this multiple of its expected arrivals. */
const dayFactorRange = [0.6, 1.45] as const

/** Candidates that are drawn together: drawing does not have to wait until it is known whether the one before is kept. */
const candidatesAhead = 32

/** A Poisson process. */
export class PoissonArrivals extends ArrivalStream {
  private readonly ratePerHour: number
  private minutes = 0

  constructor(limits: StreamLimits, ratePerHour: number) {
    super(limits)
    this.ratePerHour = ratePerHour
  }

  protected restart(): void {
    this.minutes = this.fromMinutes
  }

  protected followingMinutes(): number {
    this.draw(++this.arrival, purposes.arrival)
    this.minutes -= (Math.log(this.random.first) * minutesPerHour) / this.ratePerHour
    return this.minutes
  }
}

/** A rate by hour of the day, times a factor by weekday (Monday first), times a factor of the whole day that varies from day to day. */
export interface HourlyRates {
  readonly ratePerHour: Float64Array
  readonly weekdayFactor: Float64Array
  readonly dayVariation: number
  /** Minutes from Monday 0:00 to the start of the run. */
  readonly clockOffset: number
}

/**
 * A nonhomogeneous Poisson process by thinning (Lewis and Shedler, 1979): candidates at the largest rate there can be, each kept with the
 * probability of the rate at its own time. A patient's number is the candidate's, so a change of the rate in some hours leaves the patients
 * that stay as they were, as long as the largest rate stays.
 */
export class HourlyArrivals extends ArrivalStream {
  private readonly rates: HourlyRates
  private readonly largest: number
  /** The last candidate: its number and its time. */
  private candidate = -1
  private minutes = 0
  private dayEnd = Number.NEGATIVE_INFINITY
  /** Probability of keeping a candidate of the present day, for each arrival an hour. */
  private dayScale = 0
  /** Of the candidates drawn last: minutes from the one before, and the number that says whether to keep. */
  private readonly gapMinutes = new Float64Array(candidatesAhead)
  private readonly keep = new Float64Array(candidatesAhead)
  /** Those of them that are kept: their times and numbers, how many they are, and which of them is next. */
  private readonly keptMinutes = new Float64Array(candidatesAhead)
  private readonly keptNumber = new Int32Array(candidatesAhead)
  private kept = 0
  private next = 0

  constructor(limits: StreamLimits, rates: HourlyRates) {
    super(limits)
    this.rates = rates
    this.largest =
      Math.max(...rates.ratePerHour) * Math.max(...rates.weekdayFactor) * (rates.dayVariation > 0 ? dayFactorRange[1] : 1)
  }

  protected restart(): void {
    this.minutes = this.largest > 0 ? this.fromMinutes : Number.POSITIVE_INFINITY
    this.candidate = -1
    this.dayEnd = Number.NEGATIVE_INFINITY
    this.kept = 0
    this.next = 0
  }

  protected followingMinutes(): number {
    while (this.next === this.kept) {
      if (!(this.minutes < this.untilMinutes)) return Number.POSITIVE_INFINITY
      this.drawAhead()
    }
    this.arrival = this.keptNumber[this.next]!
    return this.keptMinutes[this.next++]!
  }

  /** Draws some candidates, and keeps those that are to be kept. */
  private drawAhead(): void {
    const { random, largest, gapMinutes, keep, keptMinutes, keptNumber } = this
    const { ratePerHour, clockOffset } = this.rates
    for (let at = 0; at < candidatesAhead; at++) {
      this.draw(this.candidate + 1 + at, purposes.arrival)
      gapMinutes[at] = random.first
      keep[at] = random.second
    }
    for (let at = 0; at < candidatesAhead; at++) gapMinutes[at] = (-Math.log(gapMinutes[at]!) * minutesPerHour) / largest
    let kept = 0
    for (let at = 0; at < candidatesAhead; at++) {
      this.candidate++
      this.minutes += gapMinutes[at]!
      const clock = this.minutes + clockOffset
      if (clock >= this.dayEnd) this.beginDay(Math.floor(clock / minutesPerDay))
      const hour = Math.floor((clock - this.dayEnd) / minutesPerHour) + hoursPerDay
      keptMinutes[kept] = this.minutes
      keptNumber[kept] = this.candidate
      // Counted, and not asked: a processor cannot foresee the answer.
      kept += Number(keep[at]! < ratePerHour[hour]! * this.dayScale)
    }
    this.kept = kept
    this.next = 0
  }

  private beginDay(day: number): void {
    this.dayEnd = (day + 1) * minutesPerDay
    this.dayScale = (this.rates.weekdayFactor[day % daysPerWeek]! * this.dayFactor(day)) / this.largest
  }

  /** What a whole day's rate is multiplied by: normal around 1, clipped, the same for every hour of the day. */
  private dayFactor(day: number): number {
    const { dayVariation } = this.rates
    if (dayVariation === 0) return 1
    this.draw(day, purposes.dayFactor)
    return Math.min(dayFactorRange[1], Math.max(dayFactorRange[0], 1 + dayVariation * normalQuantile(this.random.first)))
  }
}

/** Rates that hold from a minute on, the first from 0. After `repeatEvery` minutes they begin again; Infinity: never. */
export interface PeriodRates {
  readonly startMinutes: Float64Array
  readonly ratePerHour: Float64Array
  readonly repeatEvery: number
}

/**
 * A nonhomogeneous Poisson process by its expected count: from one arrival to the next it grows by an exponential number with mean 1, walked
 * off along the periods.
 */
export class PeriodArrivals extends ArrivalStream {
  private readonly rates: PeriodRates
  private minutes = 0
  /** Where the present round of periods began, and which period holds. */
  private roundMinutes = 0
  private period = 0

  constructor(limits: StreamLimits, rates: PeriodRates) {
    super(limits)
    this.rates = rates
  }

  protected restart(): void {
    this.minutes = this.rates.ratePerHour.some((rate) => rate > 0) ? this.fromMinutes : Number.POSITIVE_INFINITY
    this.roundMinutes = 0
    this.period = 0
  }

  protected followingMinutes(): number {
    this.draw(++this.arrival, purposes.arrival)
    let left = -Math.log(this.random.first) * minutesPerHour
    while (this.minutes < this.untilMinutes) {
      const end = this.periodEnd()
      const rate = this.rates.ratePerHour[this.period]!
      const until = rate > 0 ? this.minutes + Math.max(0, left) / rate : Number.POSITIVE_INFINITY
      if (until < end) {
        this.minutes = until
        return until
      }
      left -= Math.max(0, end - this.minutes) * rate
      this.minutes = Math.max(this.minutes, end)
      this.nextPeriod()
    }
    return Number.POSITIVE_INFINITY
  }

  private periodEnd(): number {
    const { startMinutes, repeatEvery } = this.rates
    return this.roundMinutes + (this.period + 1 < startMinutes.length ? startMinutes[this.period + 1]! : repeatEvery)
  }

  private nextPeriod(): void {
    this.period++
    if (this.period < this.rates.startMinutes.length) return
    this.period = 0
    this.roundMinutes += this.rates.repeatEvery
  }
}
