import { formatNumber } from '../format.ts'
import type { ModelResult } from './result.ts'

/** `72 hours`, `1 day`, `0.0233 days`: three digits that count where it is not whole, and at least one after the point. */
export function formatModelTime(value: number, unit: ModelResult['timeUnit']): string {
  const digits = Number.isInteger(value) ? 0 : Math.max(1, 2 - Math.floor(Math.log10(Math.abs(value))))
  return `${formatNumber(value, { digits })} ${value === 1 ? unit.slice(0, -1) : unit}`
}
