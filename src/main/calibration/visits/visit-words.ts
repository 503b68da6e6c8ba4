import { acuityLevels } from '../../../shared/scenario.ts'

/** How a visit ended; positions are codes in `Visits.outcome`. */
export const outcomes = ['unknown', 'discharged', 'admitted', 'left'] as const
export type Outcome = (typeof outcomes)[number]

const levelWords: readonly (readonly string[])[] = [
  ['resuscitation', 'immediate', 'red', 'i'],
  ['emergent', 'emergency', 'very urgent', 'orange', 'ii'],
  ['urgent', 'yellow', 'iii'],
  ['less urgent', 'semi urgent', 'standard', 'green', 'iv'],
  ['non urgent', 'not urgent', 'nonurgent', 'blue', 'v'],
]

/** Acuity counted from 0 (most urgent); -1 where the text names no level. */
export function readTriage(text: string): number {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const digit =
    /^(?:(?:esi|ctas|ats|mts|triage|level|category|cat|priority|acuity|p|t|l|c) ?)*([1-5])(?: 0)?(?:$|\b(?! ?\d))/.exec(words)
  if (digit !== null) return Number(digit[1]) - 1
  const bare = words.replace(/^(?:(?:esi|ctas|ats|mts|triage|level|category|priority|acuity) )+/, '')
  const level = levelWords.findIndex((list) => list.includes(bare))
  return level < acuityLevels ? level : -1
}

const outcomeWords: readonly (readonly [RegExp, Outcome])[] = [
  [/against (?:medical )?advice|\bama\b|after being seen|left after/, 'discharged'],
  [
    /\blwbs\b|\blwobs\b|\blwot\b|\blwct\b|\bdnw\b|without being seen|without being treated|without treatment|before (?:being )?(?:seen|treat|triage|assess|care)|did not wait|walked? ?out|elope|abscond|^left\b|^left$/,
    'left',
  ],
  [/\bnot admitted\b|\bnon admitted\b/, 'discharged'],
  [
    /\badmi(?:t|ssion)|\binpatient|\bward\b|\btransfer|\bicu\b|\bitu\b|\bintensive care|\bobservation unit|\btheatre\b|\boperating room\b/,
    'admitted',
  ],
  [
    /\bdischarge|\bhome\b|\bdied\b|\bdeath\b|\bdeceased\b|\breferr|\bgp\b|\bclinic\b|\btreated\b|\bcompleted\b|\bnursing home\b/,
    'discharged',
  ],
]

/** How a visit ended, from the words of a disposition column; `unknown` where they are none of those known. */
export function readOutcome(text: string): Outcome {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return outcomeWords.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown'
}
