import { describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { checkEnvironment } from '../../src/main/environments/check-environment.ts'
import type { VectorEnvironment } from '../../src/main/environments/environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { preset } from '../presets.ts'

/** A sound environment with one thing broken. */
function broken(change: (sound: VectorEnvironment) => Partial<VectorEnvironment>): VectorEnvironment {
  const sound = createHospitalEnvironment({ scenario: preset('urban'), seed: 1, count: 2 })
  const changed = change(sound)
  return new Proxy(sound, {
    get: (target, key) => {
      const source = Reflect.has(changed, key) ? changed : target
      const value: unknown = Reflect.get(source, key, source)
      return typeof value === 'function' ? value.bind(source) : value
    },
  })
}

const afterStep = (damage: (sound: VectorEnvironment) => void) => (sound: VectorEnvironment) => ({
  step: (actions: Int32Array) => {
    sound.step(actions)
    damage(sound)
  },
})

describe('checkEnvironment', () => {
  it.each<[string, (sound: VectorEnvironment) => Partial<VectorEnvironment>, RegExp]>([
    ['a wrong size', (sound) => ({ context: sound.context.subarray(1) }), /context has 83 numbers, its spec says 84/],
    [
      'no copies side by side',
      () => ({ copiesSideBySide: 0 }),
      /copiesSideBySide is 0; it must be a whole number from 1 to the 2 copies/,
    ],
    ['no layout', (sound) => ({ spec: { ...sound.spec, layout: '' } }), /the layout is empty/],
    [
      'a number without a name',
      (sound) => ({ spec: { ...sound.spec, names: { ...sound.spec.names!, action: [] } } }),
      /action has 0 names for 13 numbers/,
    ],
    [
      'a feature that is not a number',
      afterStep((sound) => sound.context.fill(Number.NaN, 20, 21)),
      /context: "people waiting" is NaN; is something divided by 0/,
    ],
    ['a feature out of scale', afterStep((sound) => sound.context.fill(4000, 20, 21)), /"people waiting" is 4000; scale it/],
    ['nothing to choose', afterStep((sound) => sound.mask.fill(0)), /copy 0 stands at a decision with 0 allowed actions/],
    ['a bad reward', afterStep((sound) => sound.rewards.fill(Number.NaN)), /a reward is NaN/],
    ['no reward', afterStep((sound) => sound.rewards.fill(0)), /every reward was 0; do the actions change anything/],
    ['time going backwards', afterStep((sound) => sound.discounts.fill(1.5)), /a discount is 1.5; .* time went backwards/],
    ['a bad prior', afterStep((sound) => sound.prior.fill(Number.NEGATIVE_INFINITY)), /a prior logit is -Infinity/],
    ['a restore that forgets', () => ({ restoreState: () => undefined }), /restoreState\(\) shows another decision/],
    ['a reset that forgets', () => ({ reset: () => undefined }), /reset\(\) does not lead back/],
  ])('finds %s and says why', (_, change, expected) => {
    expect(checkEnvironment(broken(change), { steps: 30, seed: 1 }).join('\n')).toMatch(expected)
  })

  /** Ends are as wrong as `damage` makes them; actions are such that the pole falls. */
  function fallen(damage: (sound: VectorEnvironment) => Partial<VectorEnvironment>): string {
    const sound = createCartPole({ seed: 1, count: 2 })
    const changed = damage(sound)
    const environment = new Proxy(sound, {
      get: (target, key) => Reflect.get(Reflect.has(changed, key) ? changed : target, key),
    })
    return checkEnvironment(environment, { steps: 200, seed: 1 }).join('\n')
  }
  const stepWith = (damage: (sound: VectorEnvironment) => void) => (sound: VectorEnvironment) => ({
    step: (actions: Int32Array) => {
      sound.step(actions)
      damage(sound)
    },
  })

  it.each<[string, (sound: VectorEnvironment) => Partial<VectorEnvironment>, RegExp]>([
    [
      'an end that is worth something',
      stepWith((sound) => sound.discounts.fill(0.9)),
      /a discount is 0.8\d* after the end of an episode/,
    ],
    ['an end that is a cut as well', stepWith((sound) => sound.truncated.set(sound.terminated)), /both truncated and terminated/],
    ['an end that is neither', stepWith((sound) => sound.terminated.fill(2)), /terminated holds 2/],
    ['a discount of 0 in the middle', stepWith((sound) => sound.discounts.fill(0)), /a discount is 0; /],
    ['episodes that are lost', () => ({ takeEpisodes: () => [] }), /takeEpisodes\(\) was empty/],
    [
      'episodes that are counted wrongly',
      () => ({ takeEpisodes: () => [{ copy: 2, length: 0, return: Number.NaN, outcome: null }] }),
      /of copy 2, of 2; .*\n.* length 0; .*\n.* return NaN/,
    ],
  ])('finds %s', (_, damage, expected) => {
    expect(fallen(damage)).toMatch(expected)
  })

  it('finds outcomes of another size than groups and needs', () => {
    const environment = broken((sound) => {
      const outcome = { patients: new Float64Array(3), costSum: new Float64Array(3) }
      return {
        takeEpisodes: () => [{ copy: 0, length: 1, return: 0, outcome }],
        step: afterStep((it) => it.truncated.fill(1))(sound).step,
      }
    })
    expect(checkEnvironment(environment, { steps: 3, seed: 1 }).join('\n')).toMatch(
      /an outcome has 3 rows, channels x need levels are 20/,
    )
  })

  it('finds copies that act though others were asked', () => {
    const environment = broken((sound) => ({ step: (actions: Int32Array) => sound.step(actions) }))
    expect(checkEnvironment(environment, { steps: 40, seed: 1 }).join('\n')).toMatch(
      /step\(\) of the first copy alone changed the/,
    )
  })

  it('finds arrays that are replaced instead of written', () => {
    const environment = broken((sound) => {
      const state = { mask: sound.mask }
      return {
        get mask() {
          return state.mask
        },
        step: (actions: Int32Array) => {
          sound.step(actions)
          state.mask = sound.mask.slice()
        },
      }
    })
    expect(checkEnvironment(environment, { steps: 5, seed: 1 }).join('\n')).toMatch(/mask is another array than before/)
  })
})
