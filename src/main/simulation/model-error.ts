import type { Problem } from '../../shared/problem.ts'

/** A model that cannot go on while it runs. The message says what happened and at which step or queue. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
}

/** A document that cannot be run; each problem names its field. */
export class ModelProblems extends Error {
  override readonly name = 'ModelProblems'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)).join('; '))
    this.problems = problems
  }
}
