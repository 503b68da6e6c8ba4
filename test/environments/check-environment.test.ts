import { describe, expect, it } from 'vitest'
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
