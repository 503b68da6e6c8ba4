import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import type { PathwayModel } from '../../src/main/simulation/pathway-model.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import { foundFull, outOfPatience, type Recorder, turnedAway } from '../../src/main/simulation/recorder.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Step } from '../../src/shared/model/step.ts'

/** A patient of a hand-worked example, all of whose times are given. */
export interface TracePatient {
  at: number
  class?: string
  entry?: string
  /** Minutes by attribute; 10 unless given, Infinity: never. */
  times?: Record<string, number>
  /** Labels by attribute; the first label unless given. */
  labels?: Record<string, string>
}

export type TraceModel = Pick<ModelDocument, 'steps'> &
  Partial<Pick<ModelDocument, 'classes' | 'resources' | 'queues'>> & {
    /** Attributes with labels. */
    labels?: Record<string, string[]>
    /** Attributes that hold times. */
    times?: string[]
    startsAt?: ModelDocument['run']['startsAt']
  }

/** How patients leave. */
export const out: Step = { name: 'out', do: 'exit' }

/** Units on duty from each of these times on. */
export const unitsFrom = (...changes: (readonly [at: number, units: number])[]) => ({
  changes: changes.map(([at, units]) => ({ at, units })),
})

/** Care by one doctor, behind a queue of this kind. */
export const oneDoctor = (queue: Omit<Queue, 'name'>, more: Partial<TraceModel> = {}): TraceModel => ({
  resources: [{ name: 'doctor', units: 1 }],
  queues: [{ name: 'line', ...queue }],
  steps: [{ name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'line' }, out],
  ...more,
})

/** The document of such an example: a stream of arrivals for each patient. */
export function traceDocument(model: TraceModel, patients: readonly TracePatient[]): ModelDocument {
  const names = patients.map((_, index) => `p${index}`)
  const classes = model.classes ?? ['everybody']
  const { times = ['time'], labels = {} } = model
  return {
    format: 'fairward-model',
    version: 1,
    name: 'example',
    title: 'Example',
    timeUnit: 'minutes',
    classes,
    arrivals: patients.map((patient, index) => ({
      name: names[index]!,
      process: { process: 'times', times: [patient.at] },
      attributes: {
        patient: { is: names[index]! },
        ...(patient.class === undefined ? {} : { class: { is: patient.class } }),
        ...Object.fromEntries(Object.entries(patient.labels ?? {}).map(([name, label]) => [name, { is: label }])),
      },
      ...(patient.entry === undefined ? {} : { entry: patient.entry }),
    })),
    attributes: [
      { name: 'patient', values: names, choose: { is: names[0]! } },
      ...Object.entries(labels).map(([name, values]) => ({ name, values, choose: { is: values[0]! } })),
      ...times.map((name) => ({
        name,
        duration: {
          cases: patients.map((patient, index) => {
            const value = patient.times?.[name] ?? 10
            return {
              when: { patient: names[index]! },
              use:
                value === Number.POSITIVE_INFINITY
                  ? ({ distribution: 'never' } as const)
                  : ({ distribution: 'constant', value } as const),
            }
          }),
        },
      })),
    ],
    resources: model.resources ?? [],
    queues: model.queues ?? [],
    steps: model.steps,
    run: {
      kind: 'terminating',
      horizon: 100_000,
      warmUp: 0,
      replications: 1,
      seed: 1,
      ...(model.startsAt === undefined ? {} : { startsAt: model.startsAt }),
    },
  }
}

/** Writes down everything that happens in words; patients are named by their position in the example. */
class TraceRecorder implements Recorder {
  readonly words: string[] = []
  private readonly pathway: PathwayModel
  private readonly nameOf: (slot: number) => number
  private readonly classes: readonly string[]

  constructor(pathway: PathwayModel, classes: readonly string[], nameOf: (slot: number) => number) {
    this.pathway = pathway
    this.classes = classes
    this.nameOf = nameOf
  }

  private write(minutes: number, patient: number, what: string): void {
    this.words.push(`${Number(minutes.toFixed(6))}: ${this.nameOf(patient)} ${what}`)
  }
  private step(request: number): string {
    return this.pathway.requests[request]!.step
  }
  private resource(resource: number, unit: number): string {
    return `${this.pathway.resources[resource]!.name}${unit < 0 ? '' : `#${unit}`}`
  }

  arrived(minutes: number, patient: number): void {
    this.write(minutes, patient, 'arrives')
  }
  joined(minutes: number, patient: number, request: number): void {
    this.write(minutes, patient, `joins ${this.step(request)}`)
  }
  started(minutes: number, patient: number, request: number, since: number): void {
    this.write(minutes, patient, `starts ${this.step(request)} after ${Number((minutes - since).toFixed(6))}`)
  }
  left(minutes: number, patient: number, request: number): void {
    this.write(minutes, patient, `leaves ${this.step(request)}`)
  }
  refused(minutes: number, patient: number, request: number, why: string): void {
    this.write(minutes, patient, `is ${why} at ${this.step(request)}`)
  }
  interrupted(minutes: number, patient: number, request: number, why: string): void {
    this.write(minutes, patient, `is ${why} at ${this.step(request)}`)
  }
  seized(minutes: number, patient: number, resource: number, units: number, unit: number): void {
    this.write(minutes, patient, `takes ${units} ${this.resource(resource, unit)}`)
  }
  released(minutes: number, patient: number, resource: number, units: number, unit: number): void {
    this.write(minutes, patient, `gives ${units} ${this.resource(resource, unit)}`)
  }
  classChanged(minutes: number, patient: number, from: number, to: number): void {
    this.write(minutes, patient, `turns from ${this.classes[from]} to ${this.classes[to]}`)
  }
  capacityChanged(minutes: number, resource: number, units: number): void {
    if (minutes > 0) this.words.push(`${Number(minutes.toFixed(6))}: ${units} ${this.resource(resource, -1)} on duty`)
  }
  departed(minutes: number, patient: number, exit: number): void {
    const out = { [outOfPatience]: 'out of patience', [foundFull]: 'lost', [turnedAway]: 'turned away' }[exit]
    this.write(minutes, patient, `goes (${out ?? `exit ${exit}`})`)
  }
}

/** Runs an example and tells what happened, in order. `only`: just what one of these words stands in. */
export function trace(
  model: TraceModel,
  patients: readonly TracePatient[],
  { until = 10_000, only = [] as string[] } = {},
): { words: string[]; machine: PathwayMachine } {
  const compiled = compileModel(traceDocument(model, patients))
  const source = new StreamSource(compiled.population)
  source.begin({ seed: 1, use: 'development', replication: 0 })
  const machine = new PathwayMachine(compiled.pathway)
  const recorder = new TraceRecorder(compiled.pathway, compiled.document.classes, (slot) => source.rows.stream[slot]!)
  machine.recorder = recorder
  machine.begin(source)
  machine.advance(until)
  const words = only.length === 0 ? recorder.words : recorder.words.filter((line) => only.some((word) => line.includes(word)))
  return { words, machine }
}
