import { formatNumber } from '../../../shared/format.ts'
import { isActive, type Run } from '../../../shared/run.ts'
import { remainingTime } from '../../shell/remaining-time.ts'
import { shellText } from '../../text/shell.ts'
import { trainText } from '../../text/train.ts'

type Pace = Pick<Run, 'status' | 'stepsPerSecond' | 'decisions' | 'decisionsPlanned'>

/** How long it will still take; null where it does not train, or nothing is known of its speed yet. */
export function timeLeft({ status, stepsPerSecond, decisions, decisionsPlanned }: Pace): string | null {
  const seconds = stepsPerSecond ? (decisionsPlanned - decisions) / stepsPerSecond : 0
  return isActive(status) && seconds > 0 ? shellText.remaining(remainingTime(seconds)) : null
}

interface Learner {
  /** Null where the run was deleted. */
  status: Run['status'] | null
  decisions: number
}

/** How many decisions it has learned from; the last iteration of a finished one may go beyond what was planned. */
export function learnedFrom({ status, decisions }: Learner, decisionsPlanned: number): string {
  return status === 'finished'
    ? trainText.learned(formatNumber(decisions))
    : trainText.progress(formatNumber(decisions), formatNumber(decisionsPlanned))
}
