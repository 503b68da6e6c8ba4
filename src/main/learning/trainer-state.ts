import { problemSentence, problemsOf } from '../../shared/problem.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import type { CpuEngine, CpuNetwork, Network, NeuralEngine } from '../neural/engine.ts'
import { Generator } from '../neural/generator.ts'
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, networkSections, restoreNetwork, sectionOf } from './checkpoint.ts'
import { EpisodeWindow } from './episode-window.ts'
import { type AssignGroup, GroupAssigner } from './group-assigner.ts'
import { GroupWeights } from './group-weights.ts'
import { criticSpec, policySpec } from './networks.ts'
import { OutcomeSums } from './outcome-sums.ts'
import { type PpoOptions, ppoOptionsSchema } from './ppo-options.ts'
import { RecentEpisodes } from './recent-episodes.ts'
import { RewardScale } from './reward-scale.ts'
import { RunningNormaliser } from './running-normaliser.ts'

/** Where networks learn, and where the policy acts: the same engine where that one is the processor's. */
export type Engines = { readonly engine: CpuEngine } | { readonly engine: NeuralEngine; readonly actingEngine: CpuEngine }

export type PpoSetup = Engines & {
  /** Created with `options.environments` copies and a seed; the trainer resets or restores it. */
  readonly environment: VectorEnvironment
  readonly options: PpoOptions
  /** What the agent is trained on, as a word for people; kept in the checkpoint. */
  readonly scenario?: string
  /** Groups of decisions, for the rule `worst-loss`. */
  readonly assignGroup?: AssignGroup
  /** Goes on from here; the options must be the same. */
  readonly checkpoint?: Uint8Array
}

interface Networks {
  readonly policy: Network
  readonly critic: Network
  /** The policy's network where it learns on the processor, otherwise a copy there. */
  readonly actor: CpuNetwork
}

/** Streams of the run's seed. */
const streams = { policyWeights: 0, criticWeights: 1, actions: 2, minibatches: 3 } as const

/** Everything of a training run that changes: what a checkpoint holds. */
export class TrainerState {
  /** Iterations done. */
  iteration = 0
  readonly policy: Network
  readonly critic: Network
  readonly actor: CpuNetwork
  readonly actionGenerator: Generator
  readonly minibatchGenerator: Generator
  readonly normalisers: { readonly context: RunningNormaliser; readonly critic: RunningNormaliser }
  readonly rewardScale: RewardScale
  readonly recentEpisodes = new RecentEpisodes()
  /** Outcomes of the last iterations, and those since the group weights were last updated. */
  readonly lately: EpisodeWindow
  readonly newest: OutcomeSums
  readonly groupWeights: GroupWeights
  readonly assigner: GroupAssigner | null
  private readonly setup: PpoSetup

  private constructor(setup: PpoSetup, networks: Networks) {
    const { environment, options, assignGroup } = setup
    const { spec, count } = environment
    this.setup = setup
    this.policy = networks.policy
    this.critic = networks.critic
    this.actor = networks.actor
    this.actionGenerator = new Generator(options.seed, streams.actions)
    this.minibatchGenerator = new Generator(options.seed, streams.minibatches)
    this.normalisers = {
      context: new RunningNormaliser(spec.contextFeatures),
      critic: new RunningNormaliser(spec.criticFeatures),
    }
    this.rewardScale = new RewardScale(count, spec.channels, options.gamma)
    this.lately = new EpisodeWindow(spec.channels, spec.needLevels)
    this.newest = new OutcomeSums(spec.channels, spec.needLevels)
    this.groupWeights = new GroupWeights(spec.channels, options.fairnessWeight, options.groupWeighting)
    this.assigner = assignGroup === undefined ? null : new GroupAssigner(assignGroup, count)
  }

  /** As new, or as the checkpoint left it. Throws a sentence where setup or checkpoint do not fit. */
  static async create(setup: PpoSetup): Promise<TrainerState> {
    checkSetup(setup)
    const checkpoint = setup.checkpoint === undefined ? null : decodeCheckpoint(setup.checkpoint)
    if (checkpoint !== null) checkFit(checkpoint, setup)
    const state = new TrainerState(setup, await createNetworks(setup))
    if (checkpoint === null) setup.environment.reset()
    else await state.restore(checkpoint)
    await state.shareParameters()
    return state
  }

  /** Lets the acting network have what was learned. */
  async shareParameters(): Promise<void> {
    if (this.actor !== this.policy) this.actor.writeParameters(await this.policy.readParameters())
  }

  /** Decisions learned from. */
  get decisions(): number {
    const { environments, stepsPerIteration } = this.setup.options
    return this.iteration * environments * stepsPerIteration
  }

