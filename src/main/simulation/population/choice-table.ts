import type { ChoiceRule } from '../../../shared/model/arrivals.ts'
import { hoursPerDay, minutesPerHour } from '../../../shared/time.ts'
import { cumulativeShares } from './shares.ts'

const kinds = { fixed: 0, shares: 1, byHour: 2, byTime: 3 } as const

/** Ways to choose a label, as rows. */
export class ChoiceTable {
  /** Whether any rule needs a number, and one needs the hour of the clock. */
  readonly isRandom: boolean
  private readonly labels: number
  private readonly kind: Uint8Array
  /** The label of a fixed rule; else where its running sums begin. */
  private readonly at: Int32Array
  /** Running sums, as many as there are labels in each group of them. */
  private readonly sums: Float64Array
  /** Minutes at which shares are given, of rules by time. */
  private readonly times: Float64Array[]
  private readonly clockOffset: number

  /** `unit`: minutes in the document's unit of time. `clockOffset`: minutes of the day when the run begins. */
  constructor(rules: readonly ChoiceRule[], labels: readonly string[], unit: number, clockOffset: number) {
    const sums: number[] = []
    const add = (shares: Readonly<Record<string, number>>) =>
      sums.push(...cumulativeShares(labels.map((label) => shares[label] ?? 0)))
    this.labels = labels.length
    this.clockOffset = clockOffset
    this.kind = new Uint8Array(rules.length)
    this.at = new Int32Array(rules.length)
    this.times = rules.map((rule) =>
      'sharesByTime' in rule ? Float64Array.from(rule.sharesByTime, ({ at }) => at * unit) : new Float64Array(0),
    )
    rules.forEach((rule, row) => {
      this.kind[row] =
        'is' in rule ? kinds.fixed : 'shares' in rule ? kinds.shares : 'sharesByHour' in rule ? kinds.byHour : kinds.byTime
      this.at[row] = 'is' in rule ? labels.indexOf(rule.is) : sums.length
      if ('shares' in rule) add(rule.shares)
      else if ('sharesByHour' in rule) rule.sharesByHour.forEach(add)
      else if ('sharesByTime' in rule) for (const { shares } of rule.sharesByTime) add(shares)
    })
    this.sums = Float64Array.from(sums)
    this.isRandom = this.kind.some((kind) => kind !== kinds.fixed)
  }

  /** Labels for several patients: of patient `i` into `column[slots[i]]`, at `uniforms[i]`, by rule `rules[i]`. */
  fill(
    column: Uint8Array,
    slots: Int32Array,
    rules: Int32Array,
    arrivalMinutes: Float64Array,
    uniforms: Float64Array,
    count: number,
  ): void {
    const { kind, at, clockOffset, labels } = this
    for (let index = 0; index < count; index++) {
      const slot = slots[index]!
      const rule = rules[index]!
      const from = at[rule]!
      if (kind[rule] === kinds.fixed) column[slot] = from
      else if (kind[rule] === kinds.shares) column[slot] = this.position(from, uniforms[index]!)
      else if (kind[rule] === kinds.byHour) {
        const hour = Math.floor((arrivalMinutes[slot]! + clockOffset) / minutesPerHour) % hoursPerDay
        column[slot] = this.position(from + hour * labels, uniforms[index]!)
      } else column[slot] = this.positionByTime(this.times[rule]!, from, arrivalMinutes[slot]!, uniforms[index]!)
    }
  }

  /** How many of the running sums are not above a number: counted to the end, because a processor cannot foresee where the first one above is. */
  private position(from: number, uniform: number): number {
    const { sums } = this
    const end = from + this.labels - 1
    let label = 0
    for (let at = from; at < end; at++) label += Number(uniform >= sums[at]!)
    return label
  }

  /** Running sums of shares in a straight line are in a straight line too. */
  private positionByTime(times: Float64Array, from: number, minutes: number, uniform: number): number {
    const { sums, labels } = this
    let after = 0
    while (after < times.length && times[after]! <= minutes) after++
    if (after === 0 || after === times.length) return this.position(from + Math.max(0, after - 1) * labels, uniform)
    const since = times[after - 1]!
    const weight = (minutes - since) / (times[after]! - since)
    const [low, high] = [from + (after - 1) * labels, from + after * labels]
    let label = 0
    while (label < labels - 1 && uniform >= sums[low + label]! + weight * (sums[high + label]! - sums[low + label]!)) label++
    return label
  }
}
