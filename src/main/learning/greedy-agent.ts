import type { VectorEnvironment } from '../environments/environment.ts'
import type { CpuEngine, CpuNetwork } from '../neural/engine.ts'
import { decodeCheckpoint } from './checkpoint.ts'
import { DecisionBatch } from './decision-batch.ts'
import { learnedPolicy } from './learned-policy.ts'
import { Rollout } from './rollout.ts'
import { RunningNormaliser } from './running-normaliser.ts'

/** A trained agent that takes the action with the highest probability, in any number of copies of its environment. */
export class GreedyAgent {
  private readonly network: CpuNetwork
  private readonly normalisers: { readonly context: RunningNormaliser; readonly critic: RunningNormaliser }
  private readonly step: Rollout
  private readonly batch: DecisionBatch

  /** Throws a sentence where the checkpoint is damaged or of another environment. */
  constructor(checkpoint: Uint8Array, environment: VectorEnvironment, engine: CpuEngine) {
    const { spec, count } = environment
    const decoded = decodeCheckpoint(checkpoint)
    const { header } = decoded
    if (header.layout !== spec.layout)
      throw new Error(
        `This agent was trained on ${header.scenario || header.layout}, which shows and asks something else. Train one here.`,
      )
    const { network, normaliser } = learnedPolicy(decoded, engine)
    this.network = network
    // Nobody asks the critic: it sees its numbers as they are.
    this.normalisers = { context: normaliser, critic: new RunningNormaliser(spec.criticFeatures) }
    this.step = new Rollout(spec, count, 1)
    this.batch = new DecisionBatch(spec, count * spec.actions)
  }

  /** Writes an action for every copy to `actions`. */
  act(environment: VectorEnvironment, actions: Int32Array): void {
    const { batch, step } = this
    step.begin()
    step.keepDecision(environment, 0, this.normalisers, { from: 0, to: environment.count })
    batch.clear()
    for (let copy = 0; copy < environment.count; copy++) batch.add(step, copy, 0, 1)
    const allowed = batch.scoresIn(this.network.forward(batch.input, batch.networkRows, batch.shared))
    for (let copy = 0; copy < environment.count; copy++) {
      let best = batch.rowStart[copy]!
      for (let row = best + 1; row < batch.rowStart[copy + 1]!; row++)
        if (allowed[row]! + batch.prior[row]! > allowed[best]! + batch.prior[best]!) best = row
      actions[copy] = step.rowAction[best]!
    }
  }

  dispose(): void {
    this.network.dispose()
  }
}

export interface Evaluation {
  /** Of the returns of the episodes, by n. */
  meanReturn: number
  stdReturn: number
  episodes: number
}

/** Plays the first episode of every copy: of as many episodes as copies, none is preferred for being short. */
export function evaluateAgent(agent: Pick<GreedyAgent, 'act'>, environment: VectorEnvironment): Evaluation {
  const returns = new Map<number, number>()
  const actions = new Int32Array(environment.count)
  while (returns.size < environment.count) {
    agent.act(environment, actions)
    environment.step(actions)
    for (const episode of environment.takeEpisodes()) if (!returns.has(episode.copy)) returns.set(episode.copy, episode.return)
  }
  const list = [...returns.values()]
  const meanReturn = list.reduce((sum, value) => sum + value, 0) / list.length
  const squares = list.reduce((sum, value) => sum + (value - meanReturn) ** 2, 0)
  return { meanReturn, stdReturn: Math.sqrt(squares / list.length), episodes: list.length }
}
