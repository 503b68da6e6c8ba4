import { describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { push } from '../../src/main/environments/cart-pole/dynamics.ts'
import { checkEnvironment } from '../../src/main/environments/check-environment.ts'
import type { VectorEnvironment } from '../../src/main/environments/environment.ts'
import { Generator } from '../../src/main/neural/generator.ts'

/** Pushes against the side to which the pole will fall: keeps it up for long. */
function balance(environment: VectorEnvironment): Int32Array {
  return Int32Array.from({ length: environment.count }, (_, copy) => {
    const [position, velocity, angle, turning] = environment.context.subarray(4 * copy, 4 * copy + 4)
    return 10 * angle! + 2 * turning! + 0.1 * position! + 0.3 * velocity! > 0 ? 1 : 0
  })
}

describe('cart-pole', () => {
  it("moves as Gymnasium's CartPole-v1 does: 20 pushes", () => {
    const state = Float64Array.of(0.01, -0.02, 0.03, 0.04)
    for (const action of [1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1]) push(state, 0, action)
    const published = [0.047651460142031574, 0.36481181363254733, 0.001715689362174159, -0.4255634161895959]
    published.forEach((value, at) => {
      expect(Math.abs(state[at]! - value)).toBeLessThan(1e-12)
    })
  })

  it('keeps the promises of an environment', () => {
    for (const count of [1, 8]) expect(checkEnvironment(createCartPole({ seed: 2, count }), { steps: 300, seed: 1 })).toEqual([])
  })

  it('lasts 22 steps on average under random pushes, as published', () => {
    const environment = createCartPole({ seed: 1, count: 16 })
    const generator = new Generator(1, 0)
    const lengths: number[] = []
    while (lengths.length < 2_000) {
      environment.step(Int32Array.from({ length: 16 }, () => generator.next() & 1))
      lengths.push(...environment.takeEpisodes().map(({ length }) => length))
    }
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    // The published mean of 2,000 episodes is 22.1 with a deviation of 11.6: standard errors of 0.26 on each side.
    expect(Math.abs(mean - 22.1)).toBeLessThan(1.1)
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(8)
  })

  it('is over where the pole falls, which is worth nothing afterwards', () => {
    const environment = createCartPole({ seed: 3, count: 1 })
    for (let step = 1; ; step++) {
      environment.step(Int32Array.of(1))
      expect(environment.rewards[0]).toBe(1)
      if (environment.terminated[0] === 1) {
        expect(environment.discounts[0]).toBe(0)
        expect(environment.truncated[0]).toBe(0)
        expect(environment.takeEpisodes()).toEqual([{ copy: 0, return: step, length: step, outcome: null }])
        expect(Math.abs(environment.finalCritic[2]!)).toBeGreaterThan(0.2094)
        expect(environment.context.every((value) => Math.abs(value) <= 0.05)).toBe(true)
        return
      }
      expect(environment.discounts[0]).toBe(1)
    }
  })

  it('is cut after 500 steps, which is no end', () => {
    const environment = createCartPole({ seed: 3, count: 2 })
    for (let step = 1; step < 500; step++) {
      environment.step(balance(environment))
      expect(Array.from(environment.truncated)).toEqual([0, 0])
    }
    environment.step(balance(environment))
    expect(Array.from(environment.truncated)).toEqual([1, 1])
    expect(Array.from(environment.terminated)).toEqual([0, 0])
    expect(Array.from(environment.discounts)).toEqual([1, 1])
    expect(environment.takeEpisodes().map(({ length }) => length)).toEqual([500, 500])
    expect(Array.from(environment.finalCritic)).not.toEqual(Array.from(environment.context))
  })

  it('goes on from saved bytes as if nothing had happened, and refuses those of another', () => {
    const options = { seed: 9, count: 3 }
    const first = createCartPole(options)
    const pushes = (turn: number) => Int32Array.of(turn & 1, (turn >> 1) & 1, 1)
    for (let turn = 0; turn < 40; turn++) first.step(pushes(turn))
    const second = createCartPole(options)
    second.restoreState(first.saveState())
    expect(second.takeEpisodes()).toEqual(first.takeEpisodes())
    for (let turn = 0; turn < 60; turn++) {
      first.step(pushes(turn))
      second.step(pushes(turn))
      expect(second.context).toEqual(first.context)
    }
    expect(second.saveState()).toEqual(first.saveState())
    for (const other of [createCartPole({ seed: 8, count: 3 }), createCartPole({ seed: 9, count: 2 })])
      expect(() => other.restoreState(first.saveState())).toThrow('belongs to another seed or number of copies')
    expect(() => second.restoreState(first.saveState().subarray(0, 70))).toThrow('damaged')
    expect(() => second.step(Int32Array.of(0, 2, 0))).toThrow('0 pushes left, 1 right')
  })

  it('starts elsewhere for another seed, copy or use', () => {
    const first = createCartPole({ seed: 1, count: 2 })
    const contexts = [createCartPole({ seed: 2, count: 2 }), createCartPole({ seed: 1, count: 2, use: 'confirmation' })]
    for (const { context } of contexts) expect(context).not.toEqual(first.context)
    expect(first.context.slice(0, 4)).not.toEqual(first.context.slice(4))
  })
})
