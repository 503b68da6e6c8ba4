import { minutesPerDay } from '../../../shared/time.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export type DateOrder = 'year-month-day' | 'day-month-year' | 'month-day-year'

/** A time as it stands in the file. */
export interface ReadTime {
  /** What the clock on the wall showed: minutes since the first minute of 1970, as if every day had 24 hours. */
  readonly wallMinutes: number
  /** Minutes ahead of UTC where the text says so. */
  readonly offsetMinutes: number | null
}

const clock = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?)?`
const offset = String.raw`\s*(Z|[+-]\d{2}(?::?\d{2})?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}${offset}$`, 'i')
const yearLast = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${clock}${offset}$`, 'i')
const monthInWords = new RegExp(String.raw`^(\d{1,2})[-. ]+(\p{L}{3})\p{L}*\.?[-, ]+(\d{4}|\d{2})${clock}${offset}$`, 'iu')
const monthInWordsFirst = new RegExp(String.raw`^(\p{L}{3})\p{L}*\.? (\d{1,2}),? (\d{4})${clock}${offset}$`, 'iu')

/** First and second number of a date that ends in its year; null where the text is no such date. */
export function leadingNumbers(text: string): [number, number] | null {
  const match = yearLast.exec(text)
  return match === null ? null : [Number(match[1]), Number(match[2])]
}

/** Reads a local time; a sentence where it cannot be one. */
export function readTime(text: string, order: DateOrder): ReadTime | string {
  let match = yearFirst.exec(text)
  if (match !== null) return timeOf(text, match, match[1]!, match[2]!, match[3]!)
  match = yearLast.exec(text)
  if (match !== null) {
    const isDayFirst = order !== 'month-day-year'
    const day = match[isDayFirst ? 1 : 2]!
    const month = match[isDayFirst ? 2 : 1]!
    if (Number(month) > 12 && Number(day) <= 12)
      return `"${text}" has month ${month}: its day and month are the other way round than in the rest of the file; write all dates in one order`
    return timeOf(text, match, match[3]!, month, day)
  }
  match = monthInWords.exec(text)
  if (match !== null) return timeOf(text, match, match[3]!, monthNumber(match[2]!), match[1]!)
  match = monthInWordsFirst.exec(text)
  if (match !== null) return timeOf(text, match, match[3]!, monthNumber(match[1]!), match[2]!)
  if (/^\d{5}(?:[.,]\d+)?$/.test(text))
    return `"${text}" is a spreadsheet's own number for a date; format the column as date and time (2026-01-31 13:45) and export again`
  return `"${text.slice(0, 40)}" is no date with a time of day; write it like 2026-01-31 13:45`
}

const monthNumber = (word: string): string => String(months.indexOf(word.toLowerCase()) + 1)

function timeOf(text: string, match: RegExpExecArray, year: string, month: string, day: string): ReadTime | string {
  const [, , , , hours, minutes, seconds = '0', half, zone] = match
  if (hours === undefined || minutes === undefined) return `"${text}" has no time of day; write it like 2026-01-31 13:45`
  const y = year.length === 2 ? 2000 + Number(year) : Number(year)
  const [m, d, s] = [Number(month), Number(day), Number(seconds)]
  let h = Number(hours)
  if (half !== undefined) {
    if (h < 1 || h > 12) return `"${text}" has hour ${h} before ${half}; hours are 1 to 12 there`
    h = (h % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
  }
  if (m < 1 || m > 12) return `"${text}" has no such month; months are 1 to 12`
  const days = Date.UTC(y, m - 1, d) / 60_000
  const inMonth = new Date(Date.UTC(y, m, 0)).getUTCDate()
  if (d < 1 || d > inMonth) return `"${text}" has no such day; that month has ${inMonth}`
  if (h > 23 || Number(minutes) > 59 || s > 59) return `"${text}" has no such time of day; it runs from 00:00:00 to 23:59:59`
  if (y < 1990 || y > 2100) return `"${text}" is in the year ${y}; visits are read from 1990 to 2100`
  return { wallMinutes: days + h * 60 + Number(minutes) + s / 60, offsetMinutes: zone === undefined ? null : zoneMinutes(zone) }
}

function zoneMinutes(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const digits = zone.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)
  return zone.startsWith('-') ? -minutes : minutes
}

/** `2026-01-31` of a wall time. */
export function dayText(wallMinutes: number): string {
  return new Date(Math.floor(wallMinutes / minutesPerDay) * minutesPerDay * 60_000).toISOString().slice(0, 10)
}

/** 0 is Monday. Day 0 of 1970 was a Thursday. */
export function weekdayOf(wallMinutes: number): number {
  return (((Math.floor(wallMinutes / minutesPerDay) + 3) % 7) + 7) % 7
}
