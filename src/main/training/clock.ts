/** Time as the supervisor and the workers see it; tests give one that they turn by hand. */
export interface Clock {
  /** Milliseconds since the epoch. Never goes back. */
  now(): number
  /** Calls once after a delay; returns how to call it off. */
  after(milliseconds: number, action: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds)
    return () => clearTimeout(timer)
  },
}
