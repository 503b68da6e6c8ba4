import { useState } from 'react'
import { type EvaluationResult, readsGroups } from '../../../shared/evaluation.ts'
import { formatNumber } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Select } from '../../components/select.tsx'
import { useSettings } from '../../queries.ts'
import { resultsText } from '../../text/results.ts'
import { AccessTable } from './access-table.tsx'
import { Burden } from './burden.tsx'
import { ChangeChart } from './change-chart.tsx'
import { DecisionTable } from './decision-table.tsx'
import { GroupOutcomes } from './group-outcomes.tsx'
import { Headline } from './headline.tsx'
import { comparisonOf, mainPolicy } from './outcome-view.ts'
import { PolicyTable } from './policy-table.tsx'
import { RecommendationList } from './recommendation-list.tsx'
import styles from './results.module.css'
import { SeedPools } from './seeds/seed-pools.tsx'
import { VerdictBanner } from './verdict-banner.tsx'

/** One hospital's comparison, from the figures that matter first to how they were made. */
export function EvaluationView({ result }: { result: EvaluationResult }) {
  const expert = useSettings().data?.expertDetail ?? false
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = result.policies.find((policy) => policy.policy === chosen) ?? mainPolicy(result)
  if (shown === undefined) return null
  const comparison = comparisonOf(result, shown.policy)
  const load = (value: number) => formatNumber(value, { digits: 2 })
  const method = [
    resultsText.method(formatNumber(result.replications), formatNumber(result.warmUpHours), formatNumber(result.days)),
    resultsText.offeredLoad(
      load(result.offeredLoad.clinicians),
      load(result.offeredLoad.careSpaces),
      load(result.offeredLoad.busiestTwelveHours),
    ),
  ]
  const pools = result.seedPools ?? []
  return (
    <div className={styles.page}>
      {pools.length > 0 && <SeedPools result={result} pools={pools} />}
      <div className={styles.choice}>
        <Select
          label={resultsText.shown}
          inline
          options={result.policies.map((policy) => ({ value: policy.policy, label: policy.label }))}
          value={shown.policy}
          onChange={setChosen}
        />
        <p className={styles.note}>
          {readsGroups(shown) ? resultsText.notClinical.sees(shown.label) : resultsText.notClinical.blind}
        </p>
      </div>
      <Headline result={result} shown={shown} />
      <VerdictBanner result={result} shown={shown} />
      <GroupOutcomes result={result} />
      {comparison !== undefined && <ChangeChart result={result} shown={shown} comparison={comparison} />}
      {comparison !== undefined && <DecisionTable result={result} shown={shown} comparison={comparison} />}
      {comparison !== undefined && <Burden result={result} shown={shown} comparison={comparison} />}
      {result.recommendations !== null && <RecommendationList result={result} recommendations={result.recommendations} />}
      <PolicyTable result={result} shown={shown} />
      {expert && <AccessTable result={result} shown={shown} />}
      <Card title={resultsText.limits}>
        <ul className={styles.limits}>
          {[...method, ...result.warnings].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
