import type { RunMetrics } from '../../../shared/run.ts'
import { referenceLook } from '../../components/chart-looks.ts'
import { groupColor, groupDash } from '../../group-colors.ts'
import { trainText } from '../../text/train.ts'
import { CurveChart, type CurveSeries } from './curve-chart.tsx'
import type { CurveValue } from './curve-rows.ts'
import styles from './learning-curves.module.css'

interface CurvesProps {
  /** The trainings of one setting, each with its iterations so far. */
  trainings: readonly (readonly RunMetrics[])[]
  groups: readonly { id: string; label: string }[]
  decisionsPlanned: number
  /** Also how the method itself gets on. */
  expert: boolean
}

type Outcome = NonNullable<RunMetrics['development']>['agent']

/** The agent's number, with today's rule on the same patients beside it. */
function besideReference(of: (outcome: Outcome) => number): readonly CurveSeries[] {
  const value =
    (who: 'agent' | 'reference'): CurveValue =>
    ({ development }) =>
      development === null ? null : of(development[who])
  return [
    { key: 'agent', label: trainText.agent, color: 'var(--accent)', dash: '0', value: value('agent') },
    {
      key: 'reference',
      label: trainText.reference,
      color: referenceLook.stroke,
      dash: referenceLook.strokeDasharray,
      value: value('reference'),
    },
  ]
}

const costSeries = besideReference(({ needWeightedWait }) => needWeightedWait)
const gapSeries = besideReference(({ equalNeedGapMinutes }) => equalNeedGapMinutes)
const waitSeries = besideReference(({ waitMinutes }) => waitMinutes)

const methodMeasures = ['approxKl', 'entropy', 'explainedVariance', 'stepsPerSecond'] as const
const methodDigits = { approxKl: 4, entropy: 3, explainedVariance: 3, stepsPerSecond: 0 } as const
const methodCharts = methodMeasures.map((measure) => ({
  measure,
  series: [
    {
      key: measure,
      label: trainText.diagnostics[measure],
      color: 'var(--accent)',
      dash: '0',
      value: (one: RunMetrics) => one[measure],
    },
  ],
}))

/**
 * How the agent gets on, each line with its latest number: the need-weighted wait and the gap beside today's rule, the wait of each group; for
 * experts the plain wait, the groups' weights and what the method says of itself.
 */
export function LearningCurves({ trainings, groups, decisionsPlanned, expert }: CurvesProps) {
  const byGroup = (value: (metrics: RunMetrics, group: number) => number | null): CurveSeries[] =>
    groups.map(({ id, label }, group) => ({
      key: id,
      label,
      color: groupColor(group),
      dash: groupDash(group),
      value: (metrics) => value(metrics, group),
    }))
  const common = { trainings, decisionsPlanned }
  return (
    <div className={styles.curves}>
      <CurveChart
        {...common}
        title={trainText.costTitle}
        description={trainText.costDescription}
        unit={trainText.weightedMinutes}
        series={costSeries}
      />
      <CurveChart
        {...common}
        title={trainText.groupTitle}
        description={trainText.groupDescription}
        unit={trainText.minutes}
        series={byGroup(({ development }, group) => development?.agent.equalNeedWaitMinutes[group] ?? null)}
      />
      <CurveChart
        {...common}
        title={trainText.gapTitle}
        description={trainText.gapDescription}
        unit={trainText.minutes}
        series={gapSeries}
      />
      {expert && (
        <>
          <CurveChart
            {...common}
            title={trainText.waitTitle}
            description={trainText.waitDescription}
            unit={trainText.minutes}
            series={waitSeries}
          />
          <CurveChart
            {...common}
            title={trainText.weightsTitle}
            description={trainText.weightsDescription}
            unit={trainText.weightUnit}
            digits={2}
            series={byGroup(({ groupWeights }, group) => groupWeights[group] ?? null)}
          />
          {methodCharts.map(({ measure, series }) => (
            <CurveChart
              {...common}
              key={measure}
              title={trainText.diagnostics[measure]}
              description={trainText.method[measure].meaning}
              unit={trainText.method[measure].unit}
              digits={methodDigits[measure]}
              series={series}
            />
          ))}
        </>
      )}
    </div>
  )
}
