import type { EvaluationResult, Recommendation, Recommendations } from '../../../shared/evaluation.ts'
import { formatProbability } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Estimate } from '../../components/estimate.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { resultsText } from '../../text/results.ts'
import styles from './results.module.css'

interface RecommendationListProps {
  result: EvaluationResult
  recommendations: Recommendations
}

/** Changes that were tried: what is recommended on top, the rest with the same evidence. */
export function RecommendationList({ result, recommendations }: RecommendationListProps) {
  const sorted = [...recommendations.candidates].sort((a, b) => Number(b.recommended) - Number(a.recommended))
  return (
    <Card title={resultsText.recommendations} note={recommendations.sentence}>
      <ul className={styles.candidates}>
        {sorted.map((candidate) => (
          <Candidate key={candidate.id} result={result} candidate={candidate} />
        ))}
      </ul>
    </Card>
  )
}

function Candidate({ result, candidate }: { result: EvaluationResult; candidate: Recommendation }) {
  const effects = [
    { term: resultsText.effectGap, estimate: candidate.equalNeedGapMinutes, p: candidate.pGap },
    { term: resultsText.effectNeed, estimate: candidate.needWeightedWait, p: candidate.pNeedWeightedWait },
    { term: resultsText.effectWait, estimate: candidate.waitMinutes, p: null },
  ]
  return (
    <li className={candidate.recommended ? styles.recommended : styles.candidate}>
      <div className={styles.candidateHead}>
        <h3>{candidate.title}</h3>
        <span className={candidate.recommended ? styles.tagGood : styles.tag}>
          {candidate.recommended ? resultsText.recommended : resultsText.tried}
        </span>
      </div>
      <p>{candidate.sentence}</p>
      <p className={styles.note}>{candidate.description}</p>
      <dl className={styles.effects}>
        {effects.map(({ term, estimate, p }) => (
          <div key={term}>
            <dt className={styles.term}>{term}</dt>
            <dd>
              <Estimate value={estimate} unit="minutes" signed stacked />
              {p !== null && <span className={styles.note}>{resultsText.adjusted(formatProbability(p))}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <ul className={styles.effectGroups}>
        {candidate.byGroup.map(({ groupId, waitMinutes, effect }) => {
          const index = result.groups.findIndex((group) => group.id === groupId)
          return (
            <li key={groupId}>
              <GroupMark index={index} label={result.groups[index]?.label ?? groupId} />
              <Estimate value={waitMinutes} unit="minutes" signed />
              <span className={styles.note}>{resultsText[effect]}</span>
            </li>
          )
        })}
      </ul>
    </li>
  )
}
