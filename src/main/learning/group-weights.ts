import type { OutcomeSums } from './outcome-sums.ts'

/** Sharpness of the softmax, share every group keeps, and weight of the newest look at the costs. */
const kappa = 6
const floor = 0.05
const smoothing = 0.3
/** Fewer patients of a group say too little. */
export const minimumPatients = 20

/**
 * Which groups fare worst at equal need, and what weight their advantage gets.
 *
 * A group's excess is what its patients cost beyond the pooled mean of patients of the same true acuity, relative to that
 * mean (indirect standardisation), smoothed over iterations. `q = softmax(kappa x excess)` with a floor: it follows the
 * excess of now, where exponentiated gradient ascent on q would add up all those of the past and overshoot.
 */
export class GroupWeights {
  /** Smoothed excess, relative to the cost expected at the group's need. */
  private readonly relativeExcess: Float64Array
  /** Smoothed excess per patient, in cost. */
  private readonly excessPerPatient: Float64Array
  private updates = 0
  private readonly fairnessWeight: number

  /** @param fairnessWeight lambda, 0 to 1 */
  constructor(groups: number, fairnessWeight: number) {
    this.relativeExcess = new Float64Array(groups)
    this.excessPerPatient = new Float64Array(groups)
    this.fairnessWeight = fairnessWeight
  }

  /**
   * Takes in the patients since the last update, to be compared with the pooled mean cost at each need in `lately`.
   * Call only with enough patients of every group (`minimumPatients`).
   */
  update(newest: OutcomeSums, lately: OutcomeSums): void {
    const { groups, levels } = newest
    const share = this.updates === 0 ? 1 : smoothing
    for (let group = 0; group < groups; group++) {
      let excess = 0
      let expected = 0
      for (let level = 0; level < levels; level++) {
        const patients = newest.patients[group * levels + level]!
        const atEqualNeed = patients * lately.meanCostAtNeed(level)
        excess += newest.costSum[group * levels + level]! - atEqualNeed
        expected += atEqualNeed
      }
      const relative = expected > 0 ? excess / expected : 0
      const perPatient = excess / newest.patientsOf(group)
      this.relativeExcess[group] = this.relativeExcess[group]! + share * (relative - this.relativeExcess[group]!)
      this.excessPerPatient[group] = this.excessPerPatient[group]! + share * (perPatient - this.excessPerPatient[group]!)
    }
    this.updates += 1
  }

  get excessCost(): Float64Array {
    return this.excessPerPatient.slice()
  }

  /** (1 - lambda) + lambda x groups x q: 1 for all where lambda is 0, and 1 on average always. */
  get weights(): Float64Array {
    const groups = this.relativeExcess.length
    const shares = softmaxWithFloor(this.relativeExcess)
    return shares.map((share) => 1 - this.fairnessWeight + this.fairnessWeight * groups * share)
  }

  saveState(): Float64Array {
    return Float64Array.of(this.updates, ...this.relativeExcess, ...this.excessPerPatient)
  }

  restoreState(state: Float64Array): void {
    const groups = this.relativeExcess.length
    if (state.length !== 1 + 2 * groups)
      throw new Error(`Weights of ${groups} groups were given the state of ${(state.length - 1) / 2}.`)
    this.updates = state[0]!
    this.relativeExcess.set(state.subarray(1, 1 + groups))
    this.excessPerPatient.set(state.subarray(1 + groups))
  }
}

function softmaxWithFloor(excess: Float64Array): Float64Array {
  const highest = excess.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const powers = excess.map((value) => Math.exp(kappa * (value - highest)))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => floor + (1 - floor * excess.length) * (power / sum))
}
