import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { triageConfusion } from './triage-confusion.ts'

/** Ends of the stretches of waiting, in minutes, over which the rate of starts is taken as even. */
const stretchEnds = [1, 5, 15, 30, 60, 90, 120, 180, 240, 360, 480, 720, Number.POSITIVE_INFINITY]
const stretchOf = (minutes: number): number => stretchEnds.findIndex((end) => minutes < end)

/** Waits by visit: how they ended, and after how many minutes. */
export interface EndedWaits {
  readonly count: number
  readonly group: Int16Array
  readonly assigned: Int8Array
  readonly left: Uint8Array
  /** NaN: not known. */
  readonly waitMinutes: Float64Array
}

/**
 * What the end of a wait tells about true acuity, visit x acuity: who gets worse while waiting, and is noticed, is taken sooner, so of those
 * who wait long without being taken fewer are of the levels that get worse fast. Relative probability that the wait ended as it did when it
 * did, given that patience lasted:
 * - left after w minutes: not noticed to be worse by then, 1 - noticed x (1 - exp(-w / mean));
 * - taken after w minutes: the same, or noticed just then, at noticed / mean x exp(-w / mean) over the rate at which others of the same
 *   assigned level are taken after such a wait (starts over minutes waited, less those noticed).
 * Means and probabilities are the scenario's. Assumes that who is noticed to be worse is taken next, as under any rule that puts urgent
 * patients first.
 */
export function worseningWeights(scenario: Scenario, waits: EndedWaits): Float64Array {
  const weights = new Float64Array(waits.count * acuityLevels).fill(1)
  const total = scenario.groups.reduce((sum, { share }) => sum + share, 0)
  const pooledNoticed = scenario.groups.reduce((sum, group) => sum + group.share * group.deteriorationNoticed, 0) / total
  const rates = startRates(waits)
  const noticedRates = noticedRateByLevel(scenario)
  for (let visit = 0; visit < waits.count; visit++) {
    const wait = waits.waitMinutes[visit]!
    const assigned = waits.assigned[visit]!
    if (!(wait > 0) || assigned < 0) continue
    const noticed = scenario.groups[waits.group[visit]!]?.deteriorationNoticed ?? pooledNoticed
    const rate = rates[assigned * stretchEnds.length + stretchOf(wait)]!
    for (let acuity = 1; acuity < acuityLevels; acuity++) {
      const mean = scenario.deterioration.meanMinutes[acuity]
      // Who is already rated as urgent as after getting worse is not taken sooner for it.
      if (mean === null || mean === undefined || assigned <= acuity - 1) continue
      const decay = Math.exp(-wait / mean)
      const unnoticed = 1 - noticed * (1 - decay)
      const others = Math.max(rate - noticedRates[assigned]!, rate / 2)
      weights[visit * acuityLevels + acuity] =
        waits.left[visit] === 1 || !(others > 0) ? unnoticed : unnoticed + (noticed * decay) / (mean * others)
    }
  }
  return weights
}

/** How many a minute of those waiting at an assigned level are noticed to be worse and taken sooner, as the scenario has it. */
function noticedRateByLevel(scenario: Scenario): number[] {
  const confusion = triageConfusion(scenario)
  return Array.from({ length: acuityLevels }, (_, assigned) => {
    let [rate, weights] = [0, 0]
    scenario.groups.forEach(({ share, acuityMix, deteriorationNoticed }, group) => {
      acuityMix.forEach((mix, acuity) => {
        const weight = share * mix * confusion[(group * acuityLevels + acuity) * acuityLevels + assigned]!
        const mean = scenario.deterioration.meanMinutes[acuity]
        weights += weight
        if (acuity > 0 && assigned > acuity - 1 && mean) rate += (weight * deteriorationNoticed) / mean
      })
    })
    return weights > 0 ? rate / weights : 0
  })
}

/** Starts of care a minute of waiting: assigned level x stretch. */
function startRates(waits: EndedWaits): Float64Array {
  const starts = new Float64Array(acuityLevels * stretchEnds.length)
  const minutes = new Float64Array(starts.length)
  for (let visit = 0; visit < waits.count; visit++) {
    const wait = waits.waitMinutes[visit]!
    const assigned = waits.assigned[visit]!
    if (!(wait >= 0) || assigned < 0) continue
    const last = stretchOf(wait)
    for (let stretch = 0; stretch <= last; stretch++) {
      const from = stretch === 0 ? 0 : stretchEnds[stretch - 1]!
      minutes[assigned * stretchEnds.length + stretch]! += Math.min(wait, stretchEnds[stretch]!) - from
    }
    if (waits.left[visit] !== 1) starts[assigned * stretchEnds.length + last]!++
  }
  return starts.map((count, index) => (minutes[index]! > 0 ? count / minutes[index]! : 0))
}
