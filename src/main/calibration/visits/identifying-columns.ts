import { oneLine } from '../../../shared/problem.ts'

/** Headers, in small letters with words apart, that name what leads back to one person. */
const tellingNames: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:(?:patient|full|first|last|middle|given|family|maiden|pt) ?)?names?$|^(?:sur|fore)names?$|^next of kin$/,
    'holds names of people',
  ],
  [/\b(?:mrn|medical record|record (?:number|no|id)|hospital (?:number|no))\b/, 'holds a medical record number'],
  [/^(?:patient|person|pt|subject|client|member) ?(?:id|ids|identifier|number|no|key)?$/, 'holds a number of the patient'],
  [
    /\b(?:nhs|chi|hcn|ohip|medicare|medicaid|health ?card|insurance|policy|passport|national|licen[cs]e) ?(?:number|no|num|id)\b/,
    'holds a number of the patient',
  ],
  [/\b(?:ssn|social security|national insurance|nino)\b/, 'holds a social security number'],
  [/\b(?:dob|date of birth|birth ?date|birth ?day|birth ?time|born)\b/, 'holds dates of birth'],
  [/\b(?:address|street|house number|post ?codes?|postal|zip|zip ?codes?|city|town|village)\b/, 'holds addresses'],
  [/\b(?:phone|telephone|mobile|cell ?phone|fax|pager)\b/, 'holds telephone numbers'],
  [/\b(?:e ?mail|mail address)\b/, 'holds e-mail addresses'],
  [
    /\b(?:account (?:number|no|num|id)|encounter (?:number|no|num|id)|csn|visit (?:number|no|id)|attendance (?:number|no|id)|episode (?:number|no|id)|case (?:number|no|id)|fin)\b/,
    'holds a number that leads back to one visit',
  ],
  [/\bip ?address\b|\bdevice ?id\b/, 'holds a number of a device'],
]

const sampleOf = (values: readonly string[]): string[] => values.filter((value) => value !== '')
const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length

/** Values that give themselves away whatever the column is called; each with the share of the column that has to look like it. */
const tellingValues: readonly (readonly [(values: string[]) => boolean, string])[] = [
  [(values) => share(values, (value) => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(value)) > 0.3, 'looks like e-mail addresses'],
  [(values) => share(values, (value) => /^\d{3}-\d{2}-\d{4}$/.test(value)) > 0.3, 'looks like social security numbers'],
  [(values) => share(values, isHealthServiceNumber) > 0.6, 'looks like NHS numbers'],
  [(values) => share(values, isTelephone) > 0.5, 'looks like telephone numbers'],
  [(values) => share(values, (value) => /^[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}$/i.test(value)) > 0.5, 'looks like postcodes'],
  [(values) => share(values, (value) => /^\d{5}-\d{4}$/.test(value)) > 0.3, 'looks like postcodes'],
  [areDatesOfBirth, 'looks like dates of birth'],
  [areNames, 'looks like names of people'],
]

/** Ten digits whose last one is the check digit, modulo 11, of the others. */
function isHealthServiceNumber(value: string): boolean {
  const digits = value.replace(/[ -]/g, '')
  if (!/^\d{10}$/.test(digits)) return false
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0)
  const check = (11 - (sum % 11)) % 11
  return check < 10 && check === Number(digits[9])
}

function isTelephone(value: string): boolean {
  const digits = value.replace(/\D/g, '')
  if (digits.length < 9 || digits.length > 15 || !/^\+?[\d\s().-]+$/.test(value)) return false
  if (/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b/.test(value)) return false
  return /^(?:\+|0|\()/.test(value) || /^\d{3}[-. ]\d{3}[-. ]\d{4}$/.test(value)
}

/** Dates without a time of day that spread over more years than any export of visits. */
function areDatesOfBirth(values: string[]): boolean {
  const years = values.flatMap((value) => {
    const match = /^(?:(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ][\p{L}\d]{1,9}[-/. ](\d{4}))(?:[T ]00:00(?::00)?)?$/u.exec(
      value,
    )
    return match === null ? [] : [Number(match[1] ?? match[2])]
  })
  return values.length > 1 && years.length > values.length / 2 && Math.max(...years) - Math.min(...years) > 15
}

function areNames(values: string[]): boolean {
  const isName = (value: string) => /^\p{Lu}[\p{L}'’-]+,\s*\p{Lu}[\p{L}'’. -]*$/u.test(value)
  return values.length > 4 && share(values, isName) > 0.6 && new Set(values).size > values.length / 2
}

const wordsOf = (name: string): string =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** For each column why it leads back to a person, or null. Judged by its name and by its first values. */
export function identifyingColumns(header: readonly string[], rows: readonly (readonly string[])[]): (string | null)[] {
  return header.map((name, index) => {
    const words = wordsOf(oneLine(name))
    const named = tellingNames.find(([pattern]) => pattern.test(words))
    if (named !== undefined) return named[1]
    const values = sampleOf(rows.map((row) => row[index] ?? ''))
    return tellingValues.find(([test]) => test(values))?.[1] ?? null
  })
}
