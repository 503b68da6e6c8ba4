export interface NiceScale {
  low: number
  high: number
  /** Round numbers from `low` to `high`. */
  ticks: number[]
  /** Digits after the point that tell the ticks apart. */
  digits: number
}

/** An axis in steps of 1, 2 or 5 times a power of ten that holds both ends, with about `intervals` steps. Without numbers: 0 to 1. */
export function niceScale(low: number, high: number, intervals: number): NiceScale {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { low: 0, high: 1, ticks: [0, 1], digits: 0 }
  const span = high > low ? high - low : Math.max(1, Math.abs(low))
  const power = 10 ** Math.floor(Math.log10(span / intervals))
  const step = power * ([1, 2, 5].find((factor) => span / (power * factor) <= intervals) ?? 10)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(digits)))
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks, digits }
}
