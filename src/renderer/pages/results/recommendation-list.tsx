import type { EvaluationResult, Recommendation, Recommendations } from '../../../shared/evaluation.ts'
import { formatEstimate, formatProbability } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Estimate } from '../../components/estimate.tsx'
import { Tag } from '../../components/tag.tsx'
import { useSettings } from '../../queries.ts'
import { resultsText } from '../../text/results.ts'
import { GroupName } from './group-name.tsx'
import { sentenceAlone } from './outcome-view.ts'
import styles from './recommendation-list.module.css'

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
  const expert = useSettings().data?.expertDetail ?? false
  const effects = [
    { term: resultsText.effectGap, estimate: candidate.equalNeedGapMinutes, unit: 'minutes', digits: 1, p: candidate.pGap },
    {
      term: resultsText.effectNeed,
      estimate: candidate.needWeightedWait,
      unit: 'weighted',
      digits: 0,
      p: candidate.pNeedWeightedWait,
    },
    { term: resultsText.effectWait, estimate: candidate.waitMinutes, unit: 'minutes', digits: 1, p: null },
  ] as const
  return (
    <li className={candidate.recommended ? styles.recommended : styles.candidate}>
      <div className={styles.words}>
        <div className={styles.head}>
          <h3>{candidate.title}</h3>
          <Tag isGood={candidate.recommended}>{candidate.recommended ? resultsText.recommended : resultsText.tried}</Tag>
        </div>
        <p className={styles.note}>{candidate.description}</p>
        <p>{sentenceAlone(candidate)}</p>
      </div>
      <dl className={styles.effects}>
        {effects.map(({ term, estimate, unit, digits, p }) => (
          <div key={term}>
            <dt className={styles.term}>{term}</dt>
            <dd>
              <Estimate value={estimate} unit={unit} digits={digits} signed stacked />
              {expert && p !== null && <span className={styles.small}>{resultsText.adjusted(formatProbability(p))}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <ul className={styles.groups} aria-label={resultsText.effectGroups}>
        {candidate.byGroup.map(({ groupId, waitMinutes, effect }) => (
          <li key={groupId}>
            <GroupName result={result} groupId={groupId} />
            <span className={styles.change}>
              {formatEstimate(waitMinutes, 'minutes', { signed: true, digits: 1 })}{' '}
              <span className={effect === 'unclear' ? styles.note : styles.effect}>{resultsText[effect]}</span>
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}
