import { type CompiledModel, compileModel } from '../../src/main/simulation/compile-model.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import type { PatientSource } from '../../src/main/simulation/population/patient-rows.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import { foundFull, outOfPatience, type Recorder, turnedAway } from '../../src/main/simulation/recorder.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { DrawnPatient, Happening } from './reference-person.ts'
import { minutesPerUnit } from './reference-schedule.ts'

export interface MachineRun {
  /** In order of arrival. */
  drawn: DrawnPatient[]
  happenings: Happening[][]
  machine: PathwayMachine
  model: CompiledModel
}

/** One replication on the machine, with everything that was drawn and that happened. `also` is told everything as well. */
export function runMachine(document: ModelDocument, replication = 0, also: Recorder | null = null): MachineRun {
  const model = compileModel(document)
  const horizon = horizonOf(document)
  const source = sourceOf(model, replication)
  const machine = new PathwayMachine(model.pathway)
  const listener = new HappeningRecorder(source, model)
  machine.recorder = also === null ? listener : both(listener, also)
  machine.begin(source)
  machine.advance(horizon)
  return { drawn: source.drawn, happenings: listener.happenings, machine, model }
}

/** Everybody who comes before the horizon, as drawn. */
export function drawnPatients(document: ModelDocument, replication = 0): DrawnPatient[] {
  const source = sourceOf(compileModel(document), replication)
  while (source.nextMinutes <= horizonOf(document)) source.take()
  return source.drawn
}

function horizonOf(document: ModelDocument): number {
  return document.run.horizon * minutesPerUnit[document.timeUnit]
}

function sourceOf(model: CompiledModel, replication: number): ListeningSource {
  const stream = new StreamSource(model.population)
  stream.begin({ seed: model.document.run.seed, use: 'development', replication }, horizonOf(model.document))
  return new ListeningSource(stream, model)
}

/** Writes down who is taken from another source. */
class ListeningSource implements PatientSource {
  readonly drawn: DrawnPatient[] = []
  /** Number of the patient that is in a slot. */
  readonly numberOf: number[] = []
  readonly rows: PatientSource['rows']
  private readonly source: PatientSource
  private readonly model: CompiledModel

  constructor(source: PatientSource, model: CompiledModel) {
    this.source = source
    this.rows = source.rows
    this.model = model
  }

  get nextMinutes(): number {
    return this.source.nextMinutes
  }

  take(): number {
    const slot = this.source.take()
    const { document, population } = this.model
    const { durations, codes, arrivalMinutes, stream } = this.rows
    const labels = (document.attributes ?? []).flatMap((attribute) =>
      'values' in attribute && attribute.name !== 'class'
        ? [[attribute.name, attribute.values[codes[population.codeColumnOf.get(attribute.name)!]![slot]!]!]]
        : [],
    )
    this.numberOf[slot] = this.drawn.length
    this.drawn.push({
      arrivalMinutes: arrivalMinutes[slot]!,
      entry: document.arrivals[stream[slot]!]!.entry ?? document.steps[0]!.name,
      className: document.classes[codes[0]![slot]!]!,
      labels: Object.fromEntries(labels),
      minutes: Object.fromEntries([...population.durationColumnOf].map(([name, column]) => [name, durations[column]![slot]!])),
      balkingDraws: {},
    })
    this.noteBalking(slot)
    return slot
  }

  giveBack(slot: number): void {
    this.source.giveBack(slot)
  }

  redraw(slot: number, list: number, visit: number, classIndex: number): void {
    this.source.redraw(slot, list, visit, classIndex)
    this.noteBalking(slot)
  }

  private noteBalking(slot: number): void {
    const { balkingDraws } = this.drawn[this.numberOf[slot]!]!
    for (const { step, balkingDraw } of this.model.pathway.requests) {
      if (balkingDraw < 0) continue
      balkingDraws[step] = [
        ...(balkingDraws[step] ?? []),
        this.rows.durations[balkingDraw]![slot]! / minutesPerUnit[this.model.document.timeUnit],
      ]
    }
  }
}

class HappeningRecorder implements Recorder {
  readonly happenings: Happening[][] = []
  private readonly source: ListeningSource
  private readonly model: CompiledModel
  private readonly exits: string[]

  constructor(source: ListeningSource, model: CompiledModel) {
    this.source = source
    this.model = model
    this.exits = model.document.steps.filter((step) => step.do === 'exit').map(({ name }) => name)
  }

  arrived(): void {
    this.happenings.push([])
  }

  started(minutes: number, patient: number, request: number): void {
    this.tell(patient, 'started', this.stepOf(request), minutes)
  }

  left(minutes: number, patient: number, request: number): void {
    this.tell(patient, 'left', this.stepOf(request), minutes)
  }

  refused(minutes: number, patient: number, request: number, why: 'lost' | 'balked'): void {
    this.tell(patient, why, this.stepOf(request), minutes)
  }

  interrupted(minutes: number, patient: number, request: number, why: 'preempted' | 'handed-over'): void {
    this.tell(patient, why, this.stepOf(request), minutes)
  }

  classChanged(minutes: number, patient: number, from: number, to: number): void {
    if (from !== to) this.tell(patient, 'became', this.model.document.classes[to]!, minutes)
  }

  departed(minutes: number, patient: number, exit: number): void {
    const words = new Map([
      [outOfPatience, 'left'],
      [foundFull, 'lost'],
      [turnedAway, 'balked'],
    ])
    this.tell(patient, 'out', words.get(exit) ?? this.exits[exit]!, minutes)
  }

  private stepOf(request: number): string {
    return this.model.pathway.requests[request]!.step
  }

  private tell(patient: number, what: string, where: string, minutes: number): void {
    this.happenings[this.source.numberOf[patient]!]!.push([what, where, minutes])
  }
}

/** Tells two recorders. */
function both(first: Recorder, second: Recorder): Recorder {
  return new Proxy(first, {
    get:
      (_, method: keyof Recorder) =>
      (...told: never[]) => {
        for (const recorder of [first, second]) (recorder[method] as (...all: never[]) => void)(...told)
      },
  })
}
