import type { Clock } from './clock.ts'

/** Guesses how long a job still takes from how fast it has gone so far. */
export class RemainingTime {
  readonly #clock: Clock
  readonly #startedAt: number
  readonly #startFraction: number

  /** `startFraction`: how much was done before it began to be timed. */
  constructor(clock: Clock, startFraction = 0) {
    this.#clock = clock
    this.#startedAt = clock.now()
    this.#startFraction = startFraction
  }

  /** Seconds since the job began. */
  get elapsedSeconds(): number {
    return (this.#clock.now() - this.#startedAt) / 1000
  }

  /** Seconds until all is done; null before anything is. */
  at(fraction: number): number | null {
    const done = fraction - this.#startFraction
    return done > 0 ? (this.elapsedSeconds * Math.max(0, 1 - fraction)) / done : null
  }
}
