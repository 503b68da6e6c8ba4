import type { Run } from '../../../shared/run.ts'

/** Of each hospital the agent that finished last; `runs` come newest first. */
export function latestFinished(runs: readonly Run[]): Run[] {
  const latest = new Map<string, Run>()
  for (const run of runs) if (run.status === 'finished' && !latest.has(run.scenarioId)) latest.set(run.scenarioId, run)
  return [...latest.values()]
}
