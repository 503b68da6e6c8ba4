import type { RunMetrics } from '../../shared/run.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import type { CpuEngine, CpuNetwork } from '../neural/engine.ts'
import { Generator } from '../neural/generator.ts'
import { combineChannels, normalise } from './advantages.ts'
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, networkSections, restoreNetwork, sectionOf } from './checkpoint.ts'
import { EpisodeWindow } from './episode-window.ts'
import { GroupWeights, minimumPatients } from './group-weights.ts'
import { OutcomeSums } from './outcome-sums.ts'
import type { PpoOptions } from './ppo-options.ts'
import { PpoUpdate, type UpdateMetrics } from './ppo-update.ts'
import { RewardScale } from './reward-scale.ts'
import { Rollout, type ScoreRows } from './rollout.ts'
import { RunningNormaliser } from './running-normaliser.ts'
import { criticSpec, forwardInChunks, scorerSpec } from './scorer.ts'
import { estimateValues } from './value-estimates.ts'

/** What an iteration tells; whoever runs the trainer measures the agent and adds the timing from its clock. */
export type IterationMetrics = Omit<RunMetrics, 'development' | 'stepsPerSecond' | 'elapsedSeconds'>

export interface PpoTrainerOptions {
  /** Created with `options.environments` copies and a seed; the trainer resets or restores it. */
  readonly environment: VectorEnvironment
  readonly engine: CpuEngine
  readonly options: PpoOptions
  /** What the agent is trained on, as a word for people; kept in the checkpoint. */
  readonly scenario?: string
  /** Goes on from here; the options must be the same. */
  readonly checkpoint?: Uint8Array
}

/** Streams of the run's seed. */
const streams = { policyWeights: 0, criticWeights: 1, actions: 2, minibatches: 3 } as const

/**
 * Proximal policy optimisation with one critic output per channel and group-robust weights.
 *
 * The same environment, engine and options give the same run, bit for bit, also across a checkpoint.
 */
export class PpoTrainer {
  private finishedIterations = 0
  private readonly environment: VectorEnvironment
  private readonly options: PpoOptions
  private readonly engine: CpuEngine
  private readonly scenario: string
  private readonly policy: CpuNetwork
  private readonly critic: CpuNetwork
  private readonly actionGenerator: Generator
  private readonly minibatchGenerator: Generator
  private readonly contextNormaliser: RunningNormaliser
  private readonly criticNormaliser: RunningNormaliser
  private readonly rewardScale: RewardScale
  private readonly episodes: EpisodeWindow
  /** Outcomes since the group weights were last updated. */
  private readonly newest: OutcomeSums
  private readonly groupWeights: GroupWeights
  private readonly rollout: Rollout
  private readonly update: PpoUpdate
  private readonly scoreRows: ScoreRows

  constructor(setup: PpoTrainerOptions) {
    const { environment, engine, options } = setup
    const { spec } = environment
    if (environment.count !== options.environments)
      throw new Error(`The plan needs ${options.environments} copies of the environment, but it has ${environment.count}.`)
    this.environment = environment
    this.options = options
    this.engine = engine
    this.scenario = setup.scenario ?? ''
    const seedOf = (stream: number) => new Generator(options.seed, stream).next()
    this.policy = engine.createNetwork(scorerSpec(spec, options.policyUnits), seedOf(streams.policyWeights))
    this.critic = engine.createNetwork(criticSpec(spec, options.criticUnits), seedOf(streams.criticWeights))
    this.actionGenerator = new Generator(options.seed, streams.actions)
    this.minibatchGenerator = new Generator(options.seed, streams.minibatches)
    this.contextNormaliser = new RunningNormaliser(spec.contextFeatures)
    this.criticNormaliser = new RunningNormaliser(spec.criticFeatures)
    this.rewardScale = new RewardScale(environment.count, spec.channels)
    this.episodes = new EpisodeWindow(spec.channels, spec.needLevels)
    this.newest = new OutcomeSums(spec.channels, spec.needLevels)
    this.groupWeights = new GroupWeights(spec.channels, options.fairnessWeight)
    this.rollout = new Rollout(spec, environment.count, options.stepsPerIteration)
    this.update = new PpoUpdate({ policy: this.policy, critic: this.critic }, options, this.minibatchGenerator, {
      preferredRows: engine.preferredRows,
      actions: spec.actions,
    })
    this.scoreRows = (input, rows, output) => forwardInChunks(this.policy, input, rows, engine.preferredRows, output)
    if (setup.checkpoint === undefined) environment.reset()
    else this.restore(decodeCheckpoint(setup.checkpoint))
  }

  /** Iterations done. */
  get iteration(): number {
    return this.finishedIterations
  }

  /** Decisions learned from. */
  get decisions(): number {
    return this.finishedIterations * this.rollout.decisions
  }

  get finished(): boolean {
    return this.finishedIterations >= this.options.iterations
  }

