import type { Run } from '../../shared/run.ts'

/** What tells agents of one hospital apart. */
export type AgentSetting = Pick<Run, 'fairnessWeight' | 'groupBlind' | 'seed'>

export const agentSetting = ({ fairnessWeight, groupBlind, seed }: AgentSetting): string =>
  `${groupBlind ? 'group-blind, ' : ''}fairness weight ${fairnessWeight}, seed ${seed}`
