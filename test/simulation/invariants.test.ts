import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { ModelError, ModelProblems } from '../../src/main/simulation/model-error.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import type { PatientRows, PatientSource } from '../../src/main/simulation/population/patient-rows.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import type { Recorder } from '../../src/main/simulation/recorder.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Queue } from '../../src/shared/model/queue.ts'

const classes = ['a', 'b', 'c']
const resourceNames = ['bed', 'nurse', 'doctor']
const horizon = 400

const minutes = fc.integer({ min: 1, max: 20 })
const distribution = fc.oneof(
  minutes.map((value) => ({ distribution: 'constant' as const, value })),
  minutes.map((mean) => ({ distribution: 'exponential' as const, mean })),
)
const resource = fc.record({
  units: fc.oneof(
    fc.integer({ min: 1, max: 4 }),
    fc.record({
      changes: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })).map(([first, second]) => [
        { at: 0, units: first },
        { at: 25, units: second },
        { at: 40, units: 3 },
      ]),
      repeatEvery: fc.constant(60),
    }),
  ),
  atShiftEnd: fc.constantFrom('finish' as const, 'hand-over' as const),
  individual: fc.boolean(),
})
const discipline = fc.oneof(
  fc.constantFrom({ discipline: 'first-come' as const }, { discipline: 'last-come' as const }, { discipline: 'policy' as const }),
  fc.record({
    discipline: fc.constant('priority' as const),
    order: fc.constantFrom<(string | string[])[]>(['a', 'b', 'c'], ['c', 'a'], [['a', 'b'], 'c']),
    preemption: fc.constantFrom('none' as const, 'resume' as const, 'restart' as const, 'resample' as const),
  }),
  fc.constant({ discipline: 'accumulating' as const, slopes: { a: 3, b: 1, c: 0.5 } }),
  fc.constant({ discipline: 'wait-over-target' as const, targets: { a: 10, b: 60, c: 240 } }),
)
const queue = fc.record(
  {
    ways: discipline,
    places: fc.integer({ min: 0, max: 3 }),
    patience: distribution,
    crowding: fc.constantFrom(0.1, 0.5),
    balking: fc.constant<NonNullable<Queue['balking']>>([{ waiting: 2, probability: 0.5 }]),
    classChange: distribution.map((after) => ({ after, to: 'a' })),
    overtaking: fc.boolean(),
  },
  { requiredKeys: ['ways'] },
)
const request = fc
  .subarray(resourceNames, { minLength: 1, maxLength: 2 })
  .chain((names) => fc.tuple(...names.map((name) => fc.integer({ min: 1, max: 2 }).map((units) => [name, units] as const))))
  .map((entries) => Object.fromEntries(entries))
const station = fc.record({
  kind: fc.constantFrom('serve', 'stay', 'keep', 'branch', 'back'),
  request,
  duration: distribution,
  queue: fc.integer({ min: 0, max: 2 }),
  probability: fc.constantFrom(0.2, 0.5),
})

const documents = fc
  .record({
    resources: fc.tuple(resource, resource, resource),
    queues: fc.tuple(queue, queue, queue),
    stations: fc.array(station, { minLength: 1, maxLength: 5 }),
    rate: fc.integer({ min: 10, max: 60 }),
    batch: fc.boolean(),
  })
  .map(({ resources, queues, stations, rate, batch }): ModelDocument => {
    const steps = stations.flatMap(
      ({ kind, request: resources, duration, queue: index, probability }, at): ModelDocument['steps'] => {
        const name = `s${at}`
        const line = `q${index}`
        if (kind === 'serve') return [{ name, do: 'serve', resources, duration, queue: line }]
        if (kind === 'branch')
          return [
            { name, do: 'branch', to: [{ probability, step: 'out' }, { step: `${name}-on` }] },
            { name: `${name}-on`, do: 'draw', attributes: ['extra'] },
          ]
        if (kind === 'back')
          return [
            { name, do: 'delay', duration },
            { name: `${name}-again`, do: 'branch', to: [{ probability, step: 's0' }, { step: `${name}-on` }] },
            { name: `${name}-on`, do: 'become', class: 'b' },
          ]
        const seize: ModelDocument['steps'] = [
          { name, do: 'seize', resources, queue: line },
          { name: `${name}-stay`, do: 'delay', duration },
        ]
        return kind === 'keep' ? seize : [...seize, { name: `${name}-free`, do: 'release', resources }]
      },
    )
    return {
      format: 'fairward-model',
      version: 1,
      name: 'random',
      title: 'Random',
      timeUnit: 'minutes',
      classes,
      arrivals: [
        {
          name: 'all',
          process: { process: 'poisson', ratePerHour: rate },
          attributes: { class: { shares: { a: 0.2, b: 0.3, c: 0.5 } } },
          ...(batch ? { batch: { distribution: 'constant', value: 2 } } : {}),
        },
      ],
      attributes: [{ name: 'extra', duration: { distribution: 'exponential', mean: 5 } }],
      resources: resources.map((plan, index) => ({ name: resourceNames[index]!, ...plan })),
      queues: queues.map(({ ways, crowding, ...more }, index): Queue => {
        const isCrowded = crowding !== undefined && more.patience !== undefined
        return Object.assign({ name: `q${index}`, discipline: ways.discipline }, ways, more, isCrowded ? { crowding } : {})
      }),
      steps: [...steps, { name: 'out', do: 'exit' }],
      run: { kind: 'terminating', horizon, warmUp: 0, replications: 1, seed: 1 },
    }
  })

