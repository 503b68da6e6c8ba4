import { beforeAll, describe, expect, it } from 'vitest'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { createAgentPolicy } from '../../src/main/learning/agent-policy.ts'
import { readCheckpointHeader } from '../../src/main/learning/checkpoint.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import type { PpoOptions } from '../../src/main/learning/ppo-options.ts'
import { planTraining } from '../../src/main/learning/training-plan.ts'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../src/main/simulation/hospital/patients.ts'
import { runPolicy } from '../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../src/main/simulation/hospital/simulation.ts'
import { simd } from '../neural/support/simd-engines.ts'
import { preset } from '../presets.ts'

const engine = simd()

const scenario = preset('urban')
const options: PpoOptions = { ...planTraining({ seed: 3, decisions: 4000, fairnessWeight: 0.5 }), environments: 4, iterations: 4 }

function trainer(checkpoint?: Uint8Array): Promise<PpoTrainer> {
  const environment = createHospitalEnvironment({ scenario, seed: 3, count: options.environments })
  return PpoTrainer.create({
    environment,
    engine,
    options,
    scenario: 'urban',
    ...(checkpoint === undefined ? {} : { checkpoint }),
  })
}

describe('training on a hospital', () => {
  let half: Uint8Array
  let whole: Uint8Array

  beforeAll(async () => {
    const run = await trainer()
    await run.iterate()
    await run.iterate()
    half = await run.checkpoint()
    while (!run.finished) await run.iterate()
    whole = await run.checkpoint()
  })

  it('goes on from a checkpoint bit for bit', async () => {
    const run = await trainer(half)
    while (!run.finished) await run.iterate()
    expect(Buffer.from(await run.checkpoint()).equals(Buffer.from(whole))).toBe(true)
  })

  it('says in its checkpoint what it was trained on', () => {
    expect(readCheckpointHeader(whole)).toMatchObject({ scenario: 'urban', iteration: 4, decisions: 4 * 4 * 16 })
  })

  it('gives a policy that chooses a class in which somebody waits, always the same', () => {
    const model = compileScenario(scenario)
    const agent = createAgentPolicy({ checkpoint: whole, model, engine, name: 'run-1', label: 'Agent' })
    expect(agent).toMatchObject({ name: 'run-1', label: 'Agent' })
    const simulation = new Simulation(model)
    const choices = [1, 2].map(() => {
      const chosen: number[] = []
      simulation.start(drawPatients(model, { seed: 1, use: 'development', replication: 0 }, 2 * 1440))
      const watched = {
        ...agent,
        choose(state: Simulation) {
          const choice = agent.choose(state)
          expect(state.waitingByClass[choice]).toBeGreaterThan(0)
          chosen.push(choice)
          return choice
        },
      }
      runPolicy(simulation, watched, 2 * 1440)
      return chosen
    })
    expect(choices[0]!.length).toBeGreaterThan(50)
    expect(choices[1]).toEqual(choices[0])
  })

  it('starts from the prior rule: untrained, the most urgent class goes first', async () => {
    const model = compileScenario(scenario)
    const agent = createAgentPolicy({
      checkpoint: await (await trainer()).checkpoint(),
      model,
      engine,
      name: 'a',
      label: 'Agent',
    })
    const simulation = new Simulation(model)
    simulation.start(drawPatients(model, { seed: 2, use: 'development', replication: 0 }, 1440))
    let decisions = 0
    let mostUrgent = 0
    const watched = {
      ...agent,
      choose(state: Simulation) {
        const choice = agent.choose(state)
        const acuities = Array.from(model.classAcuity).filter((_, classIndex) => state.waitingByClass[classIndex]! > 0)
        decisions += 1
        if (model.classAcuity[choice] === Math.min(...acuities)) mostUrgent += 1
        return choice
      },
    }
    runPolicy(simulation, watched, 1440)
    expect(mostUrgent / decisions).toBeGreaterThan(0.8)
  })

  it('refuses a hospital with other groups, in a sentence; other targets and another triage it can act with', () => {
    const [first, ...others] = scenario.groups
    const elsewhere = { ...scenario, title: 'Elsewhere', groups: [{ ...first!, id: 'young' }, ...others] }
    const act = (hospital: typeof scenario) =>
      createAgentPolicy({ checkpoint: whole, model: compileScenario(hospital), engine, name: 'a', label: 'Agent' })
    expect(() => act(elsewhere)).toThrow(
      'Agent was trained on urban, whose groups are not those of Elsewhere. Train an agent on Elsewhere, or choose one that was.',
    )
    expect(act({ ...scenario, targets: { ...scenario.targets, minutes: [5, 10, 30, 60, 120] } }).label).toBe('Agent')
    expect(act({ ...scenario, groups: [{ ...first!, underTriage: 0.5 }, ...others] }).label).toBe('Agent')
  })
})
