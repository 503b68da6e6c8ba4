import { meanMinutesOf } from '../../../shared/distribution.ts'
import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { compileChecked } from '../compile-model.ts'
import type { PathwayModel } from '../pathway-model.ts'
import type { PopulationPlan } from '../population/population-plan.ts'
import { boardingStepName, type HospitalOptions, hospitalDocument } from './hospital-document.ts'

/** Resources of the hospital's pathway. */
export const careSpace = 0
export const clinician = 1

/**
 * A scenario, compiled through its model document. A decision class is group x assigned acuity: `group * 5 + acuity`, acuity counted from 0
 * (most urgent).
 */
export interface HospitalModel {
  readonly scenario: Scenario
  readonly pathway: PathwayModel
  readonly population: PopulationPlan
  /** Place in the program where admitted patients wait for a bed. */
  readonly boardingPlace: number
  readonly groups: number
  readonly classes: number
  readonly classGroup: Uint8Array
  readonly classAcuity: Uint8Array
  /** Minutes to the start of care that the scenario aims at, by acuity. */
  readonly targetMinutes: Float64Array
  readonly arrivalsPerHour: Float64Array
  readonly weekdayFactor: Float64Array
  /** Usual clinician's time of the group at this need, by class. */
  readonly clinicianMeanMinutes: Float64Array
}

/** Compiles a checked scenario. */
export function compileScenario(scenario: Scenario, options: HospitalOptions = {}): HospitalModel {
  const { groups, care } = scenario
  const { pathway, population, placeOfStep } = compileChecked(hospitalDocument(scenario, options))
  const classes = groups.length * acuityLevels
  return {
    scenario,
    pathway,
    population,
    boardingPlace: placeOfStep(boardingStepName),
    groups: groups.length,
    classes,
    classGroup: Uint8Array.from({ length: classes }, (_, index) => Math.floor(index / acuityLevels)),
    classAcuity: Uint8Array.from({ length: classes }, (_, index) => index % acuityLevels),
    targetMinutes: Float64Array.from(scenario.targets.minutes),
    arrivalsPerHour: Float64Array.from(scenario.arrivals.ratePerHour),
    weekdayFactor: Float64Array.from(scenario.arrivals.weekdayFactor),
    clinicianMeanMinutes: Float64Array.from(
      groups.flatMap((group) => care.clinicianMinutes.map((time) => group.clinicianTimeFactor * meanMinutesOf(time))),
    ),
  }
}
