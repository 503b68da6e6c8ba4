import { formatCount, formatNumber } from '../../shared/format.ts'
import type { ValidationCheck, ValidationResult } from '../../shared/validation.ts'
import { table } from './table.ts'

function value(number: number | null, scale: number): string {
  if (number === null) return 'none'
  if (number === 0) return '0'
  const size = Math.max(Math.abs(scale), 1e-12)
  return formatNumber(number, { digits: Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(size)))) })
}

const expectedOf = ({ band, expected }: ValidationCheck): string =>
  band === null ? value(expected, expected) : `${value(band[0], expected)} to ${value(band[1], expected)}`

const deviationOf = ({ deviation }: ValidationCheck): string =>
  deviation === null ? '' : formatNumber(deviation, { digits: 2, signed: true })

/** All checks of a validation for a terminal, suite by suite; those that failed once more at the end, in words. */
export function describeValidation({ checks, suites, passed, failed, quick }: ValidationResult): string {
  const parts = suites.map(({ suite, title, ...counts }) => {
    const own = checks.filter((check) => check.suite === suite)
    const rows = own.map((check) => [
      check.ok ? 'ok' : 'FAILED',
      check.name,
      expectedOf(check),
      value(check.observed, check.expected),
      check.unit,
      deviationOf(check),
      formatNumber(check.replications),
    ])
    const head = ['', 'check', 'expected', 'observed', 'unit', 'standard errors', 'replications']
    const count = `${counts.passed} passed${counts.failed === 0 ? '' : `, ${counts.failed} FAILED`}`
    return `${title} (${suite}): ${count}\n${table([head, ...rows], [2, 3, 5, 6])}`
  })
  const failures = checks
    .filter(({ ok }) => !ok)
    .map((check) =>
      [
        `FAILED ${check.suite}: ${check.name}`,
        `  ${check.description}`,
        `  expected ${expectedOf(check)} ${check.unit}, observed ${value(check.observed, check.expected)} ${check.unit} (standard error ${value(check.standardError, check.standardError)}, ${formatCount(check.replications, 'replication')})`,
        `  ${check.failure ?? ''}`,
        `  source: ${check.source}`,
      ].join('\n'),
    )
  const summary = `${passed} passed, ${failed} failed${quick ? ' (quick: shorter runs, wider intervals)' : ''}`
  return [...parts, ...failures, summary].join('\n\n')
}
