import type { SingleEnvironment, StepResult } from '../../src/main/environments/vectorised.ts'

const step = (observation: number, reward: number, terminated: boolean, truncated = false): StepResult => ({
  observation: [observation],
  reward,
  terminated,
  truncated,
})

/** One decision, and 1 for whatever is done. */
export const constantReward = (): SingleEnvironment => ({
  observationSize: 1,
  actions: 2,
  reset: () => [1],
  step: () => step(1, 1, true),
})

/** One decision, and what was seen (-1 or 1) for whatever is done. */
export function rewardIsObservation(): SingleEnvironment {
  let seen = 1
  return {
    observationSize: 1,
    actions: 2,
    reset(seed) {
      seen = seed % 2 === 0 ? -1 : 1
      return [seen]
    },
    step: () => step(seen, seen, true),
  }
}

/** Two decisions, and 1 after the second. */
export function delayedReward(): SingleEnvironment {
  let second = false
  return {
    observationSize: 1,
    actions: 2,
    reset() {
      second = false
      return [-1]
    },
    step() {
      if (second) return step(1, 1, true)
      second = true
      return step(1, 0, false)
    },
  }
}

/** One decision, and its number for it. The highest is forbidden where `forbidden`. */
export const rewardIsAction = (forbidden = false): SingleEnvironment => ({
  observationSize: 1,
  actions: 3,
  reset: () => [1],
  step(action) {
    if (forbidden && action === 2) throw new Error('The forbidden action was taken.')
    return step(1, action, true)
  },
  allowed: () => [true, true, !forbidden],
})

/** 1 a step, for ever; episodes are cut after `horizon` steps, which is no end. */
export function endless(horizon: number): SingleEnvironment {
  let steps = 0
  return {
    observationSize: 1,
    actions: 2,
    reset() {
      steps = 0
      return [1]
    },
    step() {
      steps += 1
      return step(1, 1, false, steps === horizon)
    },
  }
}
