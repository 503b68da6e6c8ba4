import type { Totals } from '../totals.ts'

/** Bins from 0.5 to 1.5 times the expected percentile, and one for all waits below. */
const bins = 100
const columns: readonly string[] = Array.from({ length: bins + 2 }, (_, bin) => `waits in bin ${bin}`)

/** Counts of waits around an expected percentile. Between the edges of a bin the tail is taken as exponential, as those of queues are. */
export class WaitBins {
  readonly columns = columns
  readonly counts = new Float64Array(bins + 2)
  private readonly start: number
  private readonly width: number

  constructor(near: number) {
    this.start = near / 2
    this.width = near / bins
  }

  clear(): void {
    this.counts.fill(0)
  }

  add(wait: number): void {
    this.counts[Math.max(0, Math.min(bins + 1, 1 + Math.floor((wait - this.start) / this.width)))]!++
  }
}

/** The wait that a share `probability` does not exceed, read off the counts; NaN where it lies outside the bins. */
export function percentileOf(totals: Totals, probability: number, near: number): number {
  let all = 0
  for (const column of columns) all += totals.of(column)
  const wanted = (1 - probability) * all
  let beyond = all - totals.of(columns[0]!)
  if (beyond < wanted) return Number.NaN
  for (let bin = 1; bin <= bins; bin++) {
    const next = beyond - totals.of(columns[bin]!)
    if (next <= wanted) {
      const part = next > 0 ? Math.log(beyond / wanted) / Math.log(beyond / next) : 1
      return near / 2 + (near / bins) * (bin - 1 + part)
    }
    beyond = next
  }
  return Number.NaN
}
