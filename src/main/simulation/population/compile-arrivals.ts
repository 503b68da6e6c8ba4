import type { Arrival } from '../../../shared/model/arrivals.ts'
import { type ModelDocument, weekdays } from '../../../shared/model/document.ts'
import { daysPerWeek, minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import type { ArrivalStream, StreamLimits } from './arrival-stream.ts'
import { DistributionTable } from './distribution-table.ts'
import { ListedArrivals, RenewalArrivals, SpreadArrivals } from './other-arrivals.ts'
import { HourlyArrivals, PeriodArrivals, PoissonArrivals } from './poisson-arrivals.ts'

/** Minutes in the document's unit of time. */
export function minutesPerUnit({ timeUnit }: ModelDocument): number {
  return { minutes: 1, hours: minutesPerHour, days: minutesPerDay }[timeUnit]
}

/** Minutes from Monday 0:00 to the start of the run. */
export function clockOffsetMinutes({ run: { startsAt } }: ModelDocument): number {
  return startsAt === undefined ? 0 : weekdays.indexOf(startsAt.weekday) * minutesPerDay + startsAt.hour * minutesPerHour
}

/** Makes the streams of a document, one set for each source; `arrivalTimes` (minutes, in order) replaces the times of its stream. */
export type StreamFactory = (arrivalTimes: readonly (Float64Array | null)[]) => ArrivalStream[]

/** Compiles the arrivals of a document. */
export function compileArrivals(document: ModelDocument): StreamFactory {
  const unit = minutesPerUnit(document)
  const clockOffset = clockOffsetMinutes(document)
  const factories = document.arrivals.map((arrival, stream) => {
    const limits: StreamLimits = {
      stream,
      fromMinutes: (arrival.from ?? 0) * unit,
      untilMinutes: (arrival.until ?? Number.POSITIVE_INFINITY) * unit,
      limit: arrival.limit ?? Number.POSITIVE_INFINITY,
      batch: arrival.batch === undefined ? null : new DistributionTable([arrival.batch], 1),
    }
    const create = compileProcess(arrival.process, limits, unit, clockOffset)
    return (times: Float64Array | null) => (times === null ? create() : new ListedArrivals(limits, times))
  })
  return (arrivalTimes) => factories.map((create, stream) => create(arrivalTimes[stream] ?? null))
}

/** The constants of a process are worked out once; what changes in a replication belongs to the stream. */
function compileProcess(
  process: Arrival['process'],
  limits: StreamLimits,
  unit: number,
  clockOffset: number,
): () => ArrivalStream {
  switch (process.process) {
    case 'poisson': {
      const ratePerHour = process.ratePerHour ?? minutesPerHour / (process.meanBetween! * unit)
      return () => new PoissonArrivals(limits, ratePerHour)
    }
    case 'poisson-by-hour': {
      const rates = {
        ratePerHour: Float64Array.from(process.ratePerHour),
        weekdayFactor: Float64Array.from(process.weekdayFactor ?? Array<number>(daysPerWeek).fill(1)),
        dayVariation: process.dayVariation ?? 0,
        clockOffset,
      }
      return () => new HourlyArrivals(limits, rates)
    }
    case 'poisson-by-period': {
      const rates = {
        startMinutes: Float64Array.from(process.periods, ({ at }) => at * unit),
        ratePerHour: Float64Array.from(process.periods, ({ ratePerHour }) => ratePerHour),
        repeatEvery: (process.repeatEvery ?? Number.POSITIVE_INFINITY) * unit,
      }
      return () => new PeriodArrivals(limits, rates)
    }
    case 'renewal': {
      const between = new DistributionTable([process.between], unit)
      return () => new RenewalArrivals(limits, between)
    }
    case 'times': {
      const times = Float64Array.from(process.times, (time) => time * unit).sort()
      return () => new ListedArrivals(limits, times)
    }
    case 'at-start': {
      const times = new Float64Array(process.patients)
      return () => new ListedArrivals(limits, times)
    }
    case 'spread': {
      const bounds = Float64Array.from(process.bounds, (bound) => bound * unit)
      return () => new SpreadArrivals(limits, process.patients, bounds, process.shares)
    }
  }
}
