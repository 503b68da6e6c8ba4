import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Resource } from '../../src/shared/model/resource.ts'

export const minutesPerUnit = { minutes: 1, hours: 60, days: 1440 }

const hourOfWeek = (document: ModelDocument): number => {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const { startsAt } = document.run
  return startsAt === undefined ? 0 : days.indexOf(startsAt.weekday) * 24 + startsAt.hour
}

/** Units of a resource on duty at a minute. */
export function unitsAt(document: ModelDocument, { units }: Resource, now: number): number {
  if (typeof units === 'number') return units
  if ('changes' in units) {
    const time = now / minutesPerUnit[document.timeUnit]
    const inCycle =
      units.repeatEvery === undefined ? time : time - Math.floor(time / units.repeatEvery + 1e-12) * units.repeatEvery
    return units.changes.findLast(({ at }) => at <= inCycle + 1e-9)!.units
  }
  const hour = Math.floor(hourOfWeek(document) + now / 60 + 1e-9)
  return 'byHour' in units ? units.byHour[hour % 24]! : units.byHourOfWeek[hour % 168]!
}

/** When the units of a resource may change next. */
export function changeTimes(document: ModelDocument, resource: Resource, now: number): number[] {
  const { units } = resource
  if (typeof units === 'number') return []
  const unit = minutesPerUnit[document.timeUnit]
  const times: number[] = []
  if ('changes' in units) {
    const cycle = units.repeatEvery ?? 0
    const from = cycle === 0 ? 0 : Math.floor(now / unit / cycle)
    for (const round of cycle === 0 ? [0] : [from, from + 1])
      for (const { at } of units.changes) times.push((round * cycle + at) * unit)
  } else {
    const start = hourOfWeek(document)
    const hour = Math.floor(start + now / 60 + 1e-9)
    times.push((hour + 1 - start) * 60)
  }
  return times.filter((time) => time > now + 1e-9)
}
