import { InvalidArgumentError } from 'commander'
import { z } from 'zod'

/** A whole number as typed; whether it is in range is the studio's to say. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

/** A number as typed, `0.5` or `1e-3`. */
export function decimalNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Give a number.')
  return value
}

export function portNumber(text: string): number {
  const port = wholeNumber(text)
  if (port > 65535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return port
}

/** `A,B` as a list. */
export function commaList(text: string): string[] {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  if (items.length === 0) throw new InvalidArgumentError('Give names, separated by commas.')
  return items
}

/** A day of the calendar: 30 February is refused. */
export function isoDate(text: string): string {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('Give a date of the calendar as YYYY-MM-DD.')
  return text
}
