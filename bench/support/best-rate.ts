/** A line of a benchmark; `note`, for the table only: what was measured, and what others reach. */
export interface BenchRow {
  name: string
  value: number
  unit: string
  note?: string
}

/** Milliseconds of processor time of this process: whatever else runs on the machine does not count. */
export const processorClock = {
  now: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
}

/** Processor time since then. */
export const processorSecondsSince = (start: number): number => (processorClock.now() - start) / 1000

/** Processor time that something takes. */
export function processorSeconds(work: () => void): number {
  const start = processorClock.now()
  work()
  return processorSecondsSince(start)
}

/** Work done a second of processor time, the best of several rounds: whatever else runs on the machine only ever makes it slower. */
export function bestRate(rounds: number, work: (round: number) => number): number {
  let best = 0
  for (let round = 0; round < rounds; round++) {
    let done = 0
    const seconds = processorSeconds(() => {
      done = work(round)
    })
    best = Math.max(best, done / seconds)
  }
  return best
}
