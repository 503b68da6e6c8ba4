import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { cartPoleOptions } from '../../src/main/learning/cart-pole-presets.ts'
import { decodeCheckpoint } from '../../src/main/learning/checkpoint.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoSetup } from '../../src/main/learning/trainer-state.ts'
import { planTraining } from '../../src/main/learning/training-plan.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { type PresetName, preset } from '../presets.ts'

const engine = new ReferenceEngine()
const sections = ['policy.parameters', 'critic.parameters', 'policy.secondMoment', 'critic.secondMoment']

/** What was learned, and what it was normalised by, as one number. */
async function digestOf(setup: Omit<PpoSetup, 'engine'>): Promise<string> {
  const trainer = await PpoTrainer.create({ ...setup, engine })
  await trainer.train()
  const checkpoint = decodeCheckpoint(await trainer.checkpoint())
  const hash = createHash('sha256')
  for (const name of [...sections, 'contextNormaliser', 'rewardScale']) {
    const { buffer, byteOffset, byteLength } = checkpoint.sections.get(name)!
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  }
  return hash.digest('hex')
}

function hospitalRun(name: PresetName, changes: { seed: number; decisions: number; fairnessWeight: number }, sizes: number[]) {
  const [environments = 1, iterations = 1, stepsPerIteration = 1] = sizes
  const options = { ...planTraining(changes), environments, iterations, stepsPerIteration, minibatchDecisions: 128 }
  const environment = createHospitalEnvironment({ scenario: preset(name), seed: changes.seed, count: environments })
  return digestOf({ environment, options })
}

/**
 * Whoever changes how agents are trained changes these, and says so in the change log: a run that was stopped before would go on as another. They do not
 * depend on the machine.
 */
describe('training gives the same bits as before', () => {
  it('on hospitals', async () => {
    expect({
      urban: await hospitalRun('urban', { seed: 3, decisions: 4_000, fairnessWeight: 0.5 }, [4, 4, 16]),
      rural: await hospitalRun('rural', { seed: 5, decisions: 400_000, fairnessWeight: 0.8 }, [4, 2, 64]),
      surge: await hospitalRun('surge', { seed: 7, decisions: 400_000, fairnessWeight: 0 }, [8, 2, 64]),
    }).toEqual({
      urban: '2b3b0127ce7aaa14a8646261285e1c9b2770269cb3af240b3b7e099237ce053c',
      rural: '2028ed197f7bbdcf5d5629624d9d48b7d79eb225f621674d70629cf9ef250411',
      surge: 'e765a3901eef05873227a5c02a72f0b21fa76a7e5d257016b287addc3dd6e267',
    })
  })

  it('on cart-pole', async () => {
    const options = { ...cartPoleOptions('cleanrl', 4), iterations: 3 }
    const environment = createCartPole({ seed: 4, count: options.environments })
    expect(await digestOf({ environment, options })).toBe('9325a7760d9bc63b6341bcd002e694dcbdc4a04187f8f683d3f961659bdfdce6')
  })
})
