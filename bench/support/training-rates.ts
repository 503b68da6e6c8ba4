import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import type { CopyRange, VectorEnvironment } from '../../src/main/environments/environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { type CartPolePreset, cartPoleOptions } from '../../src/main/learning/cart-pole-presets.ts'
import { PpoTrainer } from '../../src/main/learning/ppo.ts'
import { planTraining } from '../../src/main/learning/training-plan.ts'
import type { CpuEngineName } from '../../src/main/neural/engines.ts'
import { systemClock } from '../../src/main/training/clock.ts'
import { ForkWorkerHost } from '../../src/main/training/fork-worker-host.ts'
import { createEngine } from '../../src/main/training/network-engine.ts'
import { Supervisor } from '../../src/main/training/supervisor.ts'
import type { Scenario } from '../../src/shared/scenario.ts'
import { MemoryStore } from '../../test/training/fixtures/memory-store.ts'
import { training } from '../../test/training/fixtures/specifications.ts'
import { bestRate, processorClock, processorSecondsSince } from './best-rate.ts'

/** Steps a second of processor time from pushes to gradient steps, best of thirty stretches of at least 2,000 steps. */
export async function cartPoleRate(preset: CartPolePreset): Promise<number> {
  const options = cartPoleOptions(preset, 1)
  const environment = createCartPole({ seed: 1, count: options.environments })
  const trainer = await PpoTrainer.create({ environment, engine: createEngine(), options })
  const iterations = Math.ceil(2_000 / (options.environments * options.stepsPerIteration))
  const rate = await bestTrainingRate(trainer, 30, iterations)
  trainer.dispose()
  return rate
}

/** Decisions a second of processor time, from patients to gradient steps, best of eight iterations. */
export async function hospitalRate(scenario: Scenario, decisions: number, engine: CpuEngineName): Promise<number> {
  const options = planTraining({ seed: 1, decisions, fairnessWeight: 0.5 })
  const environment = createHospitalEnvironment({ scenario, seed: 1, count: options.environments })
  const trainer = await PpoTrainer.create({ environment, engine: createEngine(engine), options })
  const rate = await bestTrainingRate(trainer, 8, 1)
  trainer.dispose()
  return rate
}

async function bestTrainingRate(trainer: PpoTrainer, rounds: number, iterations: number): Promise<number> {
  let best = 0
  for (let round = 0; round < rounds; round++) {
    const before = { decisions: trainer.decisions, at: processorClock.now() }
    for (let iteration = 0; iteration < iterations; iteration++) await trainer.iterate()
    best = Math.max(best, (trainer.decisions - before.decisions) / processorSecondsSince(before.at))
  }
  return best
}

/**
 * Decisions a second of processor time that the hospital asks for, shows and charges, with the reference run, under the rule that agents start from; copies
 * go side by side as in a rollout.
 */
export function environmentRate(scenario: Scenario): number {
  const environment = createHospitalEnvironment({ scenario, seed: 1, count: 32 })
  const { copiesSideBySide } = environment
  const actions = new Int32Array(environment.count)
  return bestRate(20, () => {
    for (let from = 0; from < environment.count; from += copiesSideBySide) {
      const copies = { from, to: from + copiesSideBySide }
      for (let step = 0; step < 500; step++) {
        chooseByPrior(environment, actions, copies)
        environment.step(actions, copies)
        environment.takeEpisodes()
      }
    }
    return 500 * environment.count
  })
}

function chooseByPrior({ mask, prior, spec }: VectorEnvironment, actions: Int32Array, { from, to }: CopyRange): void {
  for (let copy = from; copy < to; copy++) {
    // The logit of what the rule would do is 0, all others are below.
    let action = 0
    while (mask[copy * spec.actions + action] === 0 || prior[copy * spec.actions + action]! < 0) action++
    actions[copy] = action
  }
}

/** How many times sooner four agents are trained by two workers at a time than by one, by the clock on the wall, once. */
export async function fourAgentsSpeedup(scenario: Scenario, workerProgram: string): Promise<number> {
  const one = await secondsForFour(scenario, workerProgram, 1)
  const two = await secondsForFour(scenario, workerProgram, 2)
  return one / two
}

async function secondsForFour(scenario: Scenario, workerProgram: string, parallel: number): Promise<number> {
  const store = new MemoryStore()
  const supervisor = new Supervisor({
    workerHost: new ForkWorkerHost(workerProgram),
    store,
    clock: systemClock,
    maximumParallel: () => parallel,
    log: () => {},
  })
  const ids = ['a', 'b', 'c', 'd']
  const start = performance.now()
  ids.forEach((id, index) => {
    supervisor.submit(training(id, { scenario, options: { seed: index + 1, decisions: 480_000, fairnessWeight: 0.5 } }))
  })
  await store.until(() => ids.every((id) => store.status(id) === 'finished' || store.status(id) === 'failed'))
  const seconds = (performance.now() - start) / 1000
  const failed = ids.find((id) => store.status(id) === 'failed')
  supervisor.close()
  if (failed !== undefined) throw new Error(`Agent ${failed} failed: ${store.error(failed)}`)
  return seconds
}
