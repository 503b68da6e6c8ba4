import type { TunedIndex } from '../../../shared/policy.ts'
import { acuityLevels } from '../../../shared/scenario.ts'
import type { HospitalModel } from './hospital-model.ts'
import type { Policy } from './policy.ts'
import type { Simulation } from './simulation.ts'

/**
 * Serves the class with the largest index (see `TunedIndex`); equal indices: who waits longest, then the smaller class number. With level
 * weights far enough apart, equal group weights and no power, it is strict acuity.
 */
export class TunedIndexRule implements Policy {
  readonly name: string
  readonly label: string
  private readonly weight: Float64Array
  private readonly startMinutes: Float64Array
  private readonly growthPerMinute: Float64Array

  constructor(name: string, label: string, parameters: TunedIndex, model: HospitalModel) {
    const { groupBlind, levelWeights, groupWeights, start, growth, shortWorkPower } = parameters
    const { classes, classAcuity, classGroup, targetMinutes } = model
    const work = groupBlind ? meanWorkOfLevels(model) : model.clinicianMeanMinutes
    this.name = name
    this.label = label
    this.weight = new Float64Array(classes)
    this.startMinutes = new Float64Array(classes)
    this.growthPerMinute = new Float64Array(classes)
    for (let classIndex = 0; classIndex < classes; classIndex++) {
      const acuity = classAcuity[classIndex]!
      const weight = levelWeights[acuity]! * groupWeights[classGroup[classIndex]!]!
      this.weight[classIndex] = weight / work[classIndex]! ** shortWorkPower
      this.startMinutes[classIndex] = start * targetMinutes[acuity]!
      this.growthPerMinute[classIndex] = growth / targetMinutes[acuity]!
    }
  }

  choose(simulation: Simulation): number {
    const { weight, startMinutes, growthPerMinute } = this
    const { now } = simulation
    const { arrivalMinutes } = simulation.patients
    let chosen = -1
    let largest = Number.NEGATIVE_INFINITY
    let longest = Number.NEGATIVE_INFINITY
    for (let classIndex = simulation.nextClass(0); classIndex >= 0; classIndex = simulation.nextClass(classIndex + 1)) {
      const waitMinutes = now - arrivalMinutes[simulation.headOf(classIndex)]!
      const past = waitMinutes - startMinutes[classIndex]!
      const index = weight[classIndex]! * (past > 0 ? 1 + growthPerMinute[classIndex]! * past : 1)
      if (index > largest || (index === largest && waitMinutes > longest)) {
        chosen = classIndex
        largest = index
        longest = waitMinutes
      }
    }
    return chosen
  }
}

/** Usual clinician's time at each level over all groups by their shares, by class. */
function meanWorkOfLevels({ scenario, classAcuity, clinicianMeanMinutes }: HospitalModel): Float64Array {
  return Float64Array.from(classAcuity, (acuity) =>
    scenario.groups.reduce((sum, { share }, group) => sum + share * clinicianMeanMinutes[group * acuityLevels + acuity]!, 0),
  )
}
