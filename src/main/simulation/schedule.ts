import { weekdays } from '../../shared/model/document.ts'
import type { Resource } from '../../shared/model/resource.ts'
import { hoursPerDay, minutesPerHour } from '../../shared/time.ts'
import type { Schedule } from './pathway-model.ts'

const never = Number.POSITIVE_INFINITY

/** The same number all the time. */
export function constantUnits(units: number): Schedule {
  return { minutes: new Float64Array(1), units: Int32Array.of(units), periodMinutes: never }
}

/** A cycle of hours, of which the first begins `startHour` hours before minute 0. */
function unitsByHour(units: readonly number[], startHour = 0): Schedule {
  const hours = units.length
  const first = Math.floor(startHour) % hours
  const rotated = units.map((_, hour) => units[(first + hour) % hours]!)
  const minutes = rotated.map((_, hour) => Math.max(0, (hour - (startHour - Math.floor(startHour))) * minutesPerHour))
  // Time 0 in the middle of an hour: the rest of this hour comes at the end of the cycle.
  if (startHour !== Math.floor(startHour)) {
    rotated.push(rotated[0]!)
    minutes.push((hours - (startHour - Math.floor(startHour))) * minutesPerHour)
  }
  return { minutes: Float64Array.from(minutes), units: Int32Array.from(rotated), periodMinutes: hours * minutesPerHour }
}

/** Units of a resource of a document. Before the first of a list of changes, as at the end of its cycle, or nobody where there is none. */
export function scheduleOf(
  units: Resource['units'],
  minutesPerUnit: number,
  startsAt: { readonly weekday: (typeof weekdays)[number]; readonly hour: number } | undefined,
): Schedule {
  if (typeof units === 'number') return constantUnits(units)
  const hour = startsAt?.hour ?? 0
  if ('byHour' in units) return unitsByHour(units.byHour, hour)
  if ('byHourOfWeek' in units)
    return unitsByHour(units.byHourOfWeek, weekdays.indexOf(startsAt?.weekday ?? 'monday') * hoursPerDay + hour)
  const { changes, repeatEvery } = units
  const before = repeatEvery === undefined ? 0 : changes.at(-1)!.units
  const entries = changes[0]!.at > 0 ? [{ at: 0, units: before }, ...changes] : changes
  return {
    minutes: Float64Array.from(entries, ({ at }) => at * minutesPerUnit),
    units: Int32Array.from(entries, (entry) => entry.units),
    periodMinutes: repeatEvery === undefined ? never : repeatEvery * minutesPerUnit,
  }
}
