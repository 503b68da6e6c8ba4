import type { Estimate } from '../../shared/evaluation.ts'
import { formatNumber } from '../../shared/format.ts'

/** A label that opens a sentence. */
export function openingSentence(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1)
}

const minutes = (value: number): string => formatNumber(value, { digits: 1 })

/** `10.7 minutes`, without a sign; `1.0 minute` does not occur in print often enough to be worth an exception. */
export function minutesLong(value: number): string {
  return `${minutes(Math.abs(value))} minutes`
}

/** `95 % interval 9.2 to 12.2`, turned round for values that are spoken of without their minus sign. */
export function intervalWords(estimate: Estimate): string {
  const [lower, upper] = estimate.mean < 0 ? [-estimate.upper, -estimate.lower] : [estimate.lower, estimate.upper]
  return `95\u00a0% interval ${minutes(lower)} to ${minutes(upper)}`
}

/** `a, b and c`. */
export function listWords(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
