import { formatNumber } from '../../../../shared/format.ts'
import type { Problem } from '../../../../shared/problem.ts'
import type { FieldPath } from './draft.ts'

/** The problem of one field as a sentence to stand beside it; null where it has none. */
export function problemAt(problems: readonly Problem[], path: FieldPath): string | null {
  const found = problems.find((problem) => problem.path === path)
  return found === undefined ? null : sentenceOf(found)
}

/** All problems at a path or inside it. */
export function problemsUnder(problems: readonly Problem[], paths: readonly FieldPath[]): Problem[] {
  return problems.filter(({ path: at }) =>
    paths.some((path) => at === path || at.startsWith(`${path}.`) || at.startsWith(`${path}[`)),
  )
}

/** A problem without the name of its field, which stands beside it. */
export function sentenceOf({ message }: Problem): string {
  const words = message.replace(/^is NaN/, 'is empty')
  const sentence = words.charAt(0).toUpperCase() + words.slice(1)
  return /\badds? up to\b/.test(sentence) ? inPercent(sentence) : sentence
}

/** Shares are fractions in the file and percentages on the page: a sentence about one with its numbers as they are typed here. */
export const inPercent = (sentence: string): string =>
  sentence.replace(/-?\d+(\.\d+)?/g, (fraction) => {
    const percent = Math.round(Number(fraction) * 1000) / 10
    return `${formatNumber(percent, { digits: Number.isInteger(percent) ? 0 : 1 })} %`
  })

/** The tabs of the editor, and which fields of a scenario each of them holds. */
export const editorTabs = ['arrivals', 'who', 'triage', 'resources', 'care', 'patience', 'fairness'] as const
export type EditorTab = (typeof editorTabs)[number]

const careFactors = ['spaceTimeFactor', 'clinicianTimeFactor', 'admissionFactor', 'boardingFactor']
const triageFields = ['underTriage', 'overTriage']

/** The tab on which a field stands, so that problems can be counted per tab. */
export function tabOf(path: FieldPath): EditorTab {
  const [first = ''] = path.split(/[.[]/)
  const field = /^groups\[\d+\]\.(\w+)/.exec(path)?.[1]
  if (field !== undefined) {
    if (careFactors.includes(field)) return 'care'
    if (triageFields.includes(field)) return 'triage'
    return field === 'patienceFactor' || field === 'deteriorationNoticed' ? 'patience' : 'who'
  }
  switch (first) {
    case 'groups':
      return 'who'
    case 'triage':
      return 'triage'
    case 'resources':
      return 'resources'
    case 'care':
    case 'admission':
      return 'care'
    case 'patience':
    case 'deterioration':
      return 'patience'
    case 'targets':
    case 'cost':
    case 'fairness':
    case 'run':
      return 'fairness'
    default:
      return 'arrivals'
  }
}
