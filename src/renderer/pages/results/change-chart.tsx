import type { Comparison, EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatEstimate, formatNumber } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { useSettings } from '../../queries.ts'
import { resultsText } from '../../text/results.ts'
import { IntervalChart } from './interval-chart.tsx'
import { baselineOf, effectOf } from './outcome-view.ts'

interface ChangeChartProps {
  result: EvaluationResult
  shown: PolicyOutcome
  comparison: Comparison
}

/** Who gains and who pays when the shown policy replaces today's rule. */
export function ChangeChart({ result, shown, comparison }: ChangeChartProps) {
  const expert = useSettings().data?.expertDetail ?? false
  const rows = comparison.waitMinutesByGroup.map(({ groupId, difference }) => ({
    id: groupId,
    label: result.groups.find((group) => group.id === groupId)?.label ?? groupId,
    difference,
  }))
  return (
    <Card>
      <ChartFrame
        level={2}
        title={resultsText.changeTitle(shown.label, baselineOf(result)?.label ?? result.baseline)}
        description={resultsText.changeDescription}
        columns={[
          { id: 'group', heading: resultsText.group, cell: (row) => row.label, rowHeading: true },
          {
            id: 'change',
            heading: resultsText.change,
            numeric: true,
            cell: (row) => formatEstimate(row.difference, 'minutes', { signed: true, digits: 1 }),
          },
          { id: 'effect', heading: resultsText.effect, cell: (row) => resultsText[effectOf(row.difference)] },
        ]}
        rows={rows}
        rowKey={(row) => row.id}
        {...(expert ? { footnote: resultsText.variance(formatNumber(comparison.varianceReductionFactor)) } : {})}
      >
        <IntervalChart
          rows={rows.map((row) => ({ id: row.id, label: row.label }))}
          series={rows.map((row, position) => ({
            id: row.id,
            label: row.label,
            estimates: rows.map((other, index) => (index === position ? other.difference : null)),
          }))}
          axis="min"
          differences
          oneEach
        />
      </ChartFrame>
    </Card>
  )
}
