import {
  type ValidationCheck,
  type ValidationResult,
  type ValidationSuiteName,
  validationSuites,
} from '../../shared/validation.ts'
import { judge } from './check.ts'
import type { Experiment } from './experiment.ts'
import { experimentsOf, type ValidationInputs } from './suites.ts'
import { measureTotals } from './totals.ts'
import type { ValidationWork } from './validation-work.ts'

/** The seed that ships. Another one gives other numbers and the same verdicts, but for one check in a thousand. */
const shippedSeed = 2027
/** Pieces that an experiment is cut into: enough to keep several threads busy, few enough to compile seldom. */
const pieces = 4

export interface ValidationPlan {
  /** All unless given. */
  suites?: readonly ValidationSuiteName[]
  quick: boolean
  seed?: number
  inputs: ValidationInputs
}

interface OpenExperiment {
  suite: ValidationSuiteName
  experiment: Experiment
  missing: number
  columns: readonly string[]
  rows: Float64Array
}

/**
 * A validation under way. It says what is to be computed (`works`), takes the rows in any order, wherever they were computed, and gives the
 * checks that they complete. The same rows always give the same checks.
 */
export class Validation {
  readonly works: readonly ValidationWork[]
  private readonly quick: boolean
  private readonly seed: number
  private readonly suites: readonly ValidationSuiteName[]
  private readonly open = new Map<string, OpenExperiment>()
  private readonly checks = new Map<string, ValidationCheck[]>()
  private done = 0

  constructor({ suites, quick, seed = shippedSeed, inputs }: ValidationPlan) {
    this.quick = quick
    this.seed = seed
    this.suites = validationSuites.map(({ name }) => name).filter((name) => suites === undefined || suites.includes(name))
    this.works = this.suites.flatMap((suite) =>
      experimentsOf(suite, inputs, quick).flatMap((experiment) => this.begin(suite, experiment)),
    )
  }

  /** Share of the works done. */
  get fraction(): number {
    return this.done / this.works.length
  }

  /** Adds the rows of one of the works; returns the checks of its experiment where these were the last. */
  add(work: ValidationWork, columns: readonly string[], rows: Float64Array): ValidationCheck[] {
    const id = idOf(work.suite, work.experiment)
    const open = this.open.get(id)
    if (open === undefined) throw new RangeError(`Nothing is open under ${id}.`)
    if (open.columns.length === 0) {
      open.columns = columns
      open.rows = new Float64Array(open.experiment.replications * columns.length)
    }
    open.rows.set(rows, work.from * columns.length)
    open.missing--
    this.done++
    if (open.missing > 0) return []
    this.open.delete(id)
    const { suite, experiment } = open
    const measured = measureTotals(
      columns,
      open.rows,
      experiment.checks.map((check) => check.read),
    )
    const checks = experiment.checks.map((check, index) => judge(suite, check, measured[index]!, this.quick))
    this.checks.set(id, checks)
    return checks
  }

  /** Complete when all works are added; checks in the order of the suites, whatever order the works came in. */
  result(): ValidationResult {
    const checks = [...new Set(this.works.map((work) => idOf(work.suite, work.experiment)))].flatMap(
      (id) => this.checks.get(id) ?? [],
    )
    const suites = validationSuites
      .filter(({ name }) => this.suites.includes(name))
      .map(({ name, title }) => {
        const own = checks.filter((check) => check.suite === name)
        const deviations = own.flatMap(({ deviation }) => (deviation === null ? [] : [Math.abs(deviation)]))
        return { suite: name, title, ...count(own), largestDeviation: deviations.length > 0 ? Math.max(...deviations) : null }
      })
    return { ...count(checks), checks, suites, quick: this.quick, seed: this.seed }
  }

  private begin(suite: ValidationSuiteName, experiment: Experiment): ValidationWork[] {
    const { name, replications } = experiment
    const { title } = validationSuites.find((one) => one.name === suite)!
    const edges = Array.from({ length: pieces + 1 }, (_, piece) => Math.round((replications * piece) / pieces))
    this.open.set(idOf(suite, name), { suite, experiment, missing: pieces, columns: [], rows: new Float64Array(0) })
    return Array.from({ length: pieces }, (_, piece) => ({
      suite,
      title,
      experiment: name,
      quick: this.quick,
      seed: this.seed,
      from: edges[piece]!,
      until: edges[piece + 1]!,
    }))
  }
}

const idOf = (suite: string, experiment: string): string => `${suite}/${experiment}`

function count(checks: readonly ValidationCheck[]): { passed: number; failed: number } {
  const passed = checks.filter((check) => check.ok).length
  return { passed, failed: checks.length - passed }
}
