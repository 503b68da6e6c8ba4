import type { Arrival, ArrivalProcess } from './arrivals.ts'
import { meanOf, normalAbove, normalDensity } from './distribution-mean.ts'
import type { ModelDocument } from './document.ts'

const hoursPerUnit = { minutes: 1 / 60, hours: 1, days: 24 } as const
/** Where the factor of a whole day is clipped. */
const leastDayFactor = 0.6
const mostDayFactor = 1.45

/** Hours in one time unit of a model. */
export const hoursOf = (model: Pick<ModelDocument, 'timeUnit'>): number => hoursPerUnit[model.timeUnit]

/** Patients a stream is expected to bring in a replication, batches counted in full. Rates by hour count with their long-run mean. */
export function expectedArrivals(arrival: Arrival, model: ModelDocument): number {
  const from = arrival.from ?? 0
  const until = Math.min(arrival.until ?? Number.POSITIVE_INFINITY, model.run.horizon)
  const arrivals = Math.min(
    arrivalsBetween(arrival.process, Math.min(from, until), until, hoursOf(model)),
    arrival.limit ?? Number.POSITIVE_INFINITY,
  )
  return arrivals === 0 ? 0 : arrivals * (arrival.batch === undefined ? 1 : meanOf(arrival.batch))
}

function arrivalsBetween(process: ArrivalProcess, from: number, until: number, hoursPerTime: number): number {
  const hours = (until - from) * hoursPerTime
  switch (process.process) {
    case 'poisson':
      return process.ratePerHour === undefined ? (until - from) / (process.meanBetween ?? 1) : process.ratePerHour * hours
    case 'poisson-by-hour':
      return mean(process.ratePerHour) * mean(process.weekdayFactor ?? [1]) * meanDayFactor(process.dayVariation ?? 0) * hours
    case 'poisson-by-period':
      return (arrivalsUpTo(process, until) - arrivalsUpTo(process, from)) * hoursPerTime
    case 'renewal':
      return (until - from) / meanOf(process.between)
    case 'times':
      return process.times.filter((time) => time >= from && time <= until).length
    case 'at-start':
      return from > 0 ? 0 : process.patients
    case 'spread':
      return process.shares.reduce((sum, share, index) => {
        const start = process.bounds[index] ?? 0
        const end = process.bounds[index + 1] ?? start
        const inside = Math.max(0, Math.min(end, until) - Math.max(start, from))
        return sum + (end > start ? (process.patients * share * inside) / (end - start) : 0)
      }, 0)
  }
}

/** Integral of the rate from time 0 on: arrivals times the hours of a time unit. */
function arrivalsUpTo({ periods, repeatEvery }: Extract<ArrivalProcess, { process: 'poisson-by-period' }>, time: number): number {
  const upTo = (end: number) =>
    periods.reduce((sum, { at, ratePerHour }, index) => {
      const until = Math.min(end, periods[index + 1]?.at ?? Number.POSITIVE_INFINITY)
      return sum + ratePerHour * Math.max(0, until - at)
    }, 0)
  if (repeatEvery === undefined) return upTo(time)
  return Math.floor(time / repeatEvery) * upTo(repeatEvery) + upTo(time % repeatEvery)
}

/** Mean of a normal factor around 1, clipped on both sides. */
function meanDayFactor(sd: number): number {
  if (sd === 0) return 1
  const low = (leastDayFactor - 1) / sd
  const high = (mostDayFactor - 1) / sd
  const below = 1 - normalAbove(low)
  const above = normalAbove(high)
  return leastDayFactor * below + mostDayFactor * above + (1 - below - above) - sd * (normalDensity(high) - normalDensity(low))
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
