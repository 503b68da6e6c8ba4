import { accessParts, type Estimate, type EvaluationResult, type PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatEstimate, formatInterval, formatQuantity } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { Table, type TableColumn } from '../../components/table.tsx'
import { resultsText } from '../../text/results.ts'
import { baselineOf, comparisonOf } from './outcome-view.ts'
import styles from './results.module.css'

type Access = NonNullable<PolicyOutcome['access']>

interface Measured {
  access: Access
}

const partColumns: TableColumn<Measured>[] = accessParts.map((part) => ({
  id: part,
  heading: <span className={styles.heading}>{resultsText.accessParts[part]}</span>,
  numeric: true,
  cell: ({ access }) => <Share estimate={access[part]} />,
}))

/** Limits of access, of every policy and of the groups under the shown one. Nothing where an older version did not measure them. */
export function AccessTable({ result, shown }: { result: EvaluationResult; shown: PolicyOutcome }) {
  const policies = result.policies.flatMap((policy) => (policy.access ? [{ policy, access: policy.access }] : []))
  const groups = shown.byGroup.flatMap(({ groupId, access }) => (access ? [{ groupId, access }] : []))
  const indexOf = (groupId: string) => result.groups.findIndex(({ id }) => id === groupId)
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
              cell: ({ groupId }) => (
                <GroupMark index={indexOf(groupId)} label={result.groups[indexOf(groupId)]?.label ?? groupId} />
              ),
            },
            ...partColumns,
          ]}
        />
      )}
    </Card>
  )
}

function Share({ estimate }: { estimate: Estimate }) {
  const interval = formatInterval(estimate, 'percent', { digits: 1 })
  return (
    <span className={styles.cell}>
      {formatQuantity(estimate.mean, 'percent', { digits: 1 })}
      {interval !== '' && <span className={styles.note}> ({interval})</span>}
    </span>
  )
}
