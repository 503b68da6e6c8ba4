import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'

/** Probability of each assigned acuity given group and true acuity, as the scenario has it: group x true x assigned. */
export function triageConfusion(scenario: Scenario): Float64Array {
  const table = new Float64Array(scenario.groups.length * acuityLevels * acuityLevels)
  scenario.groups.forEach((group, g) => {
    for (let acuity = 0; acuity < acuityLevels; acuity++) {
      const under = acuity === acuityLevels - 1 ? 0 : group.underTriage * scenario.triage.underByAcuity[acuity]!
      const over = acuity === 0 ? 0 : group.overTriage * scenario.triage.overByAcuity[acuity]!
      const row = (g * acuityLevels + acuity) * acuityLevels
      table[row + acuity] = 1 - under - over
      if (under > 0) table[row + acuity + 1] = under
      if (over > 0) table[row + acuity - 1] = over
    }
  })
  return table
}
