import type { CpuEngine, CpuNetwork } from '../neural/engine.ts'
import { type Checkpoint, sectionOf } from './checkpoint.ts'
import { policySpec } from './networks.ts'
import { RunningNormaliser } from './running-normaliser.ts'

/** What acts of an agent: the network that scores actions, and what brings the numbers it sees to scale. */
export interface LearnedPolicy {
  readonly network: CpuNetwork
  /** Of the numbers that all actions share. */
  readonly normaliser: RunningNormaliser
}

/** The policy as training left it, ready to act; its network is the caller's to dispose. Throws a sentence where the checkpoint lacks it. */
export function learnedPolicy(checkpoint: Checkpoint, engine: CpuEngine): LearnedPolicy {
  const { sizes, options } = checkpoint.header
  const network = engine.createNetwork(policySpec(sizes, options), 0)
  network.writeParameters(sectionOf(checkpoint, 'policy.parameters', Float32Array))
  const normaliser = new RunningNormaliser(sizes.contextFeatures)
  normaliser.restoreState(sectionOf(checkpoint, 'contextNormaliser', Float64Array))
  return { network, normaliser }
}
