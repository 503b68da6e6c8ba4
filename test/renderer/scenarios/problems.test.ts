import { describe, expect, it } from 'vitest'
import { withValueAt } from '../../../src/renderer/pages/scenarios/editor/draft.ts'
import { editorTabs, inPercent, problemAt, problemsUnder, tabOf } from '../../../src/renderer/pages/scenarios/editor/problems.ts'
import { parseScenario } from '../../../src/shared/scenario.ts'
import { preset } from './preset.ts'

const urban = preset('urban')
const problemsWith = (path: string, value: unknown) => {
  const parsed = parseScenario(withValueAt(urban, path, value))
  return parsed.ok ? [] : parsed.problems
}

describe('problems beside their field', () => {
  it('tells the same sentence without the name of the field', () => {
    expect(problemAt(problemsWith('resources.careSpaces', 0), 'resources.careSpaces')).toBe(
      'Is 0; care spaces must be a whole number from 1 to 1000',
    )
    expect(problemAt(problemsWith('arrivals.ratePerHour[3]', -2), 'arrivals.ratePerHour[3]')).toBe(
      'Is -2; a rate must be 0 or more',
    )
  })

  it('calls an emptied field empty', () => {
    expect(problemAt(problemsWith('cost.overdueCap', Number.NaN), 'cost.overdueCap')).toBe(
      'Is empty; the cap must be from 0 to 100',
    )
  })

  it('gives shares in percent, as they are typed', () => {
    expect(problemAt(problemsWith('groups[0].acuityMix', [0.004, 0.9, 0.32, 0.45, 0.136]), 'groups[0].acuityMix')).toBe(
      'Adds up to 181 %; the five shares must add up to 100 %',
    )
    expect(inPercent('Is -0.015; a share must be from 0 to 1')).toBe('Is −1.5 %; a share must be from 0 % to 100 %')
  })

  it('finds problems inside a path and not beside it', () => {
    const problems = problemsWith('patience.minutes[2]', { distribution: 'lognormal', medianMinutes: 0, sigma: 4 })
    expect(problemsUnder(problems, ['patience.minutes[2]']).map((problem) => problem.path)).toEqual([
      'patience.minutes[2].medianMinutes',
      'patience.minutes[2].sigma',
    ])
    expect(problemsUnder(problems, ['patience.minutes[1]', 'patience.min'])).toEqual([])
  })
})

describe('tabs', () => {
  it('place every field of a scenario, groups by what the field is about', () => {
    const paths = {
      'arrivals.ratePerHour[0]': 'arrivals',
      'groups[0].share': 'who',
      groups: 'who',
      'groups[2].acuityMix': 'who',
      'groups[2].underTriage': 'triage',
      'triage.overByAcuity[1]': 'triage',
      'resources.cliniciansByHour': 'resources',
      'groups[0].boardingFactor': 'care',
      'admission.probability[0]': 'care',
      'groups[1].deteriorationNoticed': 'patience',
      'deterioration.meanMinutes[1]': 'patience',
      'targets.minutes[4]': 'fairness',
      'run.days': 'fairness',
    }
    for (const [path, tab] of Object.entries(paths)) expect(tabOf(path), path).toBe(tab)
    expect(new Set(Object.values(paths))).toEqual(new Set(editorTabs))
  })
})
