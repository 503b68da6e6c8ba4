import { formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import type { TunedIndex } from '../../shared/policy.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { listWords } from './sentences.ts'

/** Beyond this no wait makes up for a level. */
const never = 1e6
const times = (value: number): string => formatNumber(value, { digits: value < 10 ? 1 : 0 })

/** What a tuned index does, for people: which levels and groups come first and by how much, and what waiting does. */
export function tunedIndexSentences(index: TunedIndex, scenario: Scenario): string[] {
  const { levelWeights, groupWeights, start, growth, shortWorkPower, groupBlind } = index
  const levels = levelWeights.slice(1).map((weight, below) => {
    const ratio = levelWeights[below]! / weight
    return ratio > never
      ? `no wait at level ${below + 2} makes up for level ${below + 1}`
      : `level ${below + 1} counts ${times(ratio)} times as much as level ${below + 2}`
  })
  const largest = scenario.groups[groupWeights.indexOf(1)]
  const groups = scenario.groups
    .map((group, position) => ({ label: midSentence(group.label), weight: groupWeights[position] ?? 1, group }))
    .filter(({ group }) => group !== largest)
    .map(({ label, weight }) => `${label} count ${times(weight)} times as much`)
  return [
    `At first, ${listWords(levels)}, by the level that triage gave.`,
    `Once ${formatNumber(100 * start)} % of the level’s target has passed, priority grows by ${formatNumber(growth, { digits: 2 })} times its first value for every further target waited.`,
    ...(groupBlind || largest === undefined
      ? ['It does not look at the group a patient belongs to.']
      : [
          `At the same level and wait, ${listWords(groups)} as ${midSentence(largest.label)}: it decides by the group a patient belongs to.`,
        ]),
    ...(Math.abs(shortWorkPower) < 0.05
      ? []
      : [
          `Among equals, patients who usually take a clinician ${shortWorkPower > 0 ? 'less' : 'more'} time come sooner (twice the time: ${times(2 ** -shortWorkPower)} times the priority).`,
        ]),
  ]
}
