import { hoursPerDay } from '../time.ts'
import type { Arrival, ChoiceRule } from './arrivals.ts'
import type { Attribute } from './attribute.ts'
import type { ModelDocument } from './document.ts'
import type { Cases, Condition } from './primitives.ts'

/** Labels of a kind of patient, by attribute; `class` among them. */
export type Labels = Readonly<Record<string, string>>

export interface LabelShare {
  labels: Labels
  share: number
}

/** More kinds of patients than this are not told apart. */
const mostKinds = 20_000

export function holds(condition: Condition | undefined, labels: Labels): boolean {
  return Object.entries(condition ?? {}).every(([name, wanted]) => [wanted].flat().includes(labels[name] ?? ''))
}

/** What one value for everybody, or the first case that holds, gives this kind of patient; undefined where no case holds. */
export function valueFor<T extends object>(value: Cases<T>, labels: Labels): T | undefined {
  return 'cases' in value ? value.cases.find(({ when }) => holds(when, labels))?.use : value
}

/**
 * Kinds of patients that a stream brings in the long run, told apart by the labels of the attributes named, with their shares; null where
 * there are too many kinds.
 */
export function labelSharesOf(model: ModelDocument, arrival: Arrival, relevant: ReadonlySet<string>): LabelShare[] | null {
  const attributes = (model.attributes ?? []).filter(
    (attribute): attribute is Extract<Attribute, { values: string[] }> =>
      'values' in attribute && (attribute.name === 'class' || relevant.has(attribute.name)),
  )
  const firstClass: Extract<Attribute, { values: string[] }> = {
    name: 'class',
    values: model.classes,
    choose: { is: model.classes[0] ?? '' },
  }
  const drawn = attributes.some(({ name }) => name === 'class') ? attributes : [firstClass, ...attributes]
  const rules = drawn.map(({ name, choose }): Cases<ChoiceRule> => arrival.attributes?.[name] ?? choose)
  const byHour = rules.some((rule) => JSON.stringify(rule).includes('"sharesByHour"'))
  const kinds = new Map<string, LabelShare>()
  for (const { hour, weight } of byHour ? hoursOfDay(arrival) : [{ hour: 0, weight: 1 }]) {
    let found: LabelShare[] = [{ labels: {}, share: weight }]
    for (const [index, { name }] of drawn.entries()) {
      const further: LabelShare[] = []
      for (const { labels, share } of found) {
        for (const [label, part] of chosen(model, rules[index], labels, hour))
          further.push({ labels: { ...labels, [name]: label }, share: share * part })
        if (further.length > mostKinds) return null
      }
      found = further
    }
    for (const kind of found) {
      const key = JSON.stringify(kind.labels)
      const known = kinds.get(key)
      if (known === undefined) kinds.set(key, kind)
      else known.share += kind.share
    }
  }
  return [...kinds.values()]
}

/** Which share of a stream's patients comes in which hour of the day. */
function hoursOfDay(arrival: Arrival): { hour: number; weight: number }[] {
  const rates = arrival.process.process === 'poisson-by-hour' ? arrival.process.ratePerHour : Array<number>(hoursPerDay).fill(1)
  const total = rates.reduce((sum, rate) => sum + rate, 0)
  return rates.map((rate, hour) => ({ hour, weight: rate / total })).filter(({ weight }) => weight > 0)
}

/** Labels with their shares, which are brought to a sum of 1, for a kind of patient so far. `hour` null: the mean over the day. */
export function chosen(
  model: ModelDocument,
  rule: Cases<ChoiceRule> | undefined,
  labels: Labels,
  hour: number | null,
): [string, number][] {
  const use = rule === undefined ? undefined : valueFor(rule, labels)
  if (use === undefined) return []
  if ('is' in use) return [[use.is, 1]]
  if ('shares' in use) return normalised([[use.shares, 1]])
  if ('sharesByHour' in use) {
    return normalised(
      hour === null ? use.sharesByHour.map((shares) => [shares, 1]) : [[use.sharesByHour[hour % hoursPerDay] ?? {}, 1]],
    )
  }
  return normalised(overTime(use.sharesByTime, model.run.horizon))
}

type Shares = Readonly<Record<string, number>>

function normalised(parts: readonly (readonly [Shares, number])[]): [string, number][] {
  const sums: Record<string, number> = {}
  for (const [shares, weight] of parts)
    for (const [label, share] of Object.entries(shares)) sums[label] = (sums[label] ?? 0) + share * weight
  const total = Object.values(sums).reduce((sum, share) => sum + share, 0)
  return Object.entries(sums)
    .filter(([, share]) => share > 0)
    .map(([label, share]) => [label, share / total])
}

/** Weights of shares drawn in straight lines between their times, so that the weighted sum is the mean over the run. */
function overTime(points: readonly { at: number; shares: Shares }[], horizon: number): [Shares, number][] {
  const weights = points.map(() => 0)
  const add = (index: number, weight: number) => {
    weights[index] = (weights[index] ?? 0) + weight
  }
  points.forEach(({ at }, index) => {
    const start = Math.min(at, horizon)
    if (index === 0) add(0, start)
    const next = points[index + 1]
    if (next === undefined) {
      add(index, horizon - start)
      return
    }
    const end = Math.min(next.at, horizon)
    const reached = (end - start) / (next.at - at)
    // The line between two points, as far as the run goes.
    add(index, (end - start) * (1 - reached / 2))
    add(index + 1, ((end - start) * reached) / 2)
  })
  return points.map(({ shares }, index) => [shares, weights[index] ?? 0])
}
