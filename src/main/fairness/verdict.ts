import type { Verdict } from '../../shared/evaluation.ts'
import { formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import { type Measured, pAgainstZero, pEquivalence, toEstimate } from '../statistics/estimate.ts'
import { holmAdjust } from '../statistics/holm.ts'
import { measure, subtract } from '../statistics/jackknife.ts'
import type { PolicyStatistics } from './policy-statistics.ts'
import { intervalWords, minutesLong, openingSentence } from './sentences.ts'

interface GroupName {
  readonly id: string
  readonly label: string
}

interface Pair {
  readonly longer: number
  readonly shorter: number
  readonly difference: Measured
  readonly pAdjusted: number
}

const significance = 0.05

/**
 * Judges the differences of equal-need waits over all pairs of groups, with the replication as the unit.
 * - `equivalent`: two one-sided tests at 5 % place every pair within the margin (an intersection-union test, which needs no
 *   correction for the number of pairs);
 * - `disparity-shown`: otherwise, where some pair differs from zero at 5 % after Holm's adjustment over pairs;
 * - `not-enough-runs`: neither, or where groups cannot be compared at equal need.
 * A difference that is certain but smaller than the margin is thus `equivalent`.
 */
export function judge(statistics: PolicyStatistics, groups: readonly GroupName[], marginMinutes: number): Verdict {
  const pairs = groupPairs(statistics)
  const furthest = (candidates: readonly Pair[]) =>
    candidates.reduce<Pair | null>((best, pair) => (best && best.difference.value >= pair.difference.value ? best : pair), null)
  const comparable = statistics.basis.sound && pairs.length > 0
  const equivalent = comparable && pairs.every((pair) => pEquivalence(pair.difference, marginMinutes) < significance)
  const shown = comparable && !equivalent ? furthest(pairs.filter((pair) => pair.pAdjusted < significance)) : null
  const pair = shown ?? furthest(pairs) ?? alone(statistics)
  const verdict = equivalent ? 'equivalent' : shown ? 'disparity-shown' : 'not-enough-runs'
  return {
    verdict,
    marginMinutes,
    longerGroupId: groups[pair.longer]!.id,
    shorterGroupId: groups[pair.shorter]!.id,
    differenceMinutes: toEstimate(pair.difference),
    pAdjusted: pair.pAdjusted,
    sentence: comparable
      ? sentenceOf(verdict, pair, groups, marginMinutes)
      : 'Too few patients of equal need were seen in two or more groups, so their waits cannot be compared. More replications, or longer ones, may help.',
  }
}

/** Every pair of groups, the one that waits longer first, with p-values adjusted over the pairs. */
function groupPairs(statistics: PolicyStatistics): Pair[] {
  const pairs = statistics.groups.flatMap((first, index) =>
    statistics.groups.slice(index + 1).map((second) => {
      const [longer, shorter] =
        first.equalNeedWaitMinutes.value >= second.equalNeedWaitMinutes.value ? [first, second] : [second, first]
      return {
        longer: longer.group,
        shorter: shorter.group,
        difference: measure(subtract(longer.equalNeedWaitMinutes, shorter.equalNeedWaitMinutes)),
      }
    }),
  )
  const adjusted = holmAdjust(pairs.map((pair) => pAgainstZero(pair.difference)))
  return pairs.map((pair, index) => ({ ...pair, pAdjusted: adjusted[index]! }))
}

/** Where only one group had patients there is no pair, and no difference. */
function alone(statistics: PolicyStatistics): Pair {
  const group = statistics.groups[0]?.group ?? 0
  const replications = statistics.waitMinutes.pseudoValues.length
  return { longer: group, shorter: group, difference: { value: 0, standardError: 0, replications }, pAdjusted: 1 }
}

function sentenceOf(verdict: Verdict['verdict'], pair: Pair, groups: readonly GroupName[], marginMinutes: number): string {
  const longer = groups[pair.longer]!.label
  const shorter = groups[pair.shorter]!.label
  const { replications } = pair.difference
  const margin = formatNumber(marginMinutes, { digits: Number.isInteger(marginMinutes) ? 0 : 1 })
  const difference = `${minutesLong(pair.difference.value)} longer than ${midSentence(shorter)} of equal need`
  const interval = intervalWords(toEstimate(pair.difference))
  if (verdict === 'equivalent')
    return `Patients of equal need wait equally long in all groups, to within ${margin} minutes. The largest difference: ${midSentence(longer)} wait ${difference} (${interval}).`
  if (verdict === 'disparity-shown') return `${openingSentence(longer)} wait ${difference} (${interval}).`
  if (replications < 2) return 'One replication cannot tell a difference between groups from chance. Run at least 100.'
  return `${replications} replications are not enough to tell: ${midSentence(longer)} wait ${difference} (${interval}), which neither shows a difference nor rules out one of ${margin} minutes. Run more replications.`
}
