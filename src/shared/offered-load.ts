import { type Distribution, meanMinutesOf } from './distribution.ts'
import { gammaBelow, logGamma } from './gamma-function.ts'
import { acuityLevels, type Scenario } from './scenario.ts'
import { hoursPerDay, minutesPerHour } from './time.ts'

const busyHours = 12

/** Work over capacity: 0.9 means that 90 % of what is on duty is needed; at 1 or more the queue grows until people give up. */
export interface OfferedLoad {
  clinicians: { byHour: number[]; day: number }
  careSpaces: { byHour: number[]; day: number }
  /** Of the scarcer resource, in the twelve consecutive hours in which it is busiest. */
  busiestTwelveHours: number
}

/**
 * Expected load of an ordinary day (mean weekday, no surge), before anybody leaves unseen: work that arrives in each hour over the capacity
 * on duty in that hour. Work is counted where it arrives, so an hour may exceed 1 in a department that copes over the day; an hour with
 * arrivals and nobody on duty has an infinite load. Mean durations are those of the scenario's distributions by true acuity times the
 * group's factor; a stay in a care space is at least the clinician's time (approximated by the larger of the two means) and includes
 * boarding of those admitted (mean of the distribution cut at the longest boarding).
 */
export function offeredLoad(scenario: Scenario): OfferedLoad {
  const { groups, resources } = scenario
  const weekday = scenario.arrivals.weekdayFactor.reduce((sum, factor) => sum + factor, 0) / 7
  const clinicianMinutes = groups.map((group) => workPerPatient(scenario, group).clinician)
  const spaceMinutes = groups.map((group) => workPerPatient(scenario, group).space)
  const hours = Array.from({ length: hoursPerDay }, (_, hour) => hour)
  const work = (minutesOf: number[]) =>
    hours.map((hour) => {
      const tilted = groups.map((group) => group.share * group.hourFactor[hour]!)
      const total = tilted.reduce((sum, share) => sum + share, 0)
      const mean = groups.reduce(
        (sum, group, index) => sum + (total > 0 ? tilted[index]! / total : group.share) * minutesOf[index]!,
        0,
      )
      return scenario.arrivals.ratePerHour[hour]! * weekday * mean
    })
  const load = (minutes: number[], capacity: number[]) => ({
    byHour: hours.map((hour) => ratio(minutes[hour]!, capacity[hour]! * minutesPerHour)),
    day: ratio(sum(minutes), sum(capacity) * minutesPerHour),
    busiest: busiestShare(minutes, capacity),
  })
  const clinicians = load(work(clinicianMinutes), resources.cliniciansByHour)
  const careSpaces = load(work(spaceMinutes), Array<number>(hoursPerDay).fill(resources.careSpaces))
  return {
    clinicians: { byHour: clinicians.byHour, day: clinicians.day },
    careSpaces: { byHour: careSpaces.byHour, day: careSpaces.day },
    busiestTwelveHours: Math.max(clinicians.busiest, careSpaces.busiest),
  }
}

/** Expected minutes of a clinician and of a care space for one patient of a group. */
function workPerPatient(scenario: Scenario, group: Scenario['groups'][number]): { clinician: number; space: number } {
  const { care, admission } = scenario
  const boarding = meanBelow(admission.boardingMinutes, group.boardingFactor, admission.boardingCapMinutes)
  let clinician = 0
  let space = 0
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    const share = group.acuityMix[acuity]!
    const own = meanMinutesOf(care.clinicianMinutes[acuity]!) * group.clinicianTimeFactor
    const stay = Math.max(own, meanMinutesOf(care.spaceMinutes[acuity]!) * group.spaceTimeFactor)
    clinician += share * own
    space += share * (stay + Math.min(1, admission.probability[acuity]! * group.admissionFactor) * boarding)
  }
  return { clinician, space }
}

/** Mean of min(factor x duration, cap). */
function meanBelow(distribution: Distribution, factor: number, cap: number): number {
  switch (distribution.distribution) {
    case 'constant':
      return Math.min(factor * distribution.minutes, cap)
    case 'exponential': {
      const mean = factor * distribution.meanMinutes
      return -mean * Math.expm1(-cap / mean)
    }
    case 'lognormal': {
      const median = factor * distribution.medianMinutes
      const { sigma } = distribution
      if (cap === 0 || sigma === 0) return Math.min(median, cap)
      const z = Math.log(cap / median) / sigma
      return median * Math.exp(sigma ** 2 / 2) * normalBelow(z - sigma) + cap * normalBelow(-z)
    }
    case 'gamma': {
      const { shape } = distribution
      const mean = factor * distribution.meanMinutes
      const x = (cap * shape) / mean
      return mean * gammaBelow(shape + 1, x) + cap * (1 - gammaBelow(shape, x))
    }
    case 'weibull': {
      const { shape } = distribution
      const mean = factor * distribution.meanMinutes
      // The hazard accumulated by the cap is exponential with mean 1 when the duration ends.
      const hazard = Math.exp(shape * (Math.log(cap / mean) + logGamma(1 + 1 / shape)))
      return mean * gammaBelow(1 + 1 / shape, hazard) + cap * Math.exp(-hazard)
    }
  }
}

/** Standard normal distribution function, to about 1e-7: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial
  return z > 0 ? 1 - upper : upper
}

function busiestShare(work: number[], capacity: number[]): number {
  let busiest = 0
  for (let start = 0; start < hoursPerDay; start++) {
    let minutes = 0
    let units = 0
    for (let hour = start; hour < start + busyHours; hour++) {
      minutes += work[hour % hoursPerDay]!
      units += capacity[hour % hoursPerDay]!
    }
    busiest = Math.max(busiest, ratio(minutes, units * minutesPerHour))
  }
  return busiest
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function ratio(work: number, capacity: number): number {
  if (capacity > 0) return work / capacity
  return work > 0 ? Number.POSITIVE_INFINITY : 0
}
