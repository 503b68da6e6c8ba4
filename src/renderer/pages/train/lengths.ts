import type { Run } from '../../../shared/run.ts'

/** Decisions of the three lengths: a first look, an agent worth comparing, and what more patience brings. */
export const lengths = { quick: 120_000, standard: 800_000, thorough: 2_400_000 } as const
export type Length = keyof typeof lengths

/** Seconds that training takes here, judging by the run that ended last; null before there is one. */
export function expectedSeconds(decisions: number, runs: readonly Run[]): number | null {
  const measured = runs
    .filter((run) => run.status === 'finished' && run.stepsPerSecond !== null && run.stepsPerSecond > 0)
    .sort((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? ''))[0]
  return measured?.stepsPerSecond ? decisions / measured.stepsPerSecond : null
}
