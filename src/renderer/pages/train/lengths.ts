import type { Run } from '../../../shared/run.ts'

/** Seconds that training takes here, judging by the run that ended last; null before there is one. */
export function expectedSeconds(decisions: number, runs: readonly Run[]): number | null {
  const measured = runs
    .filter((run) => run.status === 'finished' && run.stepsPerSecond !== null && run.stepsPerSecond > 0)
    .sort((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''))[0]
  return measured?.stepsPerSecond ? decisions / measured.stepsPerSecond : null
}
