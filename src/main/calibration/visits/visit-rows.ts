import { type VisitField, visitFields } from '../../../shared/calibration.ts'
import { formatCount } from '../../../shared/format.ts'
import { oneLine } from '../../../shared/problem.ts'
import { minutesPerDay } from '../../../shared/time.ts'
import type { Findings } from './findings.ts'
import type { TimeZone } from './time-zone.ts'
import type { Columns } from './visit-columns.ts'
import { type DateOrder, dayText, readTime } from './visit-times.ts'
import { outcomes, readOutcome, readTriage } from './visit-words.ts'
import type { Visits } from './visits.ts'

const longestStayMinutes = 30 * minutesPerDay
export const timeFields = ['arrival', 'startOfCare', 'departure', 'readyToLeave'] as const

/** Turns rows into visits, column by column, and keeps count of what is wrong. */
export class RowReader {
  private readonly wall: number[] = []
  private readonly arrival: number[] = []
  private readonly start: number[] = []
  private readonly departure: number[] = []
  private readonly ready: number[] = []
  private readonly triage: number[] = []
  private readonly group: number[] = []
  private readonly outcome: number[] = []
  private readonly row: number[] = []
  private readonly groupValues = new Map<string, number>()
  /** All times count from the offset of the first, so that the line of time runs with the wall clock. */
  private baseOffset: number | null = null
  private readonly header: readonly string[]
  private readonly columns: Columns
  private readonly order: DateOrder
  private readonly zone: TimeZone | null
  private readonly findings: Findings

  constructor(header: readonly string[], columns: Columns, order: DateOrder, zone: TimeZone | null, findings: Findings) {
    this.header = header
    this.columns = columns
    this.order = order
    this.zone = zone
    this.findings = findings
  }

  read(fields: readonly string[], row: number): void {
    const { findings, header } = this
    if (fields.length !== header.length) {
      findings.add(
        'row-length',
        row,
        header[Math.min(fields.length, header.length) - 1]!,
        `has ${formatCount(fields.length, 'value')}; the header has ${header.length}`,
      )
      return
    }
    const textOf = (field: VisitField) => (this.columns[field] === undefined ? '' : fields[this.columns[field]]!)
    if (textOf('arrival') === '') {
      findings.add('no-arrival', row, this.nameOf('arrival'), 'is empty')
      return
    }
    const arrival = this.timeOf('arrival', textOf('arrival'), row)
    if (arrival === null) return
    let start = this.timeOf('startOfCare', textOf('startOfCare'), row)?.minutes ?? Number.NaN
    let departure = this.timeOf('departure', textOf('departure'), row)?.minutes ?? Number.NaN
    let ready = this.timeOf('readyToLeave', textOf('readyToLeave'), row)?.minutes ?? Number.NaN
    const stated = this.outcomeOf(textOf('disposition'), row)
    const late = (minutes: number, from: number) => minutes - from > longestStayMinutes
    if (start < arrival.minutes) {
      findings.add(
        'start-before-arrival',
        row,
        this.nameOf('startOfCare'),
        `is ${lengthText(arrival.minutes - start)} before the arrival`,
      )
      start = Number.NaN
      departure = Number.NaN
      ready = Number.NaN
    } else if (late(start, arrival.minutes)) {
      findings.add(
        'stay-too-long',
        row,
        this.nameOf('startOfCare'),
        `is ${lengthText(start - arrival.minutes)} after the arrival`,
      )
      start = Number.NaN
    }
    const begin = Number.isNaN(start) ? arrival.minutes : start
    if (departure < begin) {
      const what = Number.isNaN(start) ? 'the arrival' : 'the start of care'
      findings.add('departure-before-start', row, this.nameOf('departure'), `is ${lengthText(begin - departure)} before ${what}`)
      departure = Number.NaN
    } else if (late(departure, arrival.minutes)) {
      findings.add(
        'stay-too-long',
        row,
        this.nameOf('departure'),
        `is ${lengthText(departure - arrival.minutes)} after the arrival`,
      )
      departure = Number.NaN
    }
    if (ready < begin || ready > departure) {
      findings.add(
        'ready-outside-stay',
        row,
        this.nameOf('readyToLeave'),
        `lies ${ready < begin ? 'before care' : 'after departure'}`,
      )
      ready = Number.NaN
    }
    this.wall.push(arrival.wallMinutes)
    this.arrival.push(arrival.minutes)
    this.start.push(start)
    this.departure.push(departure)
    this.ready.push(ready)
    this.triage.push(this.triageOf(textOf('triage'), row))
    this.group.push(this.groupOf(textOf('group')))
    const unseen = Number.isNaN(start) && textOf('startOfCare') === ''
    // Who has no start of care and is not said to have been treated has left unseen, if departures show that the visit ended.
    const isLeft =
      stated === 'left'
        ? Number.isNaN(start)
        : stated === 'unknown' && unseen && this.columns.startOfCare !== undefined && !Number.isNaN(departure)
    this.outcome.push(outcomes.indexOf(isLeft ? 'left' : stated === 'left' ? 'discharged' : stated))
    this.row.push(row)
    this.noteChangeOfClocks(
      arrival.wallMinutes,
      arrival.isExact,
      Number.isNaN(departure) ? start - arrival.minutes : departure - arrival.minutes,
      row,
    )
  }

