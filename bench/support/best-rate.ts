/** A line of a benchmark; `note`, for the table only: what was measured, and what others reach. */
export interface BenchRow {
  name: string
  value: number
  unit: string
  note?: string
}

/** Work done a second of processor time, the best of several rounds: whatever else runs on the machine only ever makes it slower. */
export function bestRate(rounds: number, work: (round: number) => number): number {
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage()
    const done = work(round)
    const { user, system } = process.cpuUsage(before)
    best = Math.max(best, done / ((user + system) / 1e6))
  }
  return best
}