  /** Everything needed to go on from here, as bytes; equal runs give equal bytes. */
  async encode(): Promise<Uint8Array> {
    const { environment, engine, options, scenario = '' } = this.setup
    const { layout, actions, actionFeatures, contextFeatures, criticFeatures, channels } = environment.spec
    const [policy, critic] = [await networkSections('policy', this.policy), await networkSections('critic', this.critic)]
    return encodeCheckpoint(
      {
        scenario,
        layout,
        sizes: { actions, actionFeatures, contextFeatures, criticFeatures, channels },
        engine: engine.name,
        iteration: this.iteration,
        decisions: this.decisions,
        options,
        policySteps: policy.steps,
        criticSteps: critic.steps,
      },
      {
        ...policy.sections,
        ...critic.sections,
        actionGenerator: this.actionGenerator.saveState(),
        minibatchGenerator: this.minibatchGenerator.saveState(),
        contextNormaliser: this.normalisers.context.saveState(),
        criticNormaliser: this.normalisers.critic.saveState(),
        rewardScale: this.rewardScale.saveState(),
        recentEpisodes: this.recentEpisodes.saveState(),
        episodes: this.lately.saveState(),
        newestOutcomes: this.newest.saveState(),
        groupWeights: this.groupWeights.saveState(),
        groupAssigner: this.assigner?.saveState() ?? new Float64Array(0),
        environment: environment.saveState(),
      },
    )
  }

  dispose(): void {
    this.policy.dispose()
    this.critic.dispose()
    if (this.actor !== this.policy) this.actor.dispose()
  }

  private async restore(checkpoint: Checkpoint): Promise<void> {
    const { header } = checkpoint
    this.iteration = header.iteration
    await restoreNetwork(this.policy, 'policy', header.policySteps, checkpoint)
    await restoreNetwork(this.critic, 'critic', header.criticSteps, checkpoint)
    this.actionGenerator.restoreState(sectionOf(checkpoint, 'actionGenerator', Uint32Array))
    this.minibatchGenerator.restoreState(sectionOf(checkpoint, 'minibatchGenerator', Uint32Array))
    this.normalisers.context.restoreState(sectionOf(checkpoint, 'contextNormaliser', Float64Array))
    this.normalisers.critic.restoreState(sectionOf(checkpoint, 'criticNormaliser', Float64Array))
    this.rewardScale.restoreState(sectionOf(checkpoint, 'rewardScale', Float64Array))
    this.recentEpisodes.restoreState(sectionOf(checkpoint, 'recentEpisodes', Float64Array))
    this.lately.restoreState(sectionOf(checkpoint, 'episodes', Float64Array))
    this.newest.restoreState(sectionOf(checkpoint, 'newestOutcomes', Float64Array))
    this.groupWeights.restoreState(sectionOf(checkpoint, 'groupWeights', Float64Array))
    this.assigner?.restoreState(sectionOf(checkpoint, 'groupAssigner', Float64Array))
    this.setup.environment.restoreState(sectionOf(checkpoint, 'environment', Uint8Array))
  }
}

async function createNetworks(setup: PpoSetup): Promise<Networks> {
  const { environment, options, engine } = setup
  const seedOf = (stream: number) => new Generator(options.seed, stream).next()
  const spec = policySpec(environment.spec, options)
  const critic = await engine.createNetwork(criticSpec(environment.spec, options), seedOf(streams.criticWeights))
  if (!('actingEngine' in setup)) {
    const policy = setup.engine.createNetwork(spec, seedOf(streams.policyWeights))
    return { policy, critic, actor: policy }
  }
  const policy = await engine.createNetwork(spec, seedOf(streams.policyWeights))
  return { policy, critic, actor: setup.actingEngine.createNetwork(spec, 0) }
}

function checkSetup({ environment, options, assignGroup }: PpoSetup): void {
  // Now rather than after the training, when its checkpoint would be refused for them.
  const parsed = ppoOptionsSchema.safeParse(options)
  if (!parsed.success) throw new Error(`${problemSentence('The training options', problemsOf(parsed.error, options)[0]!)}.`)
  if (environment.count !== options.environments)
    throw new Error(`The plan needs ${options.environments} copies of the environment, but it has ${environment.count}.`)
  if (options.groupWeighting.rule !== 'worst-loss') return
  if (environment.spec.channels !== 1)
    throw new Error(
      `The rule worst-loss is for environments with one reward channel, and this one has ${environment.spec.channels}. Use softmax, which weighs channels.`,
    )
  if (assignGroup === undefined && options.fairnessWeight > 0)
    throw new Error('The rule worst-loss needs assignGroup, which says to which group a decision belongs.')
}

function checkFit({ header }: Checkpoint, { environment, engine, options }: PpoSetup): void {
  if (header.layout !== environment.spec.layout)
    throw new Error('This checkpoint was made on another scenario: its groups, triage or targets differ. Train again.')
  if (!sameOptions(header.options, options))
    throw new Error('This checkpoint was made with other training options. Resume with the same options, or train again.')
  if (header.engine !== engine.name)
    throw new Error(
      `This checkpoint was made on the engine ${header.engine}, not on ${engine.name}. Resume on the same engine, or train again.`,
    )
}

const sameOptions = (left: PpoOptions, right: PpoOptions): boolean =>
  (Object.keys(right) as (keyof PpoOptions)[]).every((name) => JSON.stringify(left[name]) === JSON.stringify(right[name]))
