import type { RunMetrics } from '../../../shared/run.ts'
import { Table } from '../../components/table.tsx'
import { trainText } from '../../text/train.ts'

interface DiagnosticsProps {
  latest: RunMetrics
  groups: readonly { id: string; label: string }[]
}

/** What those who know the method want to see of the latest iteration. */
export function Diagnostics({ latest, groups }: DiagnosticsProps) {
  const names = Object.keys(trainText.diagnostics) as (keyof typeof trainText.diagnostics)[]
  const rows = [
    ...names.map((name) => ({ id: name as string, label: trainText.diagnostics[name] as string, value: latest[name] })),
    ...groups.map((group, index) => ({
      id: `weight ${group.id}`,
      label: trainText.groupWeight(group.label),
      value: latest.groupWeights[index] ?? Number.NaN,
    })),
  ]
  return (
    <Table
      caption={trainText.expert}
      columns={[
        { id: 'measure', heading: trainText.measure, cell: (row) => row.label, rowHeading: true },
        {
          id: 'value',
          heading: trainText.value,
          cell: (row) => Number(row.value.toPrecision(4)).toLocaleString('en'),
          numeric: true,
        },
      ]}
      rows={rows}
      rowKey={(row) => row.id}
    />
  )
}
