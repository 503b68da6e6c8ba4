import type { Clock } from '../../src/main/training/clock.ts'

/** Time that passes only when the test says so. */
export class FakeClock implements Clock {
  #now = Date.UTC(2026, 10, 20, 10)
  #timers: { at: number; action: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.#now + milliseconds, action }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  /** Lets time pass, and what waits on promises go on. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    for (;;) {
      await settle()
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#timers = this.#timers.filter((each) => each !== due)
      this.#now = due.at
      due.action()
    }
    this.#now = end
    await settle()
  }

  get pending(): number {
    return this.#timers.length
  }
}

/** Everything that only waits for promises has gone as far as it can. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
