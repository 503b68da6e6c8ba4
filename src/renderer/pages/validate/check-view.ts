import { formatNumber } from '../../../shared/format.ts'
import { type ValidationCheck, type ValidationSuiteName, validationSuites } from '../../../shared/validation.ts'
import { validateText } from '../../text/validate.ts'

/** Standard errors within which a check of one value must lie. */
export const acceptedDeviation = 3.29

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
        ? validateText.range(plain(band[0] * scale), plain(band[1] * scale))
        : printed === null
          ? write(expected, reach)
          : formatNumber(expected * scale, { digits: Math.min(mostDigits, printed) }),
    expectedReach:
      referenceStandardError > 0 ? write(referenceStandardError * normalQuantile, referenceStandardError * scale) : '',
    observed: observed === null ? null : write(observed, reach),
    observedReach: check.halfWidth > 0 ? write(check.halfWidth, reach) : '',
  }
}

/** `+0.8`, `−12`, `over 99`: a deviation in standard errors. */
export function deviationText(deviation: number): string {
  if (Math.abs(deviation) > 99) return `${deviation < 0 ? '−' : '+'}99+`
  return formatNumber(deviation, { digits: Math.abs(deviation) < 9.95 ? 1 : 0, signed: true })
}

/** Where a drawing puts things: positions from 0 (left) to 1 (right). */
export interface CheckPicture {
  /** What is accepted. */
  band: readonly [number, number]
  /** What is expected. */
  middle: number
  dot: number
  interval: readonly [number, number]
  /** The dot lies beyond the scale, at whose end it is drawn. */
  beyond: 'left' | 'right' | null
}

/** Standard errors that the scale reaches to either side. */
export const scaleReach = 6
const roomBesideBand = 0.5

/** Null where there is nothing to draw: exact comparisons, and checks without a value. */
export function checkPicture(check: ValidationCheck): CheckPicture | null {
  const { kind, observed, band, deviation } = check
  if (observed === null) return null
  if (kind === 'band' && band !== null) {
    const [lower, upper] = band
    const room = (upper - lower) * roomBesideBand
    if (room <= 0) return null
    return picture(
      (value) => (value - lower + room) / (upper - lower + 2 * room),
      band,
      check.expected,
      observed,
      check.halfWidth,
    )
  }
  if (kind !== 'value' || deviation === null) return null
  return picture((errors) => (errors / scaleReach + 1) / 2, [-acceptedDeviation, acceptedDeviation], 0, deviation, normalQuantile)
}

function picture(
  at: (value: number) => number,
  band: readonly [number, number],
  middle: number,
  value: number,
  reach: number,
): CheckPicture {
  const place = (one: number) => Math.min(1, Math.max(0, at(one)))
  return {
    band: [place(band[0]), place(band[1])],
    middle: place(middle),
    dot: place(value),
    interval: [place(value - reach), place(value + reach)],
    beyond: at(value) < 0 ? 'left' : at(value) > 1 ? 'right' : null,
  }
}
