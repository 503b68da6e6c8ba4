import { useState } from 'react'
import type { EvaluationResult } from '../../../shared/evaluation.ts'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { Estimate } from '../../components/estimate.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { Select } from '../../components/select.tsx'
import { resultsText } from '../../text/results.ts'
import { IntervalChart } from './interval-chart.tsx'
import { groupMeasure, type Need } from './outcome-view.ts'
import styles from './results.module.css'

const needs: readonly Need[] = ['equal', 1, 2, 3, 4, 5]

/** Waits and on-target rates of the groups under all policies, at equal need or at one level of need. */
export function GroupOutcomes({ result }: { result: EvaluationResult }) {
  const [need, setNeed] = useState<Need>('equal')
  const measures = [
    {
      measure: 'waitMinutes',
      title: resultsText.groupTitle,
      description: resultsText.groupDescription,
      unit: 'minutes',
      axis: 'min',
      scale: 1,
      level: resultsText.waitLevel,
    },
    {
      measure: 'onTarget',
      title: resultsText.targetTitle,
      description: resultsText.targetDescription,
      unit: 'percent',
      axis: '%',
      scale: 100,
      level: resultsText.targetLevel,
    },
  ] as const
  return (
    <section className={styles.groups}>
      <Select
        label={resultsText.need}
        inline
        options={needs.map((value) => ({
          value: String(value),
          label: value === 'equal' ? resultsText.equalNeed : resultsText.level(value),
        }))}
        value={String(need)}
        onChange={(value) => setNeed(needs.find((one) => String(one) === value) ?? 'equal')}
      />
      <div className={styles.pair}>
        {measures.map(({ measure, title, description, unit, axis, scale, level }) => (
          <Card key={measure}>
            <ChartFrame
              level={2}
              title={title}
              description={`${description} ${need === 'equal' ? level.equal : level.one(need)}`}
              legend={result.groups.map((group, index) => <GroupMark key={group.id} index={index} label={group.label} />)}
              columns={[
                { id: 'policy', heading: resultsText.policy, cell: (row) => row.label, rowHeading: true },
                ...result.groups.map((group) => ({
                  id: group.id,
                  heading: group.label,
                  numeric: true,
                  cell: (row: (typeof result.policies)[number]) => (
                    <Estimate value={groupMeasure(row, group.id, measure, need)} unit={unit} digits={1} stacked />
                  ),
                })),
              ]}
              rows={result.policies}
              rowKey={(row) => row.policy}
            >
              <IntervalChart
                rows={result.policies.map((policy) => ({ id: policy.policy, label: policy.label }))}
                series={result.groups.map((group) => ({
                  id: group.id,
                  label: group.label,
                  estimates: result.policies.map((policy) => groupMeasure(policy, group.id, measure, need)),
                }))}
                axis={axis}
                scale={scale}
              />
            </ChartFrame>
          </Card>
        ))}
      </div>
    </section>
  )
}
