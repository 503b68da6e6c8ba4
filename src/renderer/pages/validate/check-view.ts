import { formatNumber } from '../../../shared/format.ts'
import {
  acceptedStandardErrors,
  type ValidationCheck,
  type ValidationSuiteName,
  validationSuites,
} from '../../../shared/validation.ts'
import { type RangePicture, rangePicture, scaleAround } from '../../components/range-picture.ts'
import { validateText } from '../../text/validate.ts'

const suiteOrder = new Map<string, number>(validationSuites.map(({ name }, index) => [name, index]))

interface SuiteCount {
  passed: number
  failed: number
  /** The deviation that lies furthest out, with its sign; null where no check has any. */
  furthest: number | null
}

export function countChecks(checks: readonly ValidationCheck[]): SuiteCount {
  const deviations = checks.flatMap(({ deviation }) => (deviation === null ? [] : [deviation]))
  const failed = checks.filter(({ ok }) => !ok).length
  return {
    passed: checks.length - failed,
    failed,
    furthest: deviations.reduce<number | null>(
      (furthest, deviation) => (furthest === null || Math.abs(deviation) > Math.abs(furthest) ? deviation : furthest),
      null,
    ),
  }
}

interface CheckGroup {
  id: string
  /** `failed`: of all suites, in front; else the name of the suite whose checks these are. */
  kind: 'failed' | ValidationSuiteName
  title: string
  checks: ValidationCheck[]
}

interface CheckFilter {
  failedOnly: boolean
  /** Null: all. */
  suite: ValidationSuiteName | null
}

/** What the table shows: everything that failed in front, then what passed, suite by suite. Groups without checks are left out. */
export function groupChecks(checks: readonly ValidationCheck[], { failedOnly, suite }: CheckFilter): CheckGroup[] {
  const shown = checks.filter((check) => suite === null || check.suite === suite)
  const failed = shown.filter(({ ok }) => !ok).sort((a, b) => (suiteOrder.get(a.suite) ?? 0) - (suiteOrder.get(b.suite) ?? 0))
  const groups: CheckGroup[] = [
    { id: 'failed', kind: 'failed', title: validateText.failedGroup(failed.length), checks: failed },
    ...validationSuites.map(({ name, title }) => ({
      id: name,
      kind: name,
      title,
      checks: failedOnly ? [] : shown.filter((check) => check.ok && check.suite === name),
    })),
  ]
  return groups.filter((group) => group.checks.length > 0)
}

/** Expected, observed and their precision as text, in the same unit; shares in percent. */
export interface CheckNumbers {
  unit: string
  expected: string
  /** 95 % half-width of an expected value that was simulated elsewhere; empty where it is exact. */
  expectedReach: string
  /** Null where no replication had a value. */
  observed: string | null
  /** 95 % half-width; empty where chance plays no part. */
  observedReach: string
}

const normalQuantile = 1.96
const mostDigits = 6

/** Digits after the point that show two digits of `reach`. */
const digitsOf = (reach: number): number => Math.min(mostDigits, Math.max(0, 1 - Math.floor(Math.log10(reach))))

/** As many digits as the number itself has, up to six after the point. */
const plain = (value: number): string => {
  const written = String(Number(value.toFixed(mostDigits)))
  return formatNumber(value, { digits: written.includes('.') && !written.includes('e') ? written.split('.')[1]!.length : 0 })
}

/** Ends of a band with digits that are small beside its width. */
function bandText(lower: number, upper: number): string {
  const write = (value: number) => plain(upper > lower ? Number(value.toFixed(digitsOf((upper - lower) / 10))) : value)
  return validateText.range(write(lower), write(upper))
}

export function checkNumbers(check: ValidationCheck): CheckNumbers {
  const scale = check.unit === 'share' ? 100 : 1
  const reach = Math.max(check.halfWidth, check.standardError) * scale
  const write = (value: number, step: number) =>
    step > 0 ? formatNumber(value * scale, { digits: digitsOf(step) }) : plain(value * scale)
  const { expected, observed, band, rounding, referenceStandardError } = check
  // A printed value is written with the digits it was printed with.
  const printed = rounding > 0 ? Math.max(0, Math.round(-Math.log10(2 * rounding * scale))) : null
  return {
    unit: validateText.units[check.unit] ?? check.unit,
    expected:
      check.kind === 'band' && band !== null
        ? bandText(band[0] * scale, band[1] * scale)
        : printed === null
          ? write(expected, reach)
          : formatNumber(expected * scale, { digits: Math.min(mostDigits, printed) }),
    expectedReach:
      referenceStandardError > 0 ? write(referenceStandardError * normalQuantile, referenceStandardError * scale) : '',
    observed: observed === null ? null : write(observed, reach),
    observedReach: check.halfWidth > 0 ? write(check.halfWidth, reach) : '',
  }
}

/** `+0.8`, `−12`, `+99+`: a deviation in standard errors. */
export function deviationText(deviation: number): string {
  if (Math.abs(deviation) > 99) return `${deviation < 0 ? '−' : '+'}99+`
  return formatNumber(deviation, { digits: Math.abs(deviation) < 9.95 ? 1 : 0, signed: true })
}

/** Standard errors that the scale reaches to either side. */
export const scaleReach = 6

/** Null where there is nothing to draw: exact comparisons, and checks without a value. */
export function checkPicture({ kind, expected, observed, band, halfWidth, deviation }: ValidationCheck): RangePicture | null {
  if (observed === null) return null
  if (kind === 'band' && band !== null) {
    const at = scaleAround(band)
    return at === null ? null : rangePicture(at, { band, middle: expected, value: observed, reach: halfWidth })
  }
  if (kind !== 'value' || deviation === null) return null
  return rangePicture((errors) => (errors / scaleReach + 1) / 2, {
    band: [-acceptedStandardErrors, acceptedStandardErrors],
    middle: 0,
    value: deviation,
    reach: normalQuantile,
  })
}
