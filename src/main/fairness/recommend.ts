import { type Estimate, type Recommendation, type Recommendations, sideOfZero } from '../../shared/evaluation.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { pAgainstZero } from '../statistics/estimate.ts'
import { holmAdjust } from '../statistics/holm.ts'
import { type Jackknifed, measure, subtract } from '../statistics/jackknife.ts'
import { estimateOf } from './analyse.ts'
import type { Change } from './changes.ts'
import type { PolicyStatistics } from './policy-statistics.ts'
import { type Effects, overallSentence, recommendationSentence } from './recommendation-sentence.ts'

const significance = 0.05

/** A change with what it led to on the same confirmation patients as today's policy. */
export interface TriedChange {
  readonly change: Change
  readonly statistics: PolicyStatistics
}

/**
 * Which changes can be recommended. Both questions asked of every change (does it narrow the equal-need gap, does it lower the
 * need-weighted wait) form one family under Holm's adjustment, because either answer would recommend it. A change is recommended
 * where one of them is shown at 5 % and neither outcome gets worse; for "gets worse" the plain 95 % interval is enough, so that harm
 * is easier to show than benefit.
 */
export function recommend(
  scenario: Scenario,
  baseline: string,
  today: PolicyStatistics,
  tried: readonly TriedChange[],
): Recommendations {
  const effects = tried.map(({ statistics }) => ({
    gap: subtract(statistics.equalNeedGapMinutes, today.equalNeedGapMinutes),
    needWeightedWait: subtract(statistics.needWeightedWait, today.needWeightedWait),
    wait: subtract(statistics.waitMinutes, today.waitMinutes),
  }))
  const p = (effect: Jackknifed) => pAgainstZero(measure(effect))
  const adjusted = holmAdjust(
    effects.flatMap(({ gap, needWeightedWait }) => [today.basis.sound ? p(gap) : 1, p(needWeightedWait)]),
  )
  const candidates = tried.map(({ change, statistics }, index): Recommendation => {
    const effect = effects[index]!
    const [pGap, pNeedWeightedWait] = [adjusted[2 * index]!, adjusted[2 * index + 1]!]
    const [gap, needWeightedWait] = [estimateOf(effect.gap), estimateOf(effect.needWeightedWait)]
    const judged: Effects = {
      gap: { estimate: gap, direction: today.basis.sound ? directionOf(gap, pGap) : 'unclear' },
      needWeightedWait: { estimate: needWeightedWait, direction: directionOf(needWeightedWait, pNeedWeightedWait) },
      wait: estimateOf(effect.wait),
    }
    const directions = [judged.gap.direction, judged.needWeightedWait.direction]
    const byGroup = groupEffects(scenario, statistics, today)
    return {
      id: change.id,
      kind: change.kind,
      title: change.title,
      description: change.description,
      equalNeedGapMinutes: gap,
      waitMinutes: judged.wait,
      needWeightedWait,
      pGap,
      pNeedWeightedWait,
      byGroup,
      recommended: directions.includes('better') && !directions.includes('worse'),
      sentence: recommendationSentence(change.title, judged, byGroup, scenario.groups),
    }
  })
  return { baseline, candidates, sentence: overallSentence(candidates, today.waitMinutes.pseudoValues.length) }
}

/** Less is better, for the gap and for the need-weighted wait alike. */
function directionOf(estimate: Estimate, pAdjusted: number): 'better' | 'worse' | 'unclear' {
  if (sideOfZero(estimate) === 'above') return 'worse'
  return estimate.mean < 0 && pAdjusted < significance ? 'better' : 'unclear'
}

const effectOn = { below: 'gains', above: 'loses', unclear: 'unclear' } as const

/** Plain waits of each group, change minus today; clear where the 95 % interval leaves zero out. */
function groupEffects(scenario: Scenario, statistics: PolicyStatistics, today: PolicyStatistics): Recommendation['byGroup'] {
  return today.groups.map((group, index) => {
    const waitMinutes = estimateOf(subtract(statistics.groups[index]!.waitMinutes, group.waitMinutes))
    return {
      groupId: scenario.groups[group.group]!.id,
      waitMinutes,
      effect: effectOn[sideOfZero(waitMinutes)],
    }
  })
}
