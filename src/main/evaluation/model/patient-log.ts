import type { ModelDocument } from '../../../shared/model/document.ts'
import { foundFull, outOfPatience } from '../../simulation/recorder.ts'
import type { ReplicationRecorder, RunningModel } from './replication.ts'

const chunkCharacters = 1 << 16
const nowhere = -1

/** Names and unit that a log is written in. */
export interface PatientLogWords {
  readonly timeUnit: ModelDocument['timeUnit']
  readonly minutesPerUnit: number
  readonly classes: readonly string[]
  readonly streams: readonly string[]
  /** Steps that wait, and exits, by number. */
  readonly requests: readonly string[]
  readonly exits: readonly string[]
}

/**
 * Every patient of every replication as CSV, in the order of events. Columns:
 * - `replication` from 1, `patient` in order of arrival from 1, `class` (at arrival; for a visit, at its end);
 * - `record`: `arrival`, `visit` (to a step that waits; one more for each interruption) or `exit`;
 * - `place`: the stream of an arrival, the step of a visit, the exit step of an exit (empty where there was none);
 * - `from`: the arrival, when a visit's waiting began, for an exit the arrival; `to`: the arrival, the end of the waiting, the exit; empty where the
 *   run ended first. Both in the model's unit, to the last digit: a wait is `to` - `from`;
 * - `outcome`: of a visit `started`, `resumed` (after an interruption), `left`, `lost`, `balked` or `waiting` (until the end of the run); of an exit
 *   `out`, `left`, `lost` or `balked`.
 */
export class PatientLog implements ReplicationRecorder {
  private readonly words: PatientLogWords
  private readonly emit: (text: string) => void
  private text: string
  private model!: RunningModel
  private replication = 0
  private arrivals = 0
  /** By slot. */
  private numberOf: number[] = []
  private arrivalMinutes: number[] = []
  private classOf: number[] = []
  private sinceMinutes: number[] = []
  private requestOf: number[] = []
  private interruptedOf: boolean[] = []

  /** `emit` gets the text in pieces; the first begins with the header. */
  constructor(words: PatientLogWords, emit: (text: string) => void) {
    this.words = words
    this.emit = emit
    const unit = `${words.timeUnit[0]!.toUpperCase()}${words.timeUnit.slice(1)}`
    this.text = `replication,patient,class,record,place,from${unit},to${unit},outcome\n`
  }

  begin(model: RunningModel): void {
    this.model = model
    this.replication++
    this.arrivals = 0
    this.requestOf.fill(nowhere)
  }

  end(): void {
    this.requestOf.forEach((request, patient) => {
      if (request !== nowhere) this.visit(patient, request, 'waiting', Number.NaN)
    })
    this.emit(this.text)
    this.text = ''
  }

  arrived(minutes: number, patient: number): void {
    this.numberOf[patient] = ++this.arrivals
    this.arrivalMinutes[patient] = minutes
    this.classOf[patient] = this.model.classOf[patient]!
    this.requestOf[patient] = nowhere
    this.interruptedOf[patient] = false
    const stream = this.words.streams[this.model.rows.stream[patient]!]!
    this.line(patient, this.classOf[patient]!, 'arrival', stream, minutes, minutes, '')
  }

  joined(minutes: number, patient: number, request: number): void {
    this.sinceMinutes[patient] = minutes
    this.requestOf[patient] = request
  }

  interrupted(minutes: number, patient: number, request: number): void {
    this.joined(minutes, patient, request)
    this.interruptedOf[patient] = true
  }

  started(minutes: number, patient: number, request: number): void {
    this.visit(patient, request, this.interruptedOf[patient]! ? 'resumed' : 'started', minutes)
    this.interruptedOf[patient] = false
  }

  left(minutes: number, patient: number, request: number): void {
    this.visit(patient, request, 'left', minutes)
    this.interruptedOf[patient] = false
  }

  refused(minutes: number, patient: number, request: number, why: 'lost' | 'balked'): void {
    this.sinceMinutes[patient] = minutes
    this.visit(patient, request, why, minutes)
  }

  departed(minutes: number, patient: number, exit: number): void {
    const outcome = exit >= 0 ? 'out' : exit === outOfPatience ? 'left' : exit === foundFull ? 'lost' : 'balked'
    const place = exit >= 0 ? this.words.exits[exit]! : ''
    this.line(patient, this.classOf[patient]!, 'exit', place, this.arrivalMinutes[patient]!, minutes, outcome)
  }

  private visit(patient: number, request: number, outcome: string, minutes: number): void {
    this.requestOf[patient] = nowhere
    const place = this.words.requests[request]!
    this.line(patient, this.model.classOf[patient]!, 'visit', place, this.sinceMinutes[patient]!, minutes, outcome)
  }

  private line(
    patient: number,
    classIndex: number,
    record: string,
    place: string,
    from: number,
    to: number,
    outcome: string,
  ): void {
    const { classes, minutesPerUnit } = this.words
    const end = Number.isNaN(to) ? '' : to / minutesPerUnit
    this.text += `${this.replication},${this.numberOf[patient]!},${classes[classIndex]!},${record},${place},${from / minutesPerUnit},${end},${outcome}\n`
    if (this.text.length < chunkCharacters) return
    this.emit(this.text)
    this.text = ''
  }
}
