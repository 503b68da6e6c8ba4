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
      urban: '679082e2f92adea3f95b5b134028ce9085e0cbdf07fb3d877410297b1c9e73b2',
      rural: '229bb7c5ffe1b8d6fd9fc1bf39cd7d6cfd193a23237cd2fe9e23051143dd3425',
      surge: '0917a3bbdac4cbbfc9fd211e270b4941e262ec8db16fdd88bd4ee7619bc81455',
    })
  })

  it('on cart-pole', async () => {
    const options = { ...cartPoleOptions('cleanrl', 4), iterations: 3 }
    const environment = createCartPole({ seed: 4, count: options.environments })
    expect(await digestOf({ environment, options })).toBe('9325a7760d9bc63b6341bcd002e694dcbdc4a04187f8f683d3f961659bdfdce6')
  })
})
