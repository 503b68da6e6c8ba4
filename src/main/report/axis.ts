import type { Estimate } from '../../shared/evaluation.ts'

export interface Axis {
  /** Round numbers; `labelled` are those with room for a label, zero among them. */
  ticks: { value: number; labelled: boolean }[]
  /** Digits after the point that the ticks need. */
  digits: number
  /** Page coordinate of a value. */
  position(value: number): number
}

/** Room that the label of a tick takes, in points. */
const labelWidth = 24

/** A linear axis over all intervals, with three to seven ticks. Zero is on it where `withZero` says so. */
export function axisOf(
  estimates: readonly (Pick<Estimate, 'mean' | 'lower' | 'upper'> | null)[],
  left: number,
  right: number,
  withZero: boolean,
): Axis {
  const bounds = estimates.flatMap((estimate) => (estimate === null ? [] : [estimate.lower, estimate.mean, estimate.upper]))
  const values = [...bounds.filter(Number.isFinite), ...(withZero || bounds.length === 0 ? [0] : [])]
  let lowest = Math.min(...values)
  let highest = Math.max(...values)
  if (highest - lowest < 1e-9) {
    lowest -= 1
    highest += 1
  }
  const step = tickStep(lowest, highest)
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const first = Math.ceil(lowest / step - 1e-9)
  const last = Math.floor(highest / step + 1e-9)
  const every = Math.ceil(labelWidth / ((step / (highest - lowest)) * (right - left)))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => ({
    value: (first + index) * step,
    labelled: (first + index) % every === 0,
  }))
  return { ticks, digits, position: (value) => left + ((value - lowest) / (highest - lowest)) * (right - left) }
}

/** The largest of 1, 2 or 5 times a power of ten that puts three ticks or more between the bounds. */
function tickStep(lowest: number, highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest - lowest))
  const count = (step: number) => Math.floor(highest / step + 1e-9) - Math.ceil(lowest / step - 1e-9) + 1
  const candidates = [5, 2, 1, 0.5, 0.2, 0.1].map((multiple) => multiple * power)
  return candidates.find((step) => count(step) >= 3) ?? power / 10
}
