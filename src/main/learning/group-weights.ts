import type { OutcomeSums } from './outcome-sums.ts'
import type { GroupWeighting } from './ppo-options.ts'

/** Fewer patients of a group say too little. */
export const minimumPatients = 20

/**
 * Which groups fare worst at equal need, and what weight their advantage gets.
 *
 * A group's excess is what its patients cost beyond the pooled mean of patients of the same true acuity, relative to that
 * mean (indirect standardisation). The softmax follows the excess of now, smoothed over iterations; exponentiated gradient ascent
 * adds up that of all times. Weights hold for a whole iteration.
 */
export class GroupWeights {
  /** Excess relative to the cost expected at the group's need, smoothed by the softmax's rule. */
  private readonly relativeExcess: Float64Array
  /** Excess per patient, in cost, smoothed likewise. */
  private readonly excessPerPatient: Float64Array
  /** Of exponentiated gradient ascent: each group's share q. */
  private readonly ascended: Float64Array
  private updates = 0
  private readonly fairnessWeight: number
  private readonly weighting: GroupWeighting

  /** @param fairnessWeight lambda, 0 to 1 */
  constructor(groups: number, fairnessWeight: number, weighting: GroupWeighting) {
    this.relativeExcess = new Float64Array(groups)
    this.excessPerPatient = new Float64Array(groups)
    this.ascended = new Float64Array(groups).fill(1 / groups)
    this.fairnessWeight = fairnessWeight
    this.weighting = weighting
  }

  /**
   * Takes in the patients since the last update, to be compared with the pooled mean cost at each need in `lately`.
   * Call only with enough patients of every group (`minimumPatients`).
   */
  update(newest: OutcomeSums, lately: OutcomeSums): void {
    const { groups, levels } = newest
    const { weighting } = this
    const share = this.updates === 0 || weighting.rule !== 'softmax' ? 1 : weighting.smoothing
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
    if (weighting.rule === 'exponentiated-gradient') {
      const powers = this.ascended.map((q, group) => q * Math.exp(weighting.eta * this.relativeExcess[group]!))
      this.ascended.set(sharesOf(powers, weighting.floor))
    }
    this.updates += 1
  }

  get excessCost(): Float64Array {
    return this.excessPerPatient.slice()
  }

  /**
   * (1 - lambda) + lambda x groups x q: 1 for all where lambda is 0, and 1 on average always.
   *
   * @param progress of the training, from 0 to 1: how sharp the softmax is may depend on it
   */
  weights(progress: number): Float64Array {
    const groups = this.relativeExcess.length
    return this.shares(progress).map((share) => 1 - this.fairnessWeight + this.fairnessWeight * groups * share)
  }

  private shares(progress: number): Float64Array {
    const { weighting, relativeExcess } = this
    if (weighting.rule === 'exponentiated-gradient') return this.ascended
    if (weighting.rule === 'worst-loss') return relativeExcess.map(() => 1 / relativeExcess.length)
    const kappa = weighting.kappa * (weighting.finalKappa / weighting.kappa) ** progress
    const highest = relativeExcess.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
    return sharesOf(
      relativeExcess.map((value) => Math.exp(kappa * (value - highest))),
      weighting.floor,
    )
  }

  saveState(): Float64Array {
    return Float64Array.of(this.updates, ...this.relativeExcess, ...this.excessPerPatient, ...this.ascended)
  }

  restoreState(state: Float64Array): void {
    const groups = this.relativeExcess.length
    if (state.length !== 1 + 3 * groups)
      throw new Error(`Weights of ${groups} groups were given the state of ${(state.length - 1) / 3}.`)
    this.updates = state[0]!
    this.relativeExcess.set(state.subarray(1, 1 + groups))
    this.excessPerPatient.set(state.subarray(1 + groups, 1 + 2 * groups))
    this.ascended.set(state.subarray(1 + 2 * groups))
  }
}

/** In proportion to the powers, summing to 1, with at least the floor for each. */
function sharesOf(powers: Float64Array, floor: number): Float64Array {
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => floor + (1 - floor * powers.length) * (power / sum))
}
