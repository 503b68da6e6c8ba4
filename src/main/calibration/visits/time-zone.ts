import { minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import { VisitsRefused } from './visits-refused.ts'

export interface Placed {
  /** Minutes since the first minute of 1970 in UTC. */
  readonly minutes: number
  /** The wall clock never showed this time (clocks went forward), or showed it twice (clocks went back; the first is taken). */
  readonly oddity: 'gap' | 'repeated' | null
}

/** Puts wall times of one time zone on the line of elapsed minutes, by the time zone data of the runtime. */
export class TimeZone {
  private readonly format: Intl.DateTimeFormat
  /** Offsets by hour of UTC: changes of the clocks fall on whole quarters, and are asked for once an hour. */
  private readonly known = new Map<number, number>()

  constructor(name: string) {
    try {
      this.format = new Intl.DateTimeFormat('en-GB', {
        timeZone: name,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
      })
    } catch {
      throw new VisitsRefused([
        { path: 'timeZone', message: `is "${name}"; give a name such as Europe/Berlin or America/Toronto` },
      ])
    }
  }

  place(wallMinutes: number): Placed {
    const about = this.offsetAt(wallMinutes)
    const before = this.offsetAt(wallMinutes - about - minutesPerDay)
    const after = this.offsetAt(wallMinutes - about + minutesPerDay)
    const first = wallMinutes - Math.max(before, after)
    const second = wallMinutes - Math.min(before, after)
    if (first === second) return { minutes: first, oddity: null }
    const shows = (minutes: number) => minutes + this.offsetAt(minutes) === wallMinutes
    if (shows(first)) return { minutes: first, oddity: shows(second) ? 'repeated' : null }
    return { minutes: second, oddity: shows(second) ? null : 'gap' }
  }

  private offsetAt(minutes: number): number {
    const hour = Math.floor(minutes / minutesPerHour)
    const known = this.known.get(hour)
    if (known !== undefined) return known
    const parts = Object.fromEntries(
      this.format.formatToParts(new Date(hour * minutesPerHour * 60_000)).map(({ type, value }) => [type, Number(value)]),
    )
    const wall = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!) / 60_000
    const offset = wall - hour * minutesPerHour
    this.known.set(hour, offset)
    return offset
  }
}
