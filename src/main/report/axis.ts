import type { Estimate } from '../../shared/evaluation.ts'

export interface Axis {
  ticks: number[]
  /** Digits after the point that the ticks need. */
  digits: number
  /** Page coordinate of a value. */
  position(value: number): number
}

/** A linear axis over all intervals, with three to six ticks on round numbers. Zero is on it where `withZero` says so. */
export function axisOf(estimates: readonly (Estimate | null)[], left: number, right: number, withZero: boolean): Axis {
  const bounds = estimates.flatMap((estimate) => (estimate === null ? [] : [estimate.lower, estimate.mean, estimate.upper]))
  const values = [...bounds.filter(Number.isFinite), ...(withZero || bounds.length === 0 ? [0] : [])]
  let lowest = Math.min(...values)
  let highest = Math.max(...values)
  if (highest - lowest < 1e-9) {
    lowest -= 1
    highest += 1
  }
  const step = roundStep((highest - lowest) / Math.max(2, Math.min(5, Math.floor((right - left) / 38))))
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const first = Math.ceil(lowest / step - 1e-9)
  const last = Math.floor(highest / step + 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  return { ticks, digits, position: (value) => left + ((value - lowest) / (highest - lowest)) * (right - left) }
}

/** The next step up of 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const multiple = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10
  return multiple * power
}
