import type { Run } from '../../../shared/run.ts'

/** Trainings that differ in their seed only, by seed; alone where there is one. */
export interface RunGroup {
  id: string
  runs: readonly [Run, ...Run[]]
}

/**
 * Trainings of one setting together, in the order in which the first of each comes. Of the same seed twice, the first comes in and the other
 * stands alone: a group is made of different seeds.
 */
export function groupRuns(runs: readonly Run[]): RunGroup[] {
  const groups: { id: string; setting: string; runs: [Run, ...Run[]] }[] = []
  for (const run of runs) {
    const setting = JSON.stringify([
      run.scenarioId,
      run.scenarioVersion,
      run.fairnessWeight,
      run.groupBlind,
      run.decisionsPlanned,
    ])
    const group = groups.find((one) => one.setting === setting && one.runs.every(({ seed }) => seed !== run.seed))
    if (group === undefined) groups.push({ id: run.id, setting, runs: [run] })
    else group.runs.push(run)
  }
  for (const group of groups) group.runs.sort((a, b) => a.seed - b.seed)
  return groups.map(({ id, runs: members }) => ({ id, runs: members }))
}
