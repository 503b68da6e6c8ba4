import { formatNumber } from '../../../shared/format.ts'
import type { RunMetrics } from '../../../shared/run.ts'
import { Table } from '../../components/table.tsx'
import { trainText } from '../../text/train.ts'

interface DiagnosticsProps {
  hospital: string
  latest: RunMetrics
  groups: readonly { id: string; label: string }[]
}

/** What those who know the method want to see of the latest iteration. */
export function Diagnostics({ hospital, latest, groups }: DiagnosticsProps) {
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
      caption={trainText.expert(hospital)}
      columns={[
        { id: 'measure', heading: trainText.measure, cell: (row) => row.label, rowHeading: true },
        {
          id: 'value',
          heading: trainText.value,
          cell: (row) => formatNumber(row.value, { digits: digitsOf(row.value) }),
          numeric: true,
        },
      ]}
      rows={rows}
      rowKey={(row) => row.id}
    />
  )
}

const significantDigits = 3
const mostDigits = 7

/** Digits after the point that leave three that count: these measures reach from thousands to millionths. */
function digitsOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0
  return Math.min(mostDigits, Math.max(0, significantDigits - 1 - Math.floor(Math.log10(Math.abs(value)))))
}
