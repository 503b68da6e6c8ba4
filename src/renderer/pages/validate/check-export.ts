import { csvText } from '../../../shared/csv.ts'
import type { ValidationCheck } from '../../../shared/validation.ts'
import type { ValidationRun } from './validation-run.ts'

const columns: readonly (readonly [heading: string, cell: (check: ValidationCheck) => string | number | boolean | null])[] = [
  ['suite', (check) => check.suite],
  ['name', (check) => check.name],
  ['description', (check) => check.description],
  ['passed', (check) => check.ok],
  ['failure', (check) => check.failure],
  ['unit', (check) => check.unit],
  ['kind', (check) => check.kind],
  ['expected', (check) => check.expected],
  ['observed', (check) => check.observed],
  ['band_lower', (check) => check.band?.[0] ?? null],
  ['band_upper', (check) => check.band?.[1] ?? null],
  ['deviation_in_standard_errors', (check) => check.deviation],
  ['standard_error', (check) => check.standardError],
  ['reference_standard_error', (check) => check.referenceStandardError],
  ['rounding', (check) => check.rounding],
  ['tolerance', (check) => check.tolerance],
  ['half_width', (check) => check.halfWidth],
  ['half_width_limit', (check) => check.halfWidthLimit],
  ['replications', (check) => check.replications],
  ['source', (check) => check.source],
]

/** The table of checks, a row each, numbers in full. */
export function checksAsCsv(checks: readonly ValidationCheck[]): string {
  return csvText(
    columns.map(([heading]) => heading),
    checks.map((check) => columns.map(([, cell]) => cell(check))),
  )
}

/** The run as a document; `complete` is false where it was stopped or failed. */
export function checksAsJson({ state, quick, seed, suites, checks }: ValidationRun): string {
  const failed = checks.filter(({ ok }) => !ok).length
  const document = { complete: state === 'finished', quick, seed, suites, passed: checks.length - failed, failed, checks }
  return `${JSON.stringify(document, null, 2)}\n`
}
