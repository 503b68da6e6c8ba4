import type { CompiledModel } from '../../simulation/compile-model.ts'
import type { MachineState } from '../../simulation/machine-state.ts'
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

/**
 * Decides who starts next at queues with the discipline `policy`: asked for each start, where somebody waits and what they need is free. Returns the
 * number of a class with somebody waiting there (`state.headOf(class, queue)` is not -1); queues and classes count in the order of the
 * document. It must decide by the state alone, so that a replication is the same whenever it is run.
 */
export type ModelPolicy = (state: MachineState, queue: number) => number

/** A machine and its patients, kept for the next replication of the same model. */
interface Workshop extends RunningModel {
  readonly machine: PathwayMachine
  readonly source: StreamSource
}
type Workshops = WeakMap<CompiledModel, Workshop>
const workshops: Workshops = new WeakMap()
/** Those where a policy decides. */
const controlledWorkshops: Workshops = new WeakMap()

/**
 * Runs one replication, warm-up included, with any recorder. `arrivalTimes` replaces the times of a stream (minutes, ascending; null: as the model
 * says). Without a `policy`, queues of that discipline go by their order. Returns the machine as it stands at the horizon. Throws `ModelError`
 * where the model cannot go on.
 */
export function simulateReplication(
  model: CompiledModel,
  key: RandomKey,
  recorder: ReplicationRecorder,
  arrivalTimes?: readonly (Float64Array | null)[],
  policy?: ModelPolicy,
): PathwayMachine {
  const horizonMinutes = model.document.run.horizon * minutesPerUnit(model.document)
  const workshop = workshopOf(model, policy !== undefined)
  const { machine, source } = workshop
  recorder.begin?.(workshop)
  machine.recorder = recorder
  source.begin(key, horizonMinutes, arrivalTimes)
  machine.begin(source)
  while (machine.advance(horizonMinutes)) startChosen(model, machine, policy!)
  recorder.end?.(horizonMinutes)
  return machine
}

function startChosen({ document, pathway }: CompiledModel, machine: PathwayMachine, policy: ModelPolicy): void {
  const queue = machine.queueToDecide
  const chosen = policy(machine, queue)
  if (document.classes[chosen] === undefined || machine.headOf(chosen, queue) < 0)
    throw new RangeError(
      `The policy chose class ${chosen} at ${pathway.queues[queue]!.name}; choose the number of a class with somebody waiting there.`,
    )
  machine.startFirst(queue, chosen)
}

function workshopOf(model: CompiledModel, controlled: boolean): Workshop {
  const known = controlled ? controlledWorkshops : workshops
  const kept = known.get(model)
  if (kept !== undefined) return kept
  const machine = new PathwayMachine(model.pathway, { controlled })
  const source = new StreamSource(model.population)
  const workshop: Workshop = {
    machine,
    source,
    rows: source.rows,
    get classOf() {
      return machine.classOf
    },
  }
  known.set(model, workshop)
  return workshop
}
