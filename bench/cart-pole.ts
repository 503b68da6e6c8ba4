import { createCartPole } from '../src/main/environments/cart-pole/cart-pole-environment.ts'
import { type CartPolePreset, cartPoleOptions, cartPolePresetNames } from '../src/main/learning/cart-pole-presets.ts'
import { type Evaluation, evaluateAgent, GreedyAgent } from '../src/main/learning/greedy-agent.ts'
import { PpoTrainer } from '../src/main/learning/ppo.ts'
import { createEngine } from '../src/main/training/network-engine.ts'
import type { BenchRow } from './support/best-rate.ts'

const seeds = Array.from({ length: 10 }, (_, index) => index + 1)
const episodes = 50

/** How well ten agents of each preset do in fifty episodes that they have not seen. RL-Zoo publishes 500 for its settings, CleanRL 490 (deviation 6). */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const preset of cartPolePresetNames) {
    const evaluations: Evaluation[] = []
    for (const seed of seeds) evaluations.push(await trainAndEvaluate(preset, seed))
    const returns = evaluations.map(({ meanReturn }) => meanReturn)
    const perfect = evaluations.filter(({ meanReturn, stdReturn }) => meanReturn === 500 && stdReturn === 0).length
    const of = `${seeds.length} seeds, ${episodes} greedy episodes each`
    rows.push(
      { name: `${preset}-seeds-at-500`, value: perfect, unit: 'seeds', note: `every episode of 500 steps; of ${of}` },
      {
        name: `${preset}-mean-return`,
        value: returns.reduce((sum, value) => sum + value, 0) / returns.length,
        unit: 'steps',
        note: of,
      },
      { name: `${preset}-lowest-mean-return`, value: Math.min(...returns), unit: 'steps', note: of },
    )
  }
  return rows
}

async function trainAndEvaluate(preset: CartPolePreset, seed: number): Promise<Evaluation> {
  const engine = createEngine()
  const options = cartPoleOptions(preset, seed)
  const trainer = await PpoTrainer.create({ environment: createCartPole({ seed, count: options.environments }), engine, options })
  await trainer.train()
  const unseen = createCartPole({ seed, count: episodes, use: 'confirmation' })
  const evaluation = evaluateAgent(new GreedyAgent(await trainer.checkpoint(), unseen, engine), unseen)
  trainer.dispose()
  return evaluation
}
