import type { EvaluationResult } from '../../../shared/evaluation.ts'
import { GroupMark } from '../../components/group-mark.tsx'
import { resultsText } from '../../text/results.ts'

interface GroupNameProps {
  result: EvaluationResult
  groupId: string
  /** Where only those of one level are meant. */
  level?: number
}

/** A group of a result by its mark and name. */
export function GroupName({ result: { groups }, groupId, level }: GroupNameProps) {
  const index = groups.findIndex(({ id }) => id === groupId)
  const label = groups[index]?.label ?? groupId
  return <GroupMark index={index} label={level === undefined ? label : resultsText.patientsOf(label, level)} />
}
