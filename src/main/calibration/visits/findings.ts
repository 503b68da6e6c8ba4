import type { VisitsFinding } from '../../../shared/calibration.ts'
import { formatCount } from '../../../shared/format.ts'

const shownExamples = 5

type Kind = VisitsFinding['kind']

/** What each finding means and what was done about it; `n` is "3 rows" or "1 row". */
const sentences: Record<Kind, (n: string) => string> = {
  'row-length': (n) => `${n} with another number of values than the header has columns: left out`,
  'no-arrival': (n) => `${n} without a time of arrival: left out`,
  'unreadable-time': (n) =>
    `${n} with a time that cannot be read: without an arrival the row is left out, any other such time is taken as missing`,
  'unknown-triage': (n) => `${n} with a triage level that is none of 1 to 5: the level is taken as missing`,
  'unknown-disposition': (n) => `${n} with a disposition that is not known: it is taken as missing`,
  duplicate: (n) => `${n} the same as another in every column: counted once`,
  'start-before-arrival': (n) => `${n} in which care starts before arrival: only the arrival is used`,
  'departure-before-start': (n) =>
    `${n} with a negative stay, departure before care or arrival: the departure is taken as missing`,
  'ready-outside-stay': (n) =>
    `${n} in which somebody is ready to leave before care starts or after departure: that time is taken as missing`,
  'stay-too-long': (n) => `${n} with a wait or a stay of more than 30 days: the later time is taken as missing`,
  'clock-gap': (n) => `${n} with a time that the clock never showed, because clocks went forward then: taken as one hour later`,
  'clock-repeated': (n) =>
    `${n} with a time that the clock showed twice, because clocks went back then: taken as the first, so it may be 60 minutes off`,
  'clock-crossed': (n) =>
    `${n} with a stay across a night in which clocks change in many countries: such a stay may be 60 minutes off; times with an offset, or a time zone, make them exact`,
  'empty-days': (n) => n,
}

/** Collects what is wrong with rows: how often, and the first places. */
export class Findings {
  private readonly found = new Map<Kind, { count: number; examples: VisitsFinding['examples'] }>()

  add(kind: Kind, row: number, column: string, sentence: string): void {
    const entry = this.found.get(kind) ?? { count: 0, examples: [] }
    this.found.set(kind, entry)
    entry.count++
    if (entry.examples.length < shownExamples) entry.examples.push({ row, column, sentence })
  }

  countOf(kind: Kind): number {
    return this.found.get(kind)?.count ?? 0
  }

  firstOf(kind: Kind): VisitsFinding['examples'][number] | undefined {
    return this.found.get(kind)?.examples[0]
  }

  toList(): VisitsFinding[] {
    return [...this.found].map(([kind, { count, examples }]) => ({
      kind,
      count,
      sentence: sentences[kind](formatCount(count, 'row')),
      examples,
    }))
  }
}
