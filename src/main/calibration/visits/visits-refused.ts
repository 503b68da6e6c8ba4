import type { Problem } from '../../../shared/problem.ts'

/** Visits that cannot be used as they are. `problems` says why, each with row and column where there is one; `message` is their sum. */
export class VisitsRefused extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)).join('; '))
    this.name = 'VisitsRefused'
    this.problems = problems
  }
}
