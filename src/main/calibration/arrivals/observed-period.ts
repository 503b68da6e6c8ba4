import { hoursPerDay, minutesPerDay } from '../../../shared/time.ts'
import { weekdayOf } from '../visits/visit-times.ts'
import type { Visits } from '../visits/visits.ts'

/** Expected arrivals without one coming that make us believe that nobody was being recorded: a chance of 7 in 10,000. */
const unbelievableGap = 7.3

/** The whole days on which arrivals were recorded. */
export interface ObservedPeriod {
  /** Days since the first of 1970 (wall time): first and last, and those between that are left out. */
  readonly firstDay: number
  readonly lastDay: number
  readonly emptyDays: readonly number[]
  /** The days that count, and their weekdays (0 is Monday). */
  readonly days: readonly number[]
  readonly weekdays: readonly number[]
  /** Arrivals: counted day x 24 hours. */
  readonly counts: Float64Array
}

/**
 * Finds the days that were recorded from beginning to end. The first and the last day count unless so many arrivals are missing at their
 * beginning or end that the file must begin or end in the middle of them; days without anybody are left out where that cannot be chance.
 */
export function observePeriod(visits: Visits): ObservedPeriod {
  const { arrivalWallMinutes: wall, count } = visits
  let earliest = Number.POSITIVE_INFINITY
  let latest = Number.NEGATIVE_INFINITY
  const byHour = new Float64Array(hoursPerDay)
  for (let visit = 0; visit < count; visit++) {
    earliest = Math.min(earliest, wall[visit]!)
    latest = Math.max(latest, wall[visit]!)
    byHour[Math.floor((wall[visit]! % minutesPerDay) / 60)]!++
  }
  let firstDay = Math.floor(earliest / minutesPerDay)
  let lastDay = Math.floor(latest / minutesPerDay)
  const perDay = count / Math.max(1, (latest - earliest) / minutesPerDay)
  const expectedUntil = (minutesOfDay: number) => {
    let sum = 0
    for (let hour = 0; hour < hoursPerDay; hour++) sum += byHour[hour]! * Math.min(1, Math.max(0, minutesOfDay / 60 - hour))
    return (perDay * sum) / count
  }
  if (lastDay > firstDay) {
    if (expectedUntil(earliest - firstDay * minutesPerDay) > unbelievableGap) firstDay++
    if (perDay - expectedUntil(latest - lastDay * minutesPerDay) > unbelievableGap && lastDay > firstDay) lastDay--
  }
  const span = lastDay - firstDay + 1
  const all = new Float64Array(span * hoursPerDay)
  for (let visit = 0; visit < count; visit++) {
    const hour = Math.floor(wall[visit]! / 60) - firstDay * hoursPerDay
    if (hour >= 0 && hour < all.length) all[hour]!++
  }
  const totalOf = (day: number) => all.subarray(day * hoursPerDay, (day + 1) * hoursPerDay).reduce((sum, value) => sum + value, 0)
  const recorded = Array.from({ length: span }, (_, day) => day).filter((day) => totalOf(day) > 0 || perDay < unbelievableGap)
  const counts = new Float64Array(recorded.length * hoursPerDay)
  recorded.forEach((day, index) => {
    counts.set(all.subarray(day * hoursPerDay, (day + 1) * hoursPerDay), index * hoursPerDay)
  })
  const isRecorded = new Set(recorded)
  return {
    firstDay,
    lastDay,
    emptyDays: Array.from({ length: span }, (_, day) => day)
      .filter((day) => !isRecorded.has(day))
      .map((day) => day + firstDay),
    days: recorded.map((day) => day + firstDay),
    weekdays: recorded.map((day) => weekdayOf((day + firstDay) * minutesPerDay)),
    counts,
  }
}
