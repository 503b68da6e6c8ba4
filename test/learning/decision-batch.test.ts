import { describe, expect, it } from 'vitest'
import { type SingleEnvironment, vectorised } from '../../src/main/environments/vectorised.ts'
import { DecisionBatch } from '../../src/main/learning/decision-batch.ts'
import { Rollout } from '../../src/main/learning/rollout.ts'
import { RunningNormaliser } from '../../src/main/learning/running-normaliser.ts'
import { ProbeEnvironment } from './probe-environment.ts'

/** Of three actions the first is forbidden at every other decision, the last at the ones between. */
function alternating(): SingleEnvironment {
  let steps = 0
  return {
    observationSize: 1,
    actions: 3,
    reset: () => [0],
    step: () => ({ observation: [++steps], reward: 0, terminated: false, truncated: false }),
    allowed: () => (steps % 2 === 0 ? [false, true, true] : [true, true, false]),
  }
}

/** Decisions of one copy, side by side. */
function rolloutOf(steps: number) {
  const environment = vectorised({ create: alternating, count: 1, seed: 1, name: 'alternating' })
  const rollout = new Rollout(environment.spec, 1, steps)
  const normalisers = { context: new RunningNormaliser(1), critic: new RunningNormaliser(1) }
  rollout.begin()
  for (let step = 0; step < steps; step++) {
    rollout.keepDecision(environment, step, normalisers, { from: 0, to: 1 })
    environment.step(Int32Array.of(1))
  }
  return { rollout, batch: new DecisionBatch(environment.spec, 2) }
}

describe('decisions of a policy with one output for each action', () => {
  it('have the scores of allowed actions only, and no gradient by the others, whatever stood there before', () => {
    const { rollout, batch } = rolloutOf(3)
    for (const decision of [0, 1]) batch.add(rollout, decision, 0, 1)
    expect([batch.networkRows, batch.rows]).toEqual([2, 4])
    expect(Array.from(batch.input)).toEqual([0, 1])
    expect(Array.from(batch.scoresIn(Float32Array.of(9, 1, 2, 3, 4, 9)).subarray(0, 4))).toEqual([1, 2, 3, 4])
    batch.gradient.set([5, 6, 7, 8])
    expect(Array.from(batch.gradientByOutput())).toEqual([0, 5, 6, 7, 8, 0])

    batch.clear()
    for (const decision of [1, 2]) batch.add(rollout, decision, 0, 1)
    batch.gradient.set([5, 6, 7, 8])
    expect(Array.from(batch.gradientByOutput())).toEqual([5, 6, 0, 0, 7, 8])
  })
})

describe('decisions of a policy that scores each action', () => {
  it('have a row for each allowed action, and the context once', () => {
    const environment = new ProbeEnvironment({ count: 2, seed: 1 })
    const { actions, actionFeatures, contextFeatures, criticFeatures } = environment.spec
    environment.reset()
    const rollout = new Rollout(environment.spec, 2, 1)
    const normalisers = { context: new RunningNormaliser(contextFeatures), critic: new RunningNormaliser(criticFeatures) }
    rollout.begin()
    rollout.keepDecision(environment, 0, normalisers, { from: 0, to: 2 })
    const batch = new DecisionBatch(environment.spec, 2 * actions)
    for (const decision of [1, 0]) batch.add(rollout, decision, 0, 1)

    const allowed = (copy: number) =>
      Array.from({ length: actions }, (_, action) => copy * actions + action).filter((at) => environment.mask[at] === 1)
    const rows = [...allowed(1), ...allowed(0)]
    expect([batch.networkRows, batch.rows]).toEqual([rows.length, rows.length])
    const features = rows.flatMap((at) => [...environment.actionFeatures.slice(at * actionFeatures, (at + 1) * actionFeatures)])
    expect(Array.from(batch.input.subarray(0, rows.length * actionFeatures))).toEqual(features)
    const { blocks, rowStart, values } = batch.shared!
    expect([blocks, ...rowStart.subarray(0, 3)]).toEqual([2, 0, allowed(1).length, rows.length])
    const context = [1, 0].flatMap((copy) => [...environment.context.slice(copy * contextFeatures, (copy + 1) * contextFeatures)])
    expect(Array.from(values.subarray(0, 2 * contextFeatures))).toEqual(context)
  })
})
