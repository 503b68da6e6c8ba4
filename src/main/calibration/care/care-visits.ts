import { minutesPerDay } from '../../../shared/time.ts'
import { outcomes } from '../visits/visit-words.ts'
import type { Visits } from '../visits/visits.ts'
import { patienceUsed } from './patience-clock.ts'

/** Less cannot be told from nothing: times are written in minutes or seconds. */
const shortestMinutes = 1 / 60
const [discharged, admitted, left] = [outcomes.indexOf('discharged'), outcomes.indexOf('admitted'), outcomes.indexOf('left')]

/** What the care model is fitted to, visit by visit. */
export interface CareVisits {
  readonly count: number
  /** -1: not known. */
  readonly group: Int16Array
  /** Assigned acuity counted from 0; -1: not known. */
  readonly assigned: Int8Array
  /** 1: left unseen. */
  readonly left: Uint8Array
  /** Patience used up by the end of the wait; NaN: not known, or not to be used. */
  readonly patienceUsed: Float64Array
  /** Minutes from arrival to the end of the wait; NaN: not known. */
  readonly waitMinutes: Float64Array
  /** 1: admitted, 0: discharged, -1: not known. */
  readonly admitted: Int8Array
  /** Minutes in the care space until treatment ended; NaN: not known. */
  readonly stayMinutes: Float64Array
}

/**
 * Visits as the care model sees them. Those of the first day are left out where there are others: people who came before it were waiting
 * then, and are not in the file. Without a time of being ready to leave, the treatment of those admitted cannot be told from their wait for a
 * ward bed, so only the stays of those discharged count.
 *
 * `groupOf`: the scenario's group for each value of the file's group column.
 */
export function careVisits(visits: Visits, groupOf: readonly number[], crowding: number, days: number): CareVisits {
  const { count, arrivalMinutes, startMinutes, departureMinutes, readyMinutes, outcome } = visits
  const endOfWait = Float64Array.from({ length: count }, (_, visit) =>
    Number.isNaN(startMinutes[visit]!) && outcome[visit] === left ? departureMinutes[visit]! : startMinutes[visit]!,
  )
  const used = patienceUsed(visits, endOfWait, crowding)
  const from = days > 7 ? arrivalMinutes[0]! + minutesPerDay : Number.NEGATIVE_INFINITY
  const taken = Array.from({ length: count }, (_, visit) => visit).filter((visit) => arrivalMinutes[visit]! >= from)
  const isSeen = (visit: number) => !Number.isNaN(startMinutes[visit]!)
  return {
    count: taken.length,
    group: Int16Array.from(taken, (visit) => (visits.group[visit]! < 0 ? -1 : groupOf[visits.group[visit]!]!)),
    assigned: Int8Array.from(taken, (visit) => visits.triage[visit]!),
    left: Uint8Array.from(taken, (visit) => (outcome[visit] === left ? 1 : 0)),
    patienceUsed: Float64Array.from(taken, (visit) => Math.max(used[visit]!, shortestMinutes)),
    waitMinutes: Float64Array.from(taken, (visit) => endOfWait[visit]! - arrivalMinutes[visit]!),
    admitted: Int8Array.from(taken, (visit) => (outcome[visit] === admitted ? 1 : outcome[visit] === discharged ? 0 : -1)),
    stayMinutes: Float64Array.from(taken, (visit) => {
      if (!isSeen(visit)) return Number.NaN
      const end =
        outcome[visit] === discharged && Number.isNaN(readyMinutes[visit]!) ? departureMinutes[visit]! : readyMinutes[visit]!
      return Math.max(end - startMinutes[visit]!, shortestMinutes)
    }),
  }
}
