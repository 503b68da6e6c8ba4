import type { Visits } from '../visits/visits.ts'

/**
 * How much patience each visit had used up when its wait ended (by care or by leaving): the integral of 1 + crowding x people waiting over
 * the wait, with the people waiting counted from the visits themselves. NaN where the end of the wait is not known.
 */
export function patienceUsed(visits: Visits, endOfWait: Float64Array, crowding: number): Float64Array {
  const { count, arrivalMinutes } = visits
  const waits = Array.from({ length: count }, (_, visit) => visit).filter((visit) => !Number.isNaN(endOfWait[visit]!))
  // Ends come in the order of their times; arrivals are in order already.
  const ends = waits.slice().sort((a, b) => endOfWait[a]! - endOfWait[b]!)
  const atArrival = new Float64Array(count)
  const used = new Float64Array(count).fill(Number.NaN)
  let clock = 0
  let now = waits.length === 0 ? 0 : arrivalMinutes[waits[0]!]!
  let waiting = 0
  let nextArrival = 0
  for (const ended of ends) {
    const until = endOfWait[ended]!
    while (nextArrival < waits.length && arrivalMinutes[waits[nextArrival]!]! <= until) {
      const visit = waits[nextArrival++]!
      clock += (arrivalMinutes[visit]! - now) * (1 + crowding * waiting)
      now = arrivalMinutes[visit]!
      atArrival[visit] = clock
      waiting++
    }
    clock += (until - now) * (1 + crowding * waiting)
    now = until
    waiting--
    used[ended] = clock - atArrival[ended]!
  }
  return used
}
