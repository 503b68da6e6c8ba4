import { describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { checkEnvironment } from '../../src/main/environments/check-environment.ts'
import type { VectorEnvironment } from '../../src/main/environments/environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { type SingleEnvironment, vectorised } from '../../src/main/environments/vectorised.ts'
import { Generator } from '../../src/main/neural/generator.ts'
import { delayedReward, endless, rewardIsAction, rewardIsObservation } from '../learning/single-probes.ts'
import { preset, presetNames } from '../presets.ts'

const single = (create: () => SingleEnvironment) => () => vectorised({ create, count: 3, seed: 4, name: 'probe' })
const environments: [string, () => VectorEnvironment][] = [
  ...presetNames.map((name): [string, () => VectorEnvironment] => [
    name,
    () => createHospitalEnvironment({ scenario: preset(name), seed: 3, count: 3 }),
  ]),
  ['a group-blind hospital', () => createHospitalEnvironment({ scenario: preset('urban'), seed: 3, count: 2, groupBlind: true })],
  ['cart-pole', () => createCartPole({ seed: 2, count: 8 })],
  ['delayed reward', single(delayedReward)],
  ['an endless one', single(() => endless(5))],
  ['a forbidden action', single(() => rewardIsAction(true))],
  ['reward = observation', single(rewardIsObservation)],
]

describe('every environment keeps the promises of an environment:', () => {
  it.each(environments)('%s', (name, create) => {
    expect(checkEnvironment(create(), { steps: name === 'rural' ? 200 : 400, seed: 1 })).toEqual([])
  })
})

describe('copies in blocks', () => {
  it.each(environments)('of %s come to what they come to side by side', (_, create) => {
    const [together, apart] = [create(), create()]
    const steps = 25
    const generator = new Generator(7, 0)
    const taken: Int32Array[] = []
    for (let step = 0; step < steps; step++) {
      taken.push(anyAllowed(together, generator))
      together.step(taken[step]!)
    }
    for (let from = 0; from < apart.count; from += 2) {
      const to = Math.min(apart.count, from + 2)
      for (const actions of taken) apart.step(actions, { from, to })
    }
    for (const name of ['actionFeatures', 'context', 'critic', 'mask', 'prior', 'rewards', 'discounts', 'truncated'] as const)
      expect(apart[name]).toEqual(together[name])
  })
})

/** For each copy an action that is allowed. */
function anyAllowed({ mask, count, spec }: VectorEnvironment, generator: Generator): Int32Array {
  return Int32Array.from({ length: count }, (_, copy) => {
    const allowed = Array.from({ length: spec.actions }, (_, action) => action).filter(
      (action) => mask[copy * spec.actions + action] === 1,
    )
    return allowed[generator.next() % allowed.length]!
  })
}

describe('an environment of one’s own', () => {
  it('is refused in a sentence where its observation has another size', () => {
    const wrong = (): SingleEnvironment => ({ ...endless(3), observationSize: 2 })
    expect(single(wrong)).toThrow('an observation has 1 numbers, and observationSize is 2')
  })

  it('refuses what its mask does not allow, and states of another', () => {
    const environment = single(() => rewardIsAction(true))()
    expect(() => environment.step(Int32Array.of(0, 2, 0))).toThrow('action 2 of copy 1 is not allowed; apply the mask')
    expect(() => environment.restoreState(single(delayedReward)().saveState())).toThrow('is of another kind or number of copies')
  })
})
