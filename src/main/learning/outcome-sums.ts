import type { EpisodeOutcome } from '../environments/environment.ts'

/** Patients and costs of finished episodes, by group (channel) and need level: entry group * levels + level. */
export class OutcomeSums {
  readonly groups: number
  readonly levels: number
  readonly patients: Float64Array
  readonly costSum: Float64Array

  constructor(groups: number, levels: number) {
    this.groups = groups
    this.levels = levels
    this.patients = new Float64Array(groups * levels)
    this.costSum = new Float64Array(groups * levels)
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

  saveState(): Float64Array {
    const state = new Float64Array(this.patients.length * 2)
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

const listsOf = (sums: EpisodeOutcome): Float64Array[] => [sums.patients, sums.costSum]