  /** All visits, in order of arrival, without repeated ones. */
  finish(): Visits {
    const order = this.arrival.map((_, index) => index).sort((a, b) => this.arrival[a]! - this.arrival[b]! || a - b)
    const kept = order.filter((visit, place) => !this.repeats(order, visit, place))
    const column = (values: readonly number[]) => Float64Array.from(kept, (visit) => values[visit]!)
    return {
      count: kept.length,
      arrivalWallMinutes: column(this.wall),
      arrivalMinutes: column(this.arrival),
      startMinutes: column(this.start),
      departureMinutes: column(this.departure),
      readyMinutes: column(this.ready),
      triage: Int8Array.from(kept, (visit) => this.triage[visit]!),
      group: Int16Array.from(kept, (visit) => this.group[visit]!),
      groupValues: [...this.groupValues.keys()],
      outcome: Uint8Array.from(kept, (visit) => this.outcome[visit]!),
      fields: new Set(visitFields.filter((field) => this.columns[field] !== undefined)),
    }
  }

  /**
   * Whether an earlier row says the same in every column that is read. Arrivals alone may well fall on the same minute, so this is only
   * asked where care or departure is known as well.
   */
  private repeats(order: readonly number[], visit: number, place: number): boolean {
    if (Number.isNaN(this.departure[visit]!)) return false
    for (let at = place - 1; at >= 0 && this.arrival[order[at]!] === this.arrival[visit]; at--) {
      const other = order[at]!
      const same = (values: readonly number[]) => Object.is(values[other], values[visit])
      if (![this.start, this.departure, this.ready, this.triage, this.group, this.outcome].every(same)) continue
      this.findings.add('duplicate', this.row[visit]!, this.nameOf('arrival'), `repeats row ${this.row[other]}`)
      return true
    }
    return false
  }

  private nameOf(field: VisitField): string {
    const at = this.columns[field]
    return at === undefined ? field : this.header[at]!
  }

  private timeOf(
    field: (typeof timeFields)[number],
    text: string,
    row: number,
  ): { wallMinutes: number; minutes: number; isExact: boolean } | null {
    if (text === '') return null
    const time = readTime(text, this.order)
    if (typeof time === 'string') {
      this.findings.add('unreadable-time', row, this.nameOf(field), oneLine(time))
      return null
    }
    const { wallMinutes, offsetMinutes } = time
    if (offsetMinutes !== null) {
      this.baseOffset ??= offsetMinutes
      return { wallMinutes, minutes: wallMinutes - offsetMinutes + this.baseOffset, isExact: true }
    }
    if (this.zone === null) return { wallMinutes, minutes: wallMinutes, isExact: false }
    const placed = this.zone.place(wallMinutes)
    if (placed.oddity === 'gap') this.findings.add('clock-gap', row, this.nameOf(field), `"${text}" was never shown by a clock`)
    if (placed.oddity === 'repeated') this.findings.add('clock-repeated', row, this.nameOf(field), `"${text}" was shown twice`)
    this.baseOffset ??= wallMinutes - placed.minutes
    return { wallMinutes, minutes: placed.minutes + this.baseOffset, isExact: true }
  }

  private triageOf(text: string, row: number): number {
    if (text === '') return -1
    const level = readTriage(text)
    if (level < 0)
      this.findings.add(
        'unknown-triage',
        row,
        this.nameOf('triage'),
        `is "${oneLine(text).slice(0, 40)}"; levels are 1 (most urgent) to 5`,
      )
    return level
  }

  private outcomeOf(text: string, row: number) {
    if (text === '') return 'unknown'
    const outcome = readOutcome(text)
    if (outcome === 'unknown')
      this.findings.add(
        'unknown-disposition',
        row,
        this.nameOf('disposition'),
        `is "${oneLine(text).slice(0, 40)}"; write discharged, admitted or left`,
      )
    return outcome
  }

  private groupOf(text: string): number {
    if (text === '') return -1
    const value = oneLine(text).slice(0, 60)
    const known = this.groupValues.get(value)
    if (known !== undefined) return known
    this.groupValues.set(value, this.groupValues.size)
    return this.groupValues.size - 1
  }

  /** Without offset or time zone: stays over a Sunday morning on which Europe or North America changes its clocks. */
  private noteChangeOfClocks(wallMinutes: number, isExact: boolean, lengthMinutes: number, row: number): void {
    if (isExact || Number.isNaN(lengthMinutes)) return
    for (let day = Math.floor(wallMinutes / minutesPerDay); day * minutesPerDay <= wallMinutes + lengthMinutes; day++) {
      const change = day * minutesPerDay + 120
      if (wallMinutes < change && wallMinutes + lengthMinutes >= change && clocksMayChangeOn(day))
        this.findings.add(
          'clock-crossed',
          row,
          this.nameOf('departure'),
          `the stay goes over the night of ${dayText(day * minutesPerDay)}`,
        )
    }
  }
}

/** The second and last Sunday of March, the first Sunday of November and the last of October. */
function clocksMayChangeOn(day: number): boolean {
  const date = new Date(day * minutesPerDay * 60_000)
  if (date.getUTCDay() !== 0) return false
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()]
  if (month === 2) return (dayOfMonth >= 8 && dayOfMonth <= 14) || dayOfMonth >= 25
  if (month === 9) return dayOfMonth >= 25
  return month === 10 && dayOfMonth <= 7
}

function lengthText(minutes: number): string {
  if (minutes < 120) return formatCount(Math.round(minutes), 'minute')
  return minutes < 2 * minutesPerDay ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / minutesPerDay)} days`
}
