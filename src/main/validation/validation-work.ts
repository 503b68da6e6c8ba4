import type { ValidationSuiteName } from '../../shared/validation.ts'
import type { PreparedExperiment } from './experiment.ts'
import { experimentsOf, type ValidationInputs } from './suites.ts'

/** Some replications of one experiment, as plain data, so that any thread can do them. */
export interface ValidationWork {
  suite: ValidationSuiteName
  /** Of the suite, as people know it. */
  title: string
  experiment: string
  quick: boolean
  seed: number
  from: number
  until: number
}

/** Does works, one after the other; neighbouring works of one experiment are compiled once. */
export class ValidationWorker {
  private readonly inputs: ValidationInputs
  private prepared: PreparedExperiment | null = null
  private name = ''

  constructor(inputs: ValidationInputs) {
    this.inputs = inputs
  }

  /** Rows of the work's replications: replications x columns. */
  compute({ suite, experiment, quick, seed, from, until }: ValidationWork): { columns: readonly string[]; rows: Float64Array } {
    const name = [suite, experiment, quick, seed].join('/')
    if (this.prepared === null || this.name !== name) {
      const found = experimentsOf(suite, this.inputs, quick).find((one) => one.name === experiment)
      if (found === undefined) throw new RangeError(`The suite ${suite} has no experiment ${experiment}.`)
      this.prepared = found.prepare(seed)
      this.name = name
    }
    const { columns } = this.prepared
    const rows = new Float64Array((until - from) * columns.length)
    for (let replication = from; replication < until; replication++) {
      const at = (replication - from) * columns.length
      this.prepared.replicate(replication, rows.subarray(at, at + columns.length))
    }
    return { columns, rows }
  }
}
