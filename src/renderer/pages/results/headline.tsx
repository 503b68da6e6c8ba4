import type { EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatEstimate, formatQuantity } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Estimate } from '../../components/estimate.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { resultsText } from '../../text/results.ts'
import { baselineOf, bestRule } from './outcome-view.ts'
import styles from './results.module.css'

interface HeadlineProps {
  result: EvaluationResult
  shown: PolicyOutcome
}

/** The figures that matter first, each beside today's rule and the best rule, and the verdict. */
export function Headline({ result, shown }: HeadlineProps) {
  const today = baselineOf(result)
  const best = bestRule(result)
  const beside = (value: (policy: PolicyOutcome) => string) =>
    [
      today !== undefined && today !== shown ? resultsText.todayIs(value(today)) : null,
      best !== undefined && best !== today && best !== shown ? resultsText.bestRule(best.label, value(best)) : null,
      best === shown ? resultsText.isBestRule : null,
    ]
      .filter((text) => text !== null)
      .join(' · ')
  return (
    <>
      <div className={styles.headline}>
        <Card className={styles.dominant}>
          <Figure
            term={resultsText.needWeighted}
            note={resultsText.needWeightedNote}
            beside={beside((policy) => formatEstimate(policy.needWeightedWait, 'minutes', { digits: 0 }))}
          >
            <Estimate value={shown.needWeightedWait} unit="minutes" digits={0} large />
          </Figure>
        </Card>
        <Card className={styles.dominant}>
          <Figure
            term={resultsText.gap}
            note={resultsText.gapNote}
            beside={beside((policy) => formatEstimate(policy.equalNeedGapMinutes, 'minutes', { digits: 1 }))}
          >
            <Estimate value={shown.equalNeedGapMinutes} unit="minutes" digits={1} large />
          </Figure>
        </Card>
        <Card className={styles.minor}>
          <Figure
            term={resultsText.wait}
            beside={beside((policy) => formatQuantity(policy.waitMinutes.mean, 'minutes', { digits: 0 }))}
          >
            <Estimate value={shown.waitMinutes} unit="minutes" digits={1} />
          </Figure>
          <Figure
            term={resultsText.onTarget}
            beside={beside((policy) => formatQuantity(policy.onTarget.mean, 'percent', { digits: 0 }))}
          >
            <Estimate value={shown.onTarget} unit="percent" digits={1} />
          </Figure>
          <Figure
            term={resultsText.leftUnseen}
            beside={beside((policy) => formatQuantity(policy.leftUnseen.mean, 'percent', { digits: 1 }))}
          >
            <Estimate value={shown.leftUnseen} unit="percent" digits={1} />
          </Figure>
        </Card>
      </div>
      <VerdictBanner outcome={shown} />
      {today !== undefined && today !== shown && (
        <p className={styles.note}>
          {resultsText.verdictToday}: {resultsText.verdict[today.verdict.verdict]}. {today.verdict.sentence}
        </p>
      )}
    </>
  )
}

function Figure({ term, note, beside, children }: { term: string; note?: string; beside: string; children: React.ReactNode }) {
  return (
    <div className={styles.figure}>
      <span className={styles.term}>{term}</span>
      {children}
      <span className={styles.beside}>{beside}</span>
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </div>
  )
}

function VerdictBanner({ outcome }: { outcome: PolicyOutcome }) {
  const { verdict, sentence, marginMinutes } = outcome.verdict
  return (
    <ProblemBanner
      tone={verdict === 'disparity-shown' ? 'warning' : 'note'}
      title={`${outcome.label}: ${resultsText.verdict[verdict]}`}
      announce={false}
    >
      {sentence} {resultsText.verdictMargin(formatQuantity(marginMinutes, 'minutes'))}
    </ProblemBanner>
  )
}
