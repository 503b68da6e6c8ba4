import { operationStride, type PathwayModel } from './pathway-model.ts'
import { PatientStates } from './patient-states.ts'
import type { PatientRows, PatientSource } from './population/patient-rows.ts'
import type { Recorder } from './recorder.ts'
import { ShiftCalendar } from './shift-calendar.ts'
import { WaitingLines } from './waiting-lines.ts'

/** A replication as it stands: what its parts share, and what others may ask. */
export class MachineState {
  /** Minutes since the start. */
  now = 0
  /** Events since the start: arrivals, ends of delays, changes of class, leaving, shift changes and starts of care. */
  eventsExecuted = 0
  /** Patients that have arrived; in a table of patients the next to arrive has this number. */
  arrivedCount = 0
  /** Patients that are in the model. */
  inside = 0
  /** Units in use and units on duty, by resource. In use may exceed on duty after a shift's end. */
  readonly busy: Int32Array
  readonly capacity: Int32Array
  /** People at each place of the program: in a delay, or waiting at a seize. */
  readonly countAtStep: Int32Array
  recorder: Recorder | null = null

  readonly states = new PatientStates()
  readonly lines: WaitingLines
  protected readonly shifts: ShiftCalendar
  source!: PatientSource
  rows!: PatientRows

  constructor(pathway: PathwayModel, controlled: boolean) {
    this.lines = new WaitingLines(pathway, this.states, controlled)
    this.shifts = new ShiftCalendar(pathway.resources)
    this.capacity = this.shifts.capacity
    this.busy = new Int32Array(pathway.resources.length)
    this.countAtStep = new Int32Array(pathway.program.length / operationStride)
  }

  /** By patient; NaN until it has happened. `startMinutes` is the first request that was granted. */
  get startMinutes(): Float64Array {
    return this.states.startMinutes
  }
  get leftMinutes(): Float64Array {
    return this.states.leftMinutes
  }
  get worsenedMinutes(): Float64Array {
    return this.states.worsenedMinutes
  }
  get departureMinutes(): Float64Array {
    return this.states.departureMinutes
  }
  /** By patient: the present class, and the place in the program (-1 before arrival and after the end). */
  get classOf(): Int32Array {
    return this.states.classOf
  }
  get stepOf(): Int32Array {
    return this.states.stepOf
  }

  /** People waiting, in all queues. */
  get waiting(): number {
    return this.lines.waiting
  }

  /** By queue. */
  get waitingInQueue(): Int32Array {
    return this.lines.waitingInQueue
  }

  /** First in line of a class, -1 where nobody waits. */
  headOf(classIndex: number, queue = 0): number {
    return this.lines.headOf(queue, classIndex)
  }

  /** Whom this waiting patient is followed by in the same line, -1 for the last. */
  nextInLine(patient: number): number {
    return this.states.following[patient]!
  }
}
