import type { EpisodeOutcome } from '../environments/environment.ts'

/** Patients, costs and waits of finished episodes, by group (channel) and need level: entry group * levels + level. */
export class OutcomeSums {
  readonly groups: number
  readonly levels: number
  readonly patients: Float64Array
  readonly costSum: Float64Array
  readonly waitSum: Float64Array
  readonly referenceCostSum: Float64Array
  readonly referenceWaitSum: Float64Array

  constructor(groups: number, levels: number) {
    this.groups = groups
    this.levels = levels
    this.patients = new Float64Array(groups * levels)
    this.costSum = new Float64Array(groups * levels)
    this.waitSum = new Float64Array(groups * levels)
    this.referenceCostSum = new Float64Array(groups * levels)
    this.referenceWaitSum = new Float64Array(groups * levels)
  }

  add(outcome: EpisodeOutcome): void {
    this.lists.forEach((list, index) => {
      const added = listsOf(outcome)[index]!
      for (let at = 0; at < list.length; at++) list[at] = list[at]! + added[at]!
    })
  }

  clear(): void {
    for (const list of this.lists) list.fill(0)
  }

  patientsOf(group: number): number {
    let sum = 0
    for (let level = 0; level < this.levels; level++) sum += this.patients[group * this.levels + level]!
    return sum
  }

  get fewestPatients(): number {
    let fewest = Number.POSITIVE_INFINITY
    for (let group = 0; group < this.groups; group++) fewest = Math.min(fewest, this.patientsOf(group))
    return fewest
  }

  /** Mean cost of all patients of this need; 0 where there are none. */
  meanCostAtNeed(level: number): number {
    let cost = 0
    let patients = 0
    for (let group = 0; group < this.groups; group++) {
      cost += this.costSum[group * this.levels + level]!
      patients += this.patients[group * this.levels + level]!
    }
    return patients > 0 ? cost / patients : 0
  }

  /** Mean of a list over all patients; null where there are none. */
  perPatient(list: Float64Array): number | null {
    const patients = total(this.patients)
    return patients > 0 ? total(list) / patients : null
  }

  /** Mean wait of each group; null where a group has no patients. */
  waitMinutesByGroup(): (number | null)[] {
    return Array.from({ length: this.groups }, (_, group) => {
      const patients = this.patientsOf(group)
      const waits = this.waitSum.subarray(group * this.levels, (group + 1) * this.levels)
      return patients > 0 ? total(waits) / patients : null
    })
  }

  saveState(): Float64Array {
    const state = new Float64Array(this.patients.length * 5)
    this.lists.forEach((list, index) => {
      state.set(list, index * list.length)
    })
    return state
  }

  restoreState(state: Float64Array): void {
    this.lists.forEach((list, index) => {
      list.set(state.subarray(index * list.length, (index + 1) * list.length))
    })
  }

  private get lists(): Float64Array[] {
    return listsOf(this)
  }
}

const listsOf = (sums: EpisodeOutcome): Float64Array[] => [
  sums.patients,
  sums.costSum,
  sums.waitSum,
  sums.referenceCostSum,
  sums.referenceWaitSum,
]

function total(list: Float64Array): number {
  let sum = 0
  for (const value of list) sum += value
  return sum
}
