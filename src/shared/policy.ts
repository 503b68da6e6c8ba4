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

/** A policy by name: one of the built-in rules, or the id of a training run. */
export const policyNameSchema = z.string().min(1).max(80)
export const isRuleName = (policy: string): policy is RuleName => (ruleNames as readonly string[]).includes(policy)
