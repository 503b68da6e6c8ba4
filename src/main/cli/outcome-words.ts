import type { Comparison, Estimate, EvaluationResult, Recommendations, Study } from '../../shared/evaluation.ts'
import { formatEstimate, formatNumber, formatQuantity } from '../../shared/format.ts'
import { describeSeedPool } from './seed-pool-words.ts'
import { table } from './table.ts'

/** Classes whose order changes in fewer decisions are left out of the terminal's table. */
const smallestShareShown = 0.01

/** An evaluation's result for a terminal: the policies side by side, what is judged, what limits it. */
export function describeResult(result: EvaluationResult): string {
  const head = `${result.scenarioTitle}: ${result.replications} runs of ${formatNumber(result.days)} days each, seed ${result.seed}`
  const rows = result.policies.map((policy) => [
    policy.label,
    formatEstimate(policy.needWeightedWait, 'weighted'),
    formatEstimate(policy.waitMinutes, 'minutes'),
    formatEstimate(policy.onTarget, 'percent'),
    formatEstimate(policy.leftUnseen, 'percent'),
    formatEstimate(policy.equalNeedGapMinutes, 'minutes'),
  ])
  const columns = ['policy', 'need-weighted wait', 'wait', 'on target', 'left unseen', 'gap at equal need']
  const found = result.policies.flatMap(({ label, tunedIndex }) =>
    tunedIndex ? [`${label}: ${tunedIndex.sentences.join(' ')}`] : [],
  )
  const verdicts = result.policies.map(({ label, verdict }) => `${label}: ${verdict.sentence}`)
  return [
    head,
    '',
    table([columns, ...rows]),
    '',
    ...verdicts,
    ...result.comparisons.flatMap((comparison) => describeDecisions(comparison, result)),
    ...found,
    ...result.warnings.map((warning) => `Note: ${warning}`),
  ].join('\n')
}

/** What an agent or a tuned index does otherwise than the baseline, by class; the full table is in `--json`. */
function describeDecisions({ policy, decisions }: Comparison, result: EvaluationResult): string[] {
  const outcome = result.policies.find((one) => one.policy === policy)
  if (!decisions || outcome === undefined || (outcome.kind === 'rule' && !outcome.tunedIndex)) return []
  const baseline = result.policies.find((one) => one.policy === result.baseline)?.label ?? result.baseline
  const share = (estimate: Estimate | null) => (estimate === null ? '' : formatQuantity(estimate.mean, 'percent', { digits: 1 }))
  const rows = decisions.byClass
    .filter(({ movedUp, movedDown }) => (movedUp?.mean ?? 0) + (movedDown?.mean ?? 0) >= smallestShareShown)
    .map(({ groupId, acuity, movedUp, movedDown, waitMinutes }) => [
      `${result.groups.find(({ id }) => id === groupId)?.label ?? groupId}, level ${acuity}`,
      share(movedUp),
      share(movedDown),
      waitMinutes === null ? '' : formatEstimate(waitMinutes, 'minutes', { signed: true }),
    ])
  return [
    '',
    `${outcome.label} decides otherwise than ${baseline} in ${formatEstimate(decisions.otherwise, 'percent')} of decisions:`,
    table([['patients', 'served earlier', 'passed over', 'change in wait'], ...rows]),
    '',
  ]
}

export function describeRecommendations({ candidates, sentence }: Recommendations): string {
  const lines = candidates.map((candidate) => `${candidate.recommended ? '*' : '-'} ${candidate.sentence}`)
  return [sentence, '', ...lines].join('\n')
}

/** A study's evaluations one after the other, with what would help where that was tried. */
export function describeStudy(study: Study): string {
  const parts = study.evaluations.map(({ status, error, result }) => {
    if (result === null) return `${status}${error === null ? '' : `: ${error}`}`
    const { recommendations, seedPools } = result
    return [
      ...(seedPools ?? []).map((pool) => describeSeedPool(pool)),
      describeResult(result),
      ...(recommendations === null ? [] : [describeRecommendations(recommendations)]),
    ].join('\n\n')
  })
  return [`${study.title} (study ${study.id})`, ...parts, 'A study of decisions, not for live clinical use.'].join('\n\n')
}
