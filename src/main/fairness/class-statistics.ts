import { acuityLevels } from '../../shared/scenario.ts'
import { type ClassMeasure, classColumn } from '../evaluation/outcome-table.ts'
import type { Jackknifed } from '../statistics/jackknife.ts'
import { smallestCell } from './gap.ts'

/** From sums over replications to a number. */
export type Statistic = (totals: Float64Array) => number

/** One group at one assigned acuity: what triage saw, and so what a policy could go by. */
export interface ClassStatistics {
  /** Position in the scenario's groups. */
  readonly group: number
  /** Counted from 0. */
  readonly acuity: number
  readonly patientsPerReplication: number
  /** Null with fewer than 30 patients. */
  readonly waitMinutes: Jackknifed | null
  /**
   * Of the decisions at which somebody of the class waited: served where the reference rule would have served another class, and the other way
   * round. Null with fewer than 30 such decisions.
   */
  readonly movedUp: Jackknifed | null
  readonly movedDown: Jackknifed | null
}

/** Asks for the statistics of all classes of some groups; `from` then reads the answers. */
export function classStatistics(
  totals: Float64Array,
  groups: number,
  shown: readonly number[],
  ask: (statistic: Statistic) => number,
  replications: number,
) {
  const asked = shown.flatMap((group) =>
    Array.from({ length: acuityLevels }, (_, acuity) => {
      const classIndex = group * acuityLevels + acuity
      const column = (measure: ClassMeasure) => classColumn(groups, measure, classIndex)
      const ratio = (numerator: ClassMeasure, denominator: ClassMeasure) => {
        const [above, below] = [column(numerator), column(denominator)]
        return totals[below]! < smallestCell ? null : ask((sums) => sums[above]! / sums[below]!)
      }
      return {
        group,
        acuity,
        patientsPerReplication: totals[column('patients')]! / replications,
        waitMinutes: ratio('waitMinutes', 'patients'),
        movedUp: ratio('movedUp', 'decisions'),
        movedDown: ratio('movedDown', 'decisions'),
      }
    }),
  )
  const firstUp = classColumn(groups, 'movedUp', 0)
  return {
    /** Decisions in which some class was moved up. */
    movedUp: (sums: Float64Array): number => {
      let sum = 0
      for (let column = firstUp; column < firstUp + groups * acuityLevels; column++) sum += sums[column]!
      return sum
    },
    from: (at: (index: number | null) => Jackknifed | null): ClassStatistics[] =>
      asked.map((one) => ({
        ...one,
        waitMinutes: at(one.waitMinutes),
        movedUp: at(one.movedUp),
        movedDown: at(one.movedDown),
      })),
  }
}
