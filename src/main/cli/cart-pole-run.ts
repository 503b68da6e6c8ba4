import { setImmediate as breathe } from 'node:timers/promises'
import { formatNumber } from '../../shared/format.ts'
import { createCartPole } from '../environments/cart-pole/cart-pole-environment.ts'
import { type CartPolePreset, cartPoleOptions } from '../learning/cart-pole-presets.ts'
import { type Evaluation, evaluateAgent, GreedyAgent } from '../learning/greedy-agent.ts'
import { PpoTrainer } from '../learning/ppo.ts'
import { createEngine } from '../training/network-engine.ts'
import type { CommandContext } from './context.ts'
import { Interrupted } from './failure.ts'

const evaluatedEpisodes = 50
const breathEveryMilliseconds = 50

export interface CartPoleResult extends Evaluation {
  environmentSteps: number
  stepsPerSecond: number
  trainSeconds: number
}

/** Trains an agent on cart-pole in this process and plays 50 episodes with it that training has not seen, always taking the likeliest push. */
export async function trainOnCartPole(
  { output, interruption }: CommandContext,
  preset: CartPolePreset,
  seed: number,
): Promise<CartPoleResult> {
  const options = cartPoleOptions(preset, seed)
  const engine = createEngine()
  const environment = createCartPole({ seed, count: options.environments })
  const trainer = await PpoTrainer.create({ environment, engine, options, scenario: 'cart-pole' })
  const start = performance.now()
  let breathAt = start
  while (!trainer.finished && !interruption.aborted) {
    const { iteration, episodicReturn } = await trainer.iterate()
    if (performance.now() - breathAt < breathEveryMilliseconds) continue
    const mean = episodicReturn === null ? '' : `, mean return ${formatNumber(episodicReturn, { digits: 1 })}`
    output.progress(iteration / options.iterations, `Iteration ${iteration} of ${options.iterations}${mean}`)
    // Iterations follow one another without a pause in which Ctrl+C could be heard.
    await breathe()
    breathAt = performance.now()
  }
  const trainSeconds = (performance.now() - start) / 1000
  if (interruption.aborted) throw new Interrupted()
  const unseen = createCartPole({ seed, count: evaluatedEpisodes, use: 'confirmation' })
  const evaluation = evaluateAgent(new GreedyAgent(await trainer.checkpoint(), unseen, engine), unseen)
  trainer.dispose()
  const environmentSteps = trainer.decisions
  return { ...evaluation, environmentSteps, stepsPerSecond: environmentSteps / trainSeconds, trainSeconds }
}

export function describeCartPole(result: CartPoleResult): string {
  const decimal = (value: number) => formatNumber(value, { digits: 1 })
  return [
    `return      ${decimal(result.meanReturn)} on average, standard deviation ${decimal(result.stdReturn)}, ${result.episodes} episodes of at most 500`,
    `trained on  ${formatNumber(result.environmentSteps)} steps in ${decimal(result.trainSeconds)} s, ${formatNumber(result.stepsPerSecond)} steps a second`,
  ].join('\n')
}
