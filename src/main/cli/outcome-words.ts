import type { EvaluationResult, Recommendations, Study } from '../../shared/evaluation.ts'
import { formatEstimate, formatNumber } from '../../shared/format.ts'
import { table } from './table.ts'

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
  const verdicts = result.policies.map(({ label, verdict }) => `${label}: ${verdict.sentence}`)
  return [head, '', table([columns, ...rows]), '', ...verdicts, ...result.warnings.map((warning) => `Note: ${warning}`)].join(
    '\n',
  )
}

export function describeRecommendations({ candidates, sentence }: Recommendations): string {
  const lines = candidates.map((candidate) => `${candidate.recommended ? '*' : '-'} ${candidate.sentence}`)
  return [sentence, '', ...lines].join('\n')
}

/** A study's evaluations one after the other, with what would help where that was tried. */
export function describeStudy(study: Study): string {
  const parts = study.evaluations.map(({ status, error, result }) => {
    if (result === null) return `${status}${error === null ? '' : `: ${error}`}`
    const { recommendations } = result
    return recommendations === null
      ? describeResult(result)
      : `${describeResult(result)}\n\n${describeRecommendations(recommendations)}`
  })
  return [`${study.title} (study ${study.id})`, ...parts, 'A study of decisions, not for live clinical use.'].join('\n\n')
}
