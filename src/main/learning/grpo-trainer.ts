import type { VectorEnvironment } from '../environments/environment.ts'
import type { CpuEngine } from '../neural/engine.ts'
import type { AssignGroup } from './group-assigner.ts'
import type { GrpoAgent } from './grpo-agent.ts'
import type { IterationMetrics } from './iteration-metrics.ts'
import { isDirect } from './networks.ts'
import { PpoTrainer } from './ppo.ts'
import { type PpoOptions, steadySoftmax } from './ppo-options.ts'
import type { TrainingCallback } from './training-callback.ts'

export interface GrpoTrainerOptions {
  readonly environment: VectorEnvironment
  readonly agent: GrpoAgent
  readonly engine: CpuEngine
  /** To which group a decision belongs; needed where the environment has one reward channel and the robustness weight is above 0. */
  readonly assignGroup?: AssignGroup
  /** Goes on from what `save` gave: same environment, agent and options. */
  readonly checkpoint?: Uint8Array
  /** Any other setting of the training. */
  readonly options?: Partial<PpoOptions>
}

export interface TrainingHistory {
  /** Episodes that were finished. */
  readonly episodes: number
  /** One entry for each update. */
  readonly metrics: readonly IterationMetrics[]
}

/** Decisions of all copies in one update, about. */
const decisionsPerUpdate = 1024
/** More than anybody trains: nothing is annealed by the course of the training. */
const unlimited = 2 ** 31

/**
 * Group-robust policy optimisation of one's own agent in one's own environment. Where the environment has one reward channel, groups are of decisions, by
 * `assignGroup(state, episode)`, and the loss is `(1 - lambda) x mean + lambda x the largest mean of a group`; where it has one channel for each group, groups weigh
 * by how they fare.
 */
export class GrpoTrainer {
  private readonly setup: GrpoTrainerOptions
  private trainer: PpoTrainer | null = null

  constructor(setup: GrpoTrainerOptions) {
    if (!isDirect(setup.environment.spec))
      throw new Error('A GrpoAgent knows actions by their place; this environment describes them by features. Use PpoTrainer.')
    this.setup = setup
  }

  /** Trains until this many more episodes are finished, and gives the agent what was learned. Can be called again to go on. */
  async train({ episodes, callback = {} }: { episodes: number; callback?: TrainingCallback }): Promise<TrainingHistory> {
    const { agent, engine } = this.setup
    this.trainer ??= await this.createTrainer()
    const trainer = this.trainer
    const metrics: IterationMetrics[] = []
    const before = trainer.episodes
    await trainer.train({
      ...callback,
      onUpdate: (update) => {
        metrics.push(update)
        return callback.onUpdate?.(update) !== false && update.episodes - before < episodes
      },
    })
    agent.load(await trainer.checkpoint(), engine)
    return { episodes: trainer.episodes - before, metrics }
  }

  dispose(): void {
    this.trainer?.dispose()
    this.trainer = null
  }

  private createTrainer(): Promise<PpoTrainer> {
    const { environment, agent, engine, assignGroup, checkpoint, options } = this.setup
    const { groupRobustnessWeight, epsClip, gamma, lr, hidden, seed } = agent.options
    const stepsPerIteration = Math.max(1, Math.round(decisionsPerUpdate / environment.count))
    const plan: PpoOptions = {
      seed,
      environments: environment.count,
      stepsPerIteration,
      iterations: unlimited,
      fairnessWeight: groupRobustnessWeight,
      groupWeighting: environment.spec.channels === 1 ? { rule: 'worst-loss' } : steadySoftmax,
      gamma,
      advantageLambda: 0.95,
      advantageNormalisation: 'minibatch',
      epochs: 4,
      minibatchDecisions: Math.ceil((stepsPerIteration * environment.count) / 4),
      learningRate: lr,
      criticLearningRate: lr,
      learningRateSchedule: 'constant',
      adamEpsilon: 1e-5,
      clip: epsClip,
      clipSchedule: 'constant',
      valueClip: null,
      valueCoefficient: 1,
      entropyBonus: 0,
      klLimit: null,
      maximumGradientNorm: 0.5,
      gradientClipping: 'joint',
      activation: 'tanh',
      policyUnits: hidden,
      criticUnits: hidden,
      observationIterations: 0,
      rewardIterations: 0,
      ...options,
    }
    return PpoTrainer.create({
      environment,
      engine,
      options: plan,
      ...(assignGroup === undefined ? {} : { assignGroup }),
      ...(checkpoint === undefined ? {} : { checkpoint }),
    })
  }
}
