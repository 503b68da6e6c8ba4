import type { HospitalModel } from '../hospital/hospital-model.ts'
import { normalQuantile } from './normal-quantile.ts'
import { type KeyedRandom, purposes } from './random.ts'

const minutesPerHour = 60
const minutesPerDay = 1440
/** A day has at least and at most this multiple of its expected arrivals. */
const dayFactorRange = [0.6, 1.45] as const
/** Casualties are numbered apart from everybody else, so that a surge leaves the other patients as they are. */
const casualtyNumbers = 0x40000000
/** Minutes after the incident at which the three arrival phases begin and end. */
const surgePhases = [0, 60, 90, 240] as const
const leastInjuredFirstMinutes = 90

/** Arrivals as they come: when, and the number that names the patient's random draws. */
export interface ArrivalList {
  count: number
  minutes: Float64Array
  numbers: Int32Array
  hour: Uint8Array
  /** Minutes since the incident for casualties of a surge, -1 for everybody else. */
  sinceIncident: Float64Array
}

/** Makes room for `capacity` arrivals, keeping those already there. */
function reserve(list: ArrivalList, capacity: number): void {
  if (list.minutes.length >= capacity) return
  const { minutes, numbers, hour, sinceIncident } = list
  list.minutes = new Float64Array(capacity)
  list.minutes.set(minutes)
  list.numbers = new Int32Array(capacity)
  list.numbers.set(numbers)
  list.hour = new Uint8Array(capacity)
  list.hour.set(hour)
  list.sinceIncident = new Float64Array(capacity)
  list.sinceIncident.set(sinceIncident)
}

/**
 * Arrivals before `horizonMinutes`, in order. A nonhomogeneous Poisson process by thinning (Lewis and Shedler, 1979): candidates at the
 * largest rate there can be, each kept with the probability of the rate at its own time. A patient's number is the candidate's, so a change
 * of the rate in some hours leaves the patients that stay as they were, as long as the largest rate stays.
 */
export function drawArrivals(model: HospitalModel, random: KeyedRandom, horizonMinutes: number, list: ArrivalList): void {
  const { dayVariation, surge } = model.scenario.arrivals
  const largest =
    Math.max(...model.arrivalsPerHour) * Math.max(...model.weekdayFactor) * (dayVariation > 0 ? dayFactorRange[1] : 1)
  list.count = 0
  let day = -1
  let dayScale = 0
  let minutes = 0
  if (largest > 0) {
    for (let candidate = 0; ; candidate++) {
      random.draw(candidate, purposes.arrival)
      minutes -= (Math.log(random.first) * minutesPerHour) / largest
      if (minutes >= horizonMinutes) break
      const accept = random.second
      const today = Math.floor(minutes / minutesPerDay)
      if (today !== day) {
        day = today
        dayScale = (model.weekdayFactor[day % 7]! * dayFactor(random, day, dayVariation)) / largest
      }
      const hour = Math.floor((minutes - day * minutesPerDay) / minutesPerHour)
      if (accept >= model.arrivalsPerHour[hour]! * dayScale) continue
      const at = list.count++
      if (at >= list.minutes.length) reserve(list, Math.max(256, 2 * at))
      list.minutes[at] = minutes
      list.numbers[at] = candidate
      list.hour[at] = hour
      list.sinceIncident[at] = -1
    }
  }
  if (surge !== null) mergeCasualties(surge, random, horizonMinutes, list)
}

/** What a whole day's rate is multiplied by: normal around 1, clipped, the same for every hour of the day. */
function dayFactor(random: KeyedRandom, day: number, variation: number): number {
  if (variation === 0) return 1
  random.draw(day, purposes.dayFactor)
  return Math.min(dayFactorRange[1], Math.max(dayFactorRange[0], 1 + variation * normalQuantile(random.first)))
}

/** Adds the casualties of a surge: their number is fixed, their times are spread evenly inside each of three phases. */
function mergeCasualties(
  surge: NonNullable<HospitalModel['scenario']['arrivals']['surge']>,
  random: KeyedRandom,
  horizonMinutes: number,
  list: ArrivalList,
): void {
  const incident = (surge.day - 1) * minutesPerDay + surge.hour * minutesPerHour
  const casualties: { minutes: number; number: number }[] = []
  for (let casualty = 0; casualty < surge.casualties; casualty++) {
    const number = casualtyNumbers + casualty
    random.draw(number, purposes.casualtyArrival)
    const phase =
      random.first < surge.arrivalShares[0]! ? 0 : random.first < surge.arrivalShares[0]! + surge.arrivalShares[1]! ? 1 : 2
    const minutes = incident + surgePhases[phase]! + random.second * (surgePhases[phase + 1]! - surgePhases[phase]!)
    if (minutes < horizonMinutes) casualties.push({ minutes, number })
  }
  casualties.sort((a, b) => a.minutes - b.minutes || a.number - b.number)
  reserve(list, list.count + casualties.length)
  let from = list.count - 1
  list.count += casualties.length
  let left = casualties.length - 1
  for (let to = list.count - 1; left >= 0; to--) {
    const casualty = casualties[left]!
    if (from >= 0 && list.minutes[from]! > casualty.minutes) {
      list.minutes[to] = list.minutes[from]!
      list.numbers[to] = list.numbers[from]!
      list.hour[to] = list.hour[from]!
      list.sinceIncident[to] = list.sinceIncident[from]!
      from--
    } else {
      list.minutes[to] = casualty.minutes
      list.numbers[to] = casualty.number
      list.hour[to] = Math.floor((casualty.minutes % minutesPerDay) / minutesPerHour)
      list.sinceIncident[to] = casualty.minutes - incident
      left--
    }
  }
}

/**
 * Acuity shares of casualties who arrive `sinceIncident` minutes after the incident: the walking wounded come first, so the share of levels
 * 1 and 2 starts lower, by what `leastInjuredFirst` says, and what is missing goes to levels 4 and 5 (70 : 30).
 */
export function casualtyAcuityMix(mix: readonly number[], leastInjuredFirst: number, sinceIncident: number): number[] {
  const cut = leastInjuredFirst * Math.max(0, 1 - sinceIncident / leastInjuredFirstMinutes)
  const moved = (mix[0]! + mix[1]!) * cut
  return [mix[0]! * (1 - cut), mix[1]! * (1 - cut), mix[2]!, mix[3]! + 0.7 * moved, mix[4]! + 0.3 * moved]
}
