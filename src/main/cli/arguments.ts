import { InvalidArgumentError } from 'commander'
import { z } from 'zod'

/** What the studio's own schema allows, so that what it would refuse is told before anything is begun. */
function allowed<T>(schema: z.ZodType, value: T): T {
  const mistake = mistakeOf(schema, value)
  if (mistake !== null) throw new InvalidArgumentError(`${mistake.charAt(0).toUpperCase()}${mistake.slice(1)}.`)
  return value
}

/** The rule that a value breaks; null where it breaks none. */
export function mistakeOf(schema: z.ZodType, value: unknown): string | null {
  return schema.safeParse(value).error?.issues[0]?.message ?? null
}

/** A whole number as typed, within what `schema` allows. */
export const wholeNumber =
  (schema: z.ZodType) =>
  (text: string): number => {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
    return allowed(schema, Number(text))
  }

/** A number as typed, `0.5` or `1e-3`, within what `schema` allows. */
export const decimalNumber =
  (schema: z.ZodType) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Give a number.')
    return allowed(schema, value)
  }

/** A text as typed, within what `schema` allows. */
export const someText =
  (schema: z.ZodType) =>
  (text: string): string =>
    allowed(schema, text)

export const portNumber = wholeNumber(z.int().max(65535, { error: 'a port is a number from 0 to 65535' }))

/** `0,0.8` as a list of numbers, each within what `schema` allows. */
export const decimalNumbers =
  (schema: z.ZodType) =>
  (text: string): number[] =>
    commaList(text).map(decimalNumber(schema))

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