/** Follows every patient and every unit. */
class Bookkeeper implements Recorder {
  readonly words: string[] = []
  readonly busy: number[] = [0, 0, 0]
  waiting = 0
  inside = 0
  private readonly machine: PathwayMachine
  private readonly rows: PatientRows
  private readonly held = new Map<number, number[]>()
  private readonly waitsFor = new Map<number, number>()
  private readonly unitsInUse = new Set<string>()

  constructor(machine: PathwayMachine, rows: PatientRows) {
    this.machine = machine
    this.rows = rows
  }

  private write(minutes: number, patient: number, what: string): number {
    const person = this.rows.sequence[patient]!
    this.words.push(`${minutes} ${person} ${what}`)
    return person
  }
  arrived(minutes: number, patient: number): void {
    const person = this.write(minutes, patient, 'arrived')
    expect(this.held.has(person)).toBe(false)
    this.held.set(person, [0, 0, 0])
    this.inside++
  }
  joined(minutes: number, patient: number, requested: number): void {
    this.wait(this.write(minutes, patient, `joined ${requested}`), requested)
  }
  interrupted(minutes: number, patient: number, requested: number, why: string): void {
    this.wait(this.write(minutes, patient, `${why} ${requested}`), requested)
  }
  private wait(person: number, requested: number): void {
    expect(this.waitsFor.has(person)).toBe(false)
    this.waitsFor.set(person, requested)
    this.waiting++
  }
  started(minutes: number, patient: number, requested: number, since: number): void {
    this.waitNoMore(this.write(minutes, patient, `started ${requested} since ${since}`), requested)
  }
  left(minutes: number, patient: number, requested: number): void {
    this.waitNoMore(this.write(minutes, patient, `left ${requested}`), requested)
  }
  private waitNoMore(person: number, requested: number): void {
    expect(this.waitsFor.get(person)).toBe(requested)
    this.waitsFor.delete(person)
    this.waiting--
  }
  refused(minutes: number, patient: number, requested: number, why: string): void {
    expect(this.waitsFor.has(this.write(minutes, patient, `${why} ${requested}`))).toBe(false)
  }
  seized(minutes: number, patient: number, taken: number, units: number, unit: number): void {
    const person = this.write(minutes, patient, `seized ${units} ${taken}#${unit}`)
    this.held.get(person)![taken]! += units
    this.busy[taken]! += units
    expect(this.machine.busy[taken]).toBeLessThanOrEqual(this.machine.capacity[taken]!)
    if (unit < 0) return
    expect(this.unitsInUse.has(`${taken}#${unit}`)).toBe(false)
    this.unitsInUse.add(`${taken}#${unit}`)
  }
  released(minutes: number, patient: number, given: number, units: number, unit: number): void {
    const person = this.write(minutes, patient, `released ${units} ${given}#${unit}`)
    this.held.get(person)![given]! -= units
    expect(this.held.get(person)![given]).toBeGreaterThanOrEqual(0)
    this.busy[given]! -= units
    if (unit >= 0) expect(this.unitsInUse.delete(`${given}#${unit}`)).toBe(true)
  }
  departed(minutes: number, patient: number, exit: number): void {
    const person = this.write(minutes, patient, `departed ${exit}`)
    expect(this.held.get(person)).toEqual([0, 0, 0])
    expect(this.waitsFor.has(person)).toBe(false)
    this.held.delete(person)
    this.inside--
  }
}

/** Never uses a slot twice. */
class WithoutReuse implements PatientSource {
  readonly rows: PatientRows
  private readonly source: StreamSource
  constructor(source: StreamSource) {
    this.source = source
    this.rows = source.rows
  }
  get nextMinutes(): number {
    return this.source.nextMinutes
  }
  take(): number {
    return this.source.take()
  }
  giveBack(): void {
    // The slot stays taken.
  }
  redraw(slot: number, list: number, visit: number, classIndex: number): void {
    this.source.redraw(slot, list, visit, classIndex)
  }
}

function run(document: ModelDocument, { stops = [] as number[], reuse = true } = {}): Bookkeeper {
  const compiled = compileModel(document)
  const stream = new StreamSource(compiled.population)
  stream.begin({ seed: 9, use: 'development', replication: 0 })
  const source = reuse ? stream : new WithoutReuse(stream)
  const machine = new PathwayMachine(compiled.pathway)
  const book = new Bookkeeper(machine, source.rows)
  machine.recorder = book
  machine.begin(source)
  try {
    for (const stop of [...stops, horizon]) machine.advance(stop)
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    book.words.push(error.message)
    return book
  }
  expect(book.busy).toEqual([...machine.busy])
  expect(book.waiting).toBe(machine.waiting)
  expect(book.inside).toBe(machine.inside)
  return book
}

describe('any model', () => {
  it('takes and gives every unit once, loses nobody, and gives the same events in slots of any kind and with any stops', () => {
    const seen = { run: 0, refused: 0, interrupted: 0, left: 0, lost: 0, balked: 0 }
    fc.assert(
      fc.property(documents, (document) => {
        let book: Bookkeeper
        try {
          book = run(document)
        } catch (error) {
          if (!(error instanceof ModelProblems)) throw error
          seen.refused++
          return
        }
        seen.run++
        const text = book.words.join('\n')
        if (/preempted|handed-over/.test(text)) seen.interrupted++
        for (const what of ['left', 'lost', 'balked'] as const) if (text.includes(` ${what} `)) seen[what]++
        expect(run(document, { reuse: false, stops: [50, 50, 77.7, 100, 200.5] }).words).toEqual(book.words)
      }),
      { numRuns: 150, seed: 4 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10)
  })
})