  /** One iteration: decide, estimate, weigh, learn. Throws where a metric is not a number. */
  iterate(): IterationMetrics {
    const { options, rollout } = this
    const left = 1 - this.finishedIterations / options.iterations
    const learningRate = options.learningRate * left
    rollout.collect(this.environment, {
      scoreRows: this.scoreRows,
      generator: this.actionGenerator,
      contextNormaliser: this.contextNormaliser,
      criticNormaliser: this.criticNormaliser,
      rewardScale: this.rewardScale,
      learnObservations: this.finishedIterations < options.observationIterations,
      learnRewards: this.finishedIterations < options.rewardIterations,
    })
    this.takeEpisodes()
    const { preferredRows } = this.engine
    const estimates = estimateValues(rollout, this.critic, preferredRows, this.rewardScale.factor, options.advantageLambda)
    const weights = this.groupWeights.weights
    const advantages = combineChannels(estimates.advantages, weights)
    normalise(advantages)
    const update = this.update.run({
      rollout,
      advantages,
      returns: estimates.returns,
      learningRate,
      criticLearningRate: options.criticLearningRate * left,
    })
    this.finishedIterations += 1
    const metrics = this.metrics(update, weights, estimates.explainedVariance, learningRate)
    checkNumbers(metrics)
    return metrics
  }

  /** Everything needed to go on from here, as bytes; equal runs give equal bytes. */
  checkpoint(): Uint8Array {
    return encodeCheckpoint(
      {
        scenario: this.scenario,
        layout: this.environment.spec.layout,
        engine: this.engine.name,
        iteration: this.iteration,
        decisions: this.decisions,
        options: this.options,
        policySteps: this.policy.readOptimiser().step,
        criticSteps: this.critic.readOptimiser().step,
      },
      {
        ...networkSections('policy', this.policy),
        ...networkSections('critic', this.critic),
        actionGenerator: this.actionGenerator.saveState(),
        minibatchGenerator: this.minibatchGenerator.saveState(),
        contextNormaliser: this.contextNormaliser.saveState(),
        criticNormaliser: this.criticNormaliser.saveState(),
        rewardScale: this.rewardScale.saveState(),
        episodes: this.episodes.saveState(),
        newestOutcomes: this.newest.saveState(),
        groupWeights: this.groupWeights.saveState(),
        environment: this.environment.saveState(),
      },
    )
  }

  dispose(): void {
    this.policy.dispose()
    this.critic.dispose()
  }

  private restore(checkpoint: Checkpoint): void {
    const { header } = checkpoint
    if (header.layout !== this.environment.spec.layout)
      throw new Error('This checkpoint was made on another scenario: its groups, triage or targets differ. Train again.')
    if (!sameOptions(header.options, this.options))
      throw new Error('This checkpoint was made with other training options. Resume with the same options, or train again.')
    if (header.engine !== this.engine.name)
      throw new Error(
        `This checkpoint was made on the engine ${header.engine}, not on ${this.engine.name}. Resume on the same engine, or train again.`,
      )
    this.finishedIterations = header.iteration
    restoreNetwork(this.policy, 'policy', header.policySteps, checkpoint)
    restoreNetwork(this.critic, 'critic', header.criticSteps, checkpoint)
    this.actionGenerator.restoreState(sectionOf(checkpoint, 'actionGenerator', Uint32Array))
    this.minibatchGenerator.restoreState(sectionOf(checkpoint, 'minibatchGenerator', Uint32Array))
    this.contextNormaliser.restoreState(sectionOf(checkpoint, 'contextNormaliser', Float64Array))
    this.criticNormaliser.restoreState(sectionOf(checkpoint, 'criticNormaliser', Float64Array))
    this.rewardScale.restoreState(sectionOf(checkpoint, 'rewardScale', Float64Array))
    this.episodes.restoreState(sectionOf(checkpoint, 'episodes', Float64Array))
    this.newest.restoreState(sectionOf(checkpoint, 'newestOutcomes', Float64Array))
    this.groupWeights.restoreState(sectionOf(checkpoint, 'groupWeights', Float64Array))
    this.environment.restoreState(sectionOf(checkpoint, 'environment', Uint8Array))
  }

  private takeEpisodes(): void {
    const outcomes = this.environment.takeEpisodes()
    this.episodes.add(outcomes)
    for (const outcome of outcomes) this.newest.add(outcome)
    if (this.newest.fewestPatients < minimumPatients) return
    this.groupWeights.update(this.newest, this.episodes.sums)
    this.newest.clear()
  }

  private metrics(
    update: UpdateMetrics,
    weights: Float64Array,
    explainedVariance: number,
    learningRate: number,
  ): IterationMetrics {
    return {
      iteration: this.iteration,
      decisions: this.decisions,
      excessCostByGroup: Array.from(this.groupWeights.excessCost),
      groupWeights: Array.from(weights),
      ...update,
      explainedVariance,
      learningRate,
    }
  }
}

const sameOptions = (left: PpoOptions, right: PpoOptions): boolean =>
  (Object.keys(right) as (keyof PpoOptions)[]).every((name) => String(left[name]) === String(right[name]))

/** A run whose numbers are no longer numbers has failed; going on would only hide where. Whoever runs the trainer says in which iteration. */
function checkNumbers(metrics: IterationMetrics): void {
  for (const [name, value] of Object.entries(metrics)) {
    const values = Array.isArray(value) ? value : [value]
    const wrong = values.find((one) => one !== null && !Number.isFinite(one))
    if (wrong !== undefined)
      throw new Error(`a value of ${inWords(name)} is ${Number.isNaN(wrong) ? 'not a number (NaN)' : 'infinite'}`)
  }
}

/** `policyLoss` as people read it. */
const inWords = (name: string): string => `the ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`
