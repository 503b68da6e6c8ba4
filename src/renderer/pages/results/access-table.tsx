import { accessParts, type EvaluationResult, type PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatEstimate } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { EstimateCell } from '../../components/estimate-cell.tsx'
import { Table, type TableColumn } from '../../components/table.tsx'
import { resultsText } from '../../text/results.ts'
import { GroupName } from './group-name.tsx'
import { baselineOf, comparisonOf } from './outcome-view.ts'
import styles from './results.module.css'
import { UnitHeading } from './unit-heading.tsx'

type Access = NonNullable<PolicyOutcome['access']>

interface Measured {
  access: Access
}

const partColumns: TableColumn<Measured>[] = accessParts.map((part) => ({
  id: part,
  heading: <UnitHeading words={resultsText.accessParts[part]} unit="percent" />,
  numeric: true,
  cell: ({ access }) => <EstimateCell estimate={access[part]} unit="percent" digits={1} stacks />,
}))

/** Limits of access, of every policy and of the groups under the shown one. Nothing where an older version did not measure them. */
export function AccessTable({ result, shown }: { result: EvaluationResult; shown: PolicyOutcome }) {
  const policies = result.policies.flatMap((policy) => (policy.access ? [{ policy, access: policy.access }] : []))
  const groups = shown.byGroup.flatMap(({ groupId, access }) => (access ? [{ groupId, access }] : []))
  const change = (policy: string) => comparisonOf(result, policy)?.accessFailed
  if (policies.length === 0) return null
  return (
    <Card title={resultsText.accessTitle} note={resultsText.accessNote}>
      <Table
        caption={resultsText.accessTitle}
        rows={policies}
        rowKey={({ policy }) => policy.policy}
        isMarked={({ policy }) => policy === shown}
        columns={[
          { id: 'policy', heading: resultsText.policy, rowHeading: true, cell: ({ policy }) => policy.label },
          ...partColumns,
          {
            id: 'change',
            heading: (
              <span className={styles.heading}>{resultsText.accessChange(baselineOf(result)?.label ?? result.baseline)}</span>
            ),
            numeric: true,
            cell: ({ policy }) => {
              const difference = change(policy.policy)
              return difference ? formatEstimate(difference, 'points', { signed: true, digits: 1 }) : '–'
            },
          },
        ]}
      />
      {groups.length > 0 && (
        <Table
          caption={resultsText.accessByGroup(shown.label)}
          showCaption
          rows={groups}
          rowKey={({ groupId }) => groupId}
          columns={[
            {
              id: 'group',
              heading: resultsText.group,
              rowHeading: true,
              cell: ({ groupId }) => <GroupName result={result} groupId={groupId} />,
            },
            ...partColumns,
          ]}
        />
      )}
    </Card>
  )
}
