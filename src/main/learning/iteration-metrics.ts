import type { RunMetrics } from '../../shared/run.ts'
import { variance } from '../statistics/moments.ts'

/** What an iteration tells; whoever runs the trainer measures the agent and adds the timing from its clock. */
export interface IterationMetrics extends Omit<RunMetrics, 'development' | 'stepsPerSecond' | 'elapsedSeconds'> {
  /** Episodes finished since the start of training, and the means of the last hundred of them; null before the first. */
  episodes: number
  episodicReturn: number | null
  episodicLength: number | null
  /** The clipping range of this iteration. */
  clip: number
}

/** What the gradient steps of an iteration tell. */
export type UpdateMetrics = Pick<
  IterationMetrics,
  'policyLoss' | 'valueLoss' | 'entropy' | 'approxKl' | 'clipFraction' | 'gradientNorm'
>

export const noMetrics = (): UpdateMetrics => ({
  policyLoss: 0,
  valueLoss: 0,
  entropy: 0,
  approxKl: 0,
  clipFraction: 0,
  gradientNorm: 0,
})

/** 1 - variance of (return - value) / variance of return, of the sums over channels; 0 where returns do not vary. */
export function explainedVariance(returns: Float32Array, values: Float32Array, channels: number): number {
  const decisions = returns.length / channels
  const sum = (list: Float32Array, decision: number) => {
    let all = 0
    for (let channel = 0; channel < channels; channel++) all += list[decision * channels + channel]!
    return all
  }
  const total = new Float64Array(decisions)
  const missed = new Float64Array(decisions)
  for (let decision = 0; decision < decisions; decision++) {
    total[decision] = sum(returns, decision)
    missed[decision] = total[decision]! - sum(values, decision)
  }
  const whole = variance(total)
  return whole > 0 ? 1 - variance(missed) / whole : 0
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
