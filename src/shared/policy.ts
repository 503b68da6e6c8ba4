import { z } from 'zod'

/** The built-in queue rules, by the word used on the command line. */
export const ruleNames = ['fcfs', 'acuity', 'target', 'accumulating', 'c-mu', 'random'] as const
export const ruleNameSchema = z.enum(ruleNames)
export type RuleName = z.infer<typeof ruleNameSchema>

export const ruleLabels: Record<RuleName, string> = {
  fcfs: 'First come, first served',
  acuity: 'Strict acuity',
  target: 'Wait over target',
  accumulating: 'Accumulating priority',
  'c-mu': 'Shortest weighted work (c-mu)',
  random: 'Random order',
}

/** Rules whose numbers are searched for each hospital before they are used. The second treats all groups alike. */
export const tunedIndexNames = ['tuned-index', 'tuned-index-group-blind'] as const
export const tunedIndexNameSchema = z.enum(tunedIndexNames)
export type TunedIndexName = z.infer<typeof tunedIndexNameSchema>

export const tunedIndexLabels: Record<TunedIndexName, string> = {
  'tuned-index': 'Tuned index (sees groups)',
  'tuned-index-group-blind': 'Tuned index (group-blind)',
}

const positive = z.number().positive()
const levels = 5

/**
 * A tuned index: next is the class with the largest `levelWeights[level] x groupWeights[group] x (1 + growth x max(0, wait - start x target) /
 * target) / clinicianMinutes ^ shortWorkPower`, of its first patient, with the level that triage gave.
 */
export const tunedIndexSchema = z.strictObject({
  /** Group weights are all 1, and clinicians' minutes those of all groups together. */
  groupBlind: z.boolean(),
  /** By level, most urgent first; level 4 weighs 1. */
  levelWeights: z.array(positive).length(levels),
  /** In the order of the scenario's groups; the largest group weighs 1. */
  groupWeights: z.array(positive),
  /** Priority begins to grow after this part of the level's target, */
  start: z.number().min(0),
  /** by this much for each further target waited. */
  growth: z.number().min(0),
  /** 0: how long a patient will take does not matter; 1: who takes half as long counts twice. */
  shortWorkPower: z.number(),
})
export type TunedIndex = z.infer<typeof tunedIndexSchema>

const bestEnding = '@best'
/** The name of the agent as it was when it did best, rather than when it was saved last. */
export const bestOfRun = (runId: string): string => `${runId}${bestEnding}`

/** The training run that a policy's name speaks of, where it is neither a rule nor a tuned index. */
export function agentNamed(policy: string): { runId: string; isBest: boolean } {
  const isBest = policy.endsWith(bestEnding)
  return { runId: isBest ? policy.slice(0, -bestEnding.length) : policy, isBest }
}

/**
 * A policy by name: one of the built-in rules, a tuned index, or the id of a training run, with `@best` after it for the run's best
 * checkpoint instead of its last.
 */
export const policyNameSchema = z.string().min(1).max(80)
export const isRuleName = (policy: string): policy is RuleName => (ruleNames as readonly string[]).includes(policy)
export const isTunedIndexName = (policy: string): policy is TunedIndexName =>
  (tunedIndexNames as readonly string[]).includes(policy)
