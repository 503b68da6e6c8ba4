import type { CompiledModel } from '../../simulation/compile-model.ts'
import { PathwayMachine } from '../../simulation/pathway-machine.ts'
import { minutesPerUnit } from '../../simulation/population/compile-arrivals.ts'
import type { PatientRows } from '../../simulation/population/patient-rows.ts'
import type { RandomKey } from '../../simulation/population/random.ts'
import { StreamSource } from '../../simulation/population/stream-source.ts'
import type { Recorder } from '../../simulation/recorder.ts'

/** What a recorder may ask of the machine during a call: the present class of each slot, and what was drawn about its patient. */
export interface RunningModel {
  readonly classOf: Int32Array
  readonly rows: PatientRows
}

/** Records one replication after another. */
export interface ReplicationRecorder extends Recorder {
  /** Called before the first event of a replication. */
  begin?(model: RunningModel): void
  /** Called after the last, with the horizon. */
  end?(minutes: number): void
}

/** A machine and its patients, kept for the next replication of the same model. */
interface Workshop extends RunningModel {
  readonly machine: PathwayMachine
  readonly source: StreamSource
}
const workshops = new WeakMap<CompiledModel, Workshop>()

/**
 * Runs one replication, warm-up included, with any recorder. `arrivalTimes` replaces the times of a stream (minutes, ascending; null: as the model
 * says). Returns the machine as it stands at the horizon. Throws `ModelError` where the model cannot go on.
 */
export function simulateReplication(
  model: CompiledModel,
  key: RandomKey,
  recorder: ReplicationRecorder,
  arrivalTimes?: readonly (Float64Array | null)[],
): PathwayMachine {
  const horizonMinutes = model.document.run.horizon * minutesPerUnit(model.document)
  const workshop = workshops.get(model) ?? workshopOf(model)
  const { machine, source } = workshop
  recorder.begin?.(workshop)
  machine.recorder = recorder
  source.begin(key, horizonMinutes, arrivalTimes)
  machine.begin(source)
  machine.advance(horizonMinutes)
  recorder.end?.(horizonMinutes)
  return machine
}

function workshopOf(model: CompiledModel): Workshop {
  const machine = new PathwayMachine(model.pathway)
  const source = new StreamSource(model.population)
  const workshop: Workshop = {
    machine,
    source,
    rows: source.rows,
    get classOf() {
      return machine.classOf
    },
  }
  workshops.set(model, workshop)
  return workshop
}
