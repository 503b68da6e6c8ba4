import type { ReplicationRecorder, RunningModel } from '../../evaluation/model/replication.ts'
import type { PatientRows } from '../../simulation/population/patient-rows.ts'

/** Every wait of one replication, by step and by the patient's place in the order of arrival. */
export class WaitTrace implements ReplicationRecorder {
  private readonly waits: Map<number, number>[]
  private rows!: PatientRows

  constructor(requests: number) {
    this.waits = Array.from({ length: requests }, () => new Map())
  }

  begin({ rows }: RunningModel): void {
    this.rows = rows
  }

  started(minutes: number, patient: number, request: number, sinceMinutes: number): void {
    this.waits[request]!.set(this.rows.sequence[patient]!, minutes - sinceMinutes)
  }

  /** Patients whose wait at a step differs from that in another trace, in its last bit or because it is in one of them only. */
  differences(other: WaitTrace, request: number): number {
    const [mine, theirs] = [this.waits[request]!, other.waits[request]!]
    let different = 0
    for (const [patient, wait] of mine) if (!Object.is(theirs.get(patient), wait)) different++
    for (const patient of theirs.keys()) if (!mine.has(patient)) different++
    return different
  }
}
