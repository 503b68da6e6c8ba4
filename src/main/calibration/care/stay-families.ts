import type { FamilyChoice } from '../../../shared/calibration.ts'
import { acuityLevels } from '../../../shared/scenario.ts'
import { type DurationFamily, families, familyNames } from '../durations/duration-family.ts'
import { chooseFamily } from '../durations/family-choice.ts'
import { fitFamily, type WeightedMinutes } from '../durations/family-fit.ts'

const mostStays = 20_000
const fewStays = 20

export interface ChosenFamilies {
  readonly families: readonly DurationFamily[]
  readonly choices: readonly FamilyChoice[]
  readonly changed: boolean
}

/**
 * The family of each level's stays: the present one, unless another is clearly better by Akaike's information criterion. `stays` by level,
 * weighted by their probabilities from a fit with the present families.
 */
export function chooseFamilies(present: readonly DurationFamily[], stays: readonly WeightedMinutes[]): ChosenFamilies {
  const chosen: DurationFamily[] = []
  const choices: FamilyChoice[] = []
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    const now = present[acuity]!
    const level = thinned(stays[acuity]!)
    const total = level.weight.reduce((sum, value) => sum + value, 0)
    if (total < fewStays) {
      chosen.push(now)
      continue
    }
    const choice = chooseFamily(new Map(familyNames.map((name) => [name, fitFamily(families[name], level)])), now.name)
    chosen.push(families[choice.name])
    choices.push({
      path: `care.spaceMinutes[${acuity}]`,
      label: `Time in the care space, acuity ${acuity + 1}`,
      candidates: choice.candidates,
      sentence: choice.sentence,
    })
  }
  return { families: chosen, choices, changed: chosen.some((family, acuity) => family !== present[acuity]) }
}

/** Evenly taken visits where there are very many: the choice needs no more. */
function thinned({ minutes, weight }: WeightedMinutes): WeightedMinutes {
  const every = Math.ceil(minutes.length / mostStays)
  if (every === 1) return { minutes, weight }
  const keep = (_: number, index: number) => index % every === 0
  return { minutes: minutes.filter(keep), weight: weight.filter(keep) }
}
