import type { RunMetrics } from '../../shared/run.ts'

/** What an iteration tells; whoever runs the trainer measures the agent and adds the timing from its clock. */
export interface IterationMetrics extends Omit<RunMetrics, 'development' | 'stepsPerSecond' | 'elapsedSeconds'> {
  /** Episodes finished since the start of training, and the means of the last hundred of them; null before the first. */
  episodes: number
  episodicReturn: number | null
  episodicLength: number | null
  /** The clipping range of this iteration. */
  clip: number
}

/** A run whose numbers are no longer numbers has failed; going on would only hide where. Whoever runs the trainer says in which iteration. */
export function checkNumbers(metrics: IterationMetrics): void {
  for (const [name, value] of Object.entries(metrics)) {
    const values = Array.isArray(value) ? value : [value]
    const wrong = values.find((one) => one !== null && !Number.isFinite(one))
    if (wrong !== undefined)
      throw new Error(`a value of ${inWords(name)} is ${Number.isNaN(wrong) ? 'not a number (NaN)' : 'infinite'}`)
  }
}

/** `policyLoss` as people read it. */
const inWords = (name: string): string => `the ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`
