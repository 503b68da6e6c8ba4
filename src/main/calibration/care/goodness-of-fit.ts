import type { GoodnessOfFit } from '../../../shared/calibration.ts'
import { acuityLevels } from '../../../shared/scenario.ts'
import type { CareFit } from './care-fit.ts'
import { CareLikelihood } from './care-likelihood.ts'
import type { CareVisits } from './care-visits.ts'

const mostPoints = 100
const fewest = 20
/** Kolmogorov's 5 % point, over the square root of the visits. */
const kolmogorov = 1.358
/** So close that it makes no difference to a simulation, however many visits show it. */
const negligibleDistance = 0.05

/** Stays and patience of the visits against the fit, by assigned acuity: what was seen, so that nothing of the fit enters the observed side. */
export function goodnessOfFit({ model, visits, maximum }: CareFit): GoodnessOfFit[] {
  const none = (count: number) => new Float64Array(count).fill(Number.NaN)
  // What a stay should be like is foretold without looking at it; likewise how long patience lasts.
  const withoutStay = new CareLikelihood(model, { ...visits, stayMinutes: none(visits.count) })
  const withoutEnd: CareVisits = {
    ...visits,
    stayMinutes: none(visits.count),
    patienceUsed: none(visits.count),
    waitMinutes: none(visits.count),
    admitted: new Int8Array(visits.count).fill(-1),
    left: new Uint8Array(visits.count),
  }
  const atArrival = new CareLikelihood(model, withoutEnd)
  const mixture = (totals: Float64Array, below: (group: number, acuity: number) => number) => {
    const all = totals.reduce((sum, value) => sum + value, 0)
    let sum = 0
    totals.forEach((value, row) => {
      if (value > 0) sum += value * below(Math.floor(row / acuityLevels), row % acuityLevels)
    })
    return sum / all
  }
  const results: GoodnessOfFit[] = []
  const levels = visits.assigned.some((level) => level >= 0) ? Array.from({ length: acuityLevels }, (_, level) => level) : [-1]
  for (const level of levels) {
    const name = level < 0 ? '' : `, triage level ${level + 1}`
    const stays = visitsOf(visits, (visit) => visits.assigned[visit] === level && visits.stayMinutes[visit]! > 0)
    if (stays.length >= fewest) {
      const isAsked = new Set(stays)
      const totals = withoutStay.caseTotals(maximum.at, (visit) => isAsked.has(visit))
      const minutes = Float64Array.from(stays, (visit) => visits.stayMinutes[visit]!).sort()
      results.push(
        compare(`Time in the care space${name}`, uncensored(minutes), (value) =>
          mixture(totals, (group, acuity) => withoutStay.stayBelow(value, group, acuity)),
        ),
      )
    }
    const waits = visitsOf(visits, (visit) => visits.assigned[visit] === level && visits.patienceUsed[visit]! > 0)
    if (waits.filter((visit) => visits.left[visit] === 1).length >= fewest) {
      const isAsked = new Set(waits)
      const totals = atArrival.caseTotals(maximum.at, (visit) => isAsked.has(visit))
      results.push(
        compare(`Patience${name}`, kaplanMeier(visits, waits), (value) =>
          mixture(totals, (group, acuity) => atArrival.patienceBelow(value, group, acuity)),
        ),
      )
    }
  }
  return results
}

function visitsOf(visits: CareVisits, isWanted: (visit: number) => boolean): number[] {
  return Array.from({ length: visits.count }, (_, visit) => visit).filter(isWanted)
}

/** An observed distribution function: where it steps, its values before and after each step, and how far chance alone takes it. */
interface Steps {
  readonly visits: number
  readonly minutes: Float64Array
  readonly before: Float64Array
  readonly after: Float64Array
  readonly allowedDistance: number
}

function uncensored(ascending: Float64Array): Steps {
  const { length } = ascending
  return {
    visits: length,
    minutes: ascending,
    before: ascending.map((_, index) => index / length),
    after: ascending.map((_, index) => (index + 1) / length),
    allowedDistance: kolmogorov / Math.sqrt(length),
  }
}

/**
 * Kaplan and Meier's estimate of the share whose patience is used up, care coming first for most. Chance is judged by Greenwood's standard
 * error where it is largest, in the proportion that Kolmogorov's 5 % point has to it without censoring.
 */
function kaplanMeier(visits: CareVisits, waits: readonly number[]): Steps {
  const order = waits.slice().sort((a, b) => visits.patienceUsed[a]! - visits.patienceUsed[b]!)
  const minutes: number[] = []
  const before: number[] = []
  const after: number[] = []
  let staying = 1
  let greenwood = 0
  let largestError = 0
  order.forEach((visit, index) => {
    if (visits.left[visit] !== 1) return
    const atRisk = order.length - index
    minutes.push(visits.patienceUsed[visit]!)
    before.push(1 - staying)
    if (atRisk > 1) greenwood += 1 / (atRisk * (atRisk - 1))
    staying *= 1 - 1 / atRisk
    after.push(1 - staying)
    largestError = Math.max(largestError, staying * Math.sqrt(greenwood))
  })
  return {
    visits: waits.length,
    minutes: Float64Array.from(minutes),
    before: Float64Array.from(before),
    after: Float64Array.from(after),
    allowedDistance: 2 * kolmogorov * largestError,
  }
}

function compare(
  label: string,
  { visits, minutes, before, after, allowedDistance }: Steps,
  below: (minutes: number) => number,
): GoodnessOfFit {
  const count = Math.min(mostPoints, minutes.length)
  const points = Array.from({ length: count }, (_, point) => {
    const at = Math.floor(((point + 0.5) * minutes.length) / count)
    const value = minutes[at]!
    return { minutes: value, observed: (before[at]! + after[at]!) / 2, fitted: below(value) }
  })
  // The fit is smooth: between a hundred points it goes nowhere that the distance would notice.
  const distance = points.reduce((largest, { observed, fitted }) => Math.max(largest, Math.abs(observed - fitted)), 0)
  return { label, visits, distance, allowedDistance, fits: distance <= Math.max(allowedDistance, negligibleDistance), points }
}
