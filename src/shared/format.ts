import type { Estimate } from './evaluation.ts'

/**
 * How numbers are written, on screen and on paper alike: true minus signs, thousands separated by commas, units always there and
 * held to their number by a no-break space, intervals as `34 min (31–37)`. No locale of the machine takes part, so a report
 * reads the same everywhere.
 */

const noBreakSpace = '\u00a0'
const minus = '\u2212'
const enDash = '\u2013'

/**
 * `minutes`; `weighted`: minutes weighted by need; `percent`: a fraction written as a percentage; `points`: a difference of two
 * fractions, in percentage points.
 */
export type Unit = 'minutes' | 'weighted' | 'percent' | 'points'

export interface FormatOptions {
  /** Digits after the point; without it, as many as the number can bear (see `digitsFor`). */
  digits?: number
  /** Writes `+` before numbers above zero: for differences. */
  signed?: boolean
}

/** `1,234.5`, `−3`, `+2`. Never `-0`. Not a number or infinite: `–`. */
export function formatNumber(value: number, { digits = 0, signed = false }: FormatOptions = {}): string {
  if (!Number.isFinite(value)) return enDash
  const [whole = '0', fraction] = Math.abs(value).toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`
  if (!/[1-9]/.test(text)) return text
  return value < 0 ? minus + text : signed ? `+${text}` : text
}

/** `1 day`, `1,400 days`, `2.5 days`; `many` where it is not `one` with an s. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count, { digits: Number.isInteger(count) ? 0 : 1 })} ${count === 1 ? one : many}`
}

const unitWords: Record<Unit, string> = {
  minutes: 'min',
  weighted: `weighted${noBreakSpace}min`,
  percent: '%',
  points: 'points',
}

const scaled = (value: number, unit: Unit): number => (unit === 'minutes' || unit === 'weighted' ? value : value * 100)

const withUnit = (text: string, unit: Unit): string => text + noBreakSpace + unitWords[unit]

/** One digit after the point for a number below 10 that is not whole, else none. */
const digitsForValue = (value: number): number => (Math.abs(value) < 10 && Math.abs(value - Math.round(value)) > 1e-9 ? 1 : 0)

/**
 * Digits that estimates shown together deserve: one where the narrowest interval reaches less than one unit to either side, else
 * none. Estimates that are missing do not count.
 */
export function digitsFor(estimates: readonly (Estimate | null)[], unit: Unit): number {
  return estimates.some((estimate) => {
    if (estimate === null) return false
    const reach = scaled(estimate.upper - estimate.lower, unit) / 2
    return Number.isFinite(reach) && reach > 0 ? reach < 1 : digitsForValue(scaled(estimate.mean, unit)) > 0
  })
    ? 1
    : 0
}

/** `34 min`, `0.4 min`, `71 %`, `+2.5 points`. A percentage is given as a fraction. */
export function formatQuantity(value: number, unit: Unit, options: FormatOptions = {}): string {
  const shown = scaled(value, unit)
  return withUnit(formatNumber(shown, { ...options, digits: options.digits ?? digitsForValue(shown) }), unit)
}

/** The interval alone: `31–37`, or `−4 to +2` where a sign is written. Empty where one replication tells nothing about chance. */
export function formatInterval(estimate: Estimate, unit: Unit, options: FormatOptions = {}): string {
  const lower = scaled(estimate.lower, unit)
  const upper = scaled(estimate.upper, unit)
  if (estimate.n < 2 || !Number.isFinite(lower) || !Number.isFinite(upper)) return ''
  const shown = { ...options, digits: options.digits ?? digitsFor([estimate], unit) }
  const separator = options.signed === true || lower < 0 ? ' to ' : enDash
  return formatNumber(lower, shown) + separator + formatNumber(upper, shown)
}

/** `34 min (31–37)`, `71 % (69–73)`, signed `−12 min (−15 to −9)`. */
export function formatEstimate(estimate: Estimate, unit: Unit, options: FormatOptions = {}): string {
  const shown = { ...options, digits: options.digits ?? digitsFor([estimate], unit) }
  const interval = formatInterval(estimate, unit, shown)
  return formatQuantity(estimate.mean, unit, shown) + (interval === '' ? '' : ` (${interval})`)
}

/** `190` minutes as `3 h 10 min`; below two hours, minutes alone. */
export function formatDuration(minutes: number): string {
  const whole = Math.round(minutes)
  if (!Number.isFinite(minutes) || Math.abs(whole) < 120) return formatQuantity(minutes, 'minutes', { digits: 0 })
  const rest = Math.abs(whole) % 60
  const hours = `${formatNumber(Math.trunc(whole / 60))}${noBreakSpace}h`
  return rest === 0 ? hours : `${hours} ${rest}${noBreakSpace}min`
}

/** `0.034`, or `< 0.001`: never more digits than a p-value has meaning. */
export function formatProbability(p: number): string {
  if (!Number.isFinite(p)) return enDash
  if (p < 0.001) return `<${noBreakSpace}0.001`
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-11-20` or a whole UTC time as `20-Nov-2026`, which no country reads as another day. Anything else is returned as it is. */
export function formatDate(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})(T|$)/.exec(iso)
  const month = months[Number(match?.[2]) - 1]
  return match === null || month === undefined ? iso : `${Number(match[3])}-${month}-${match[1]}`
}
