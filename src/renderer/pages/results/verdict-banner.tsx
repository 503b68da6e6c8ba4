import type { EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatQuantity } from '../../../shared/format.ts'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { resultsText } from '../../text/results.ts'
import { baselineOf } from './outcome-view.ts'
import styles from './results.module.css'

/** Whether groups of equal need wait differently, under the policy shown and under today's rule. */
export function VerdictBanner({ result, shown }: { result: EvaluationResult; shown: PolicyOutcome }) {
  const { verdict, sentence, marginMinutes } = shown.verdict
  const today = baselineOf(result)
  return (
    <ProblemBanner
      tone={verdict === 'disparity-shown' ? 'warning' : 'note'}
      title={`${shown.label}: ${resultsText.verdict[verdict]}`}
      announce={false}
    >
      <p>
        {sentence} {resultsText.verdictMargin(formatQuantity(marginMinutes, 'minutes'))}
      </p>
      {today !== undefined && today !== shown && (
        <p className={styles.today}>
          {resultsText.verdictToday(today.label)} {resultsText.verdict[today.verdict.verdict]}. {today.verdict.sentence}
        </p>
      )}
    </ProblemBanner>
  )
}
