import { describe, expect, it } from 'vitest'
import { countFields, MeasureLayout, resourceFields, stepFields } from '../../../src/main/evaluation/model/measure-layout.ts'
import { type MeasureOptions, MeasureRecorder } from '../../../src/main/evaluation/model/measure-recorder.ts'
import type { PatientRows } from '../../../src/main/simulation/population/patient-rows.ts'
import { foundFull, outOfPatience } from '../../../src/main/simulation/recorder.ts'
import { BinCounts } from '../../../src/main/statistics/bin-counts.ts'
import { sampleFields } from '../../../src/main/statistics/pooled-times.ts'
import { binOf } from '../../../src/main/statistics/time-bins.ts'

const named = <Field extends string>(fields: readonly Field[], row: Float64Array, at: number) =>
  Object.fromEntries(fields.map((field, index) => [field, row[at + index]])) as Record<Field, number>

/** Reads a row by names. */
function reader(layout: MeasureLayout, row: Float64Array) {
  return {
    counts: (block: number) => named(countFields, row, layout.classAt(block)),
    wait: (block: number) => named(sampleFields, row, layout.classAt(block) + layout.waitOffset),
    time: (block: number) => named(sampleFields, row, layout.classAt(block) + layout.timeOffset),
    inSystem: (block: number) => row[layout.classAt(block) + layout.inSystemOffset],
    step: (request: number, block: number) => named(stepFields, row, layout.stepAt(request, block)),
    stepWait: (request: number, block: number) => named(sampleFields, row, layout.stepAt(request, block) + layout.stepWaitOffset),
    resource: (resource: number) => named(resourceFields, row, layout.resourceAt(resource)),
    census: (resource: number) => {
      const first = layout.resourceAt(resource) + resourceFields.length
      return [...row.subarray(first, first + layout.censusEntries[resource]!)]
    },
  }
}

function recorderOf(edges: number[], classOf: number[], options: Partial<MeasureOptions> = {}) {
  const layout = new MeasureLayout({ classes: 2, requests: 1, units: [2] })
  const bins = new BinCounts()
  const recorder = new MeasureRecorder(layout, edges, { ...everybody, bins, ...options })
  const model = { classOf: Int32Array.from(classOf), rows: {} as PatientRows }
  recorder.begin(model)
  const read = (window = 0) => reader(layout, recorder.rows.subarray(window * layout.columns, (window + 1) * layout.columns))
  return { recorder, model, read, bins }
}
const everybody = { waitOverMinutes: Number.POSITIVE_INFINITY, counted: 'everybody', bins: new BinCounts() } as const

describe('measures of one replication', () => {
  /**
   * One unit, a second one from minute 20 on; window 10 to 30. Patients 0, 2, 3 are of class 0, patients 1, 4 of class 1.
   * 0 is served 4-14, 1 joins at 12 and is served 14-24, 2 joins at 18 and leaves at 22, 3 is lost at 20, 4 is served from 26 on.
   */
  function trace(counted: MeasureOptions['counted'] = 'arrived-since') {
    const { recorder, read, bins } = recorderOf([10, 30], [0, 1, 0, 0, 1], { waitOverMinutes: 3, counted })
    recorder.capacityChanged(0, 0, 1)
    recorder.arrived(4, 0)
    recorder.joined(4, 0, 0)
    recorder.started(4, 0, 0, 4)
    recorder.seized(4, 0, 0, 1)
    recorder.arrived(12, 1)
    recorder.joined(12, 1, 0)
    recorder.released(14, 0, 0, 1)
    recorder.departed(14, 0, 0)
    recorder.started(14, 1, 0, 12)
    recorder.seized(14, 1, 0, 1)
    recorder.arrived(18, 2)
    recorder.joined(18, 2, 0)
    recorder.capacityChanged(20, 0, 2)
    recorder.arrived(20, 3)
    recorder.refused(20, 3, 0, 'lost')
    recorder.departed(20, 3, foundFull)
    recorder.left(22, 2, 0)
    recorder.departed(22, 2, outOfPatience)
    recorder.released(24, 1, 0, 1)
    recorder.departed(24, 1, 0)
    recorder.arrived(26, 4)
    recorder.joined(26, 4, 0)
    recorder.started(26, 4, 0, 26)
    recorder.seized(26, 4, 0, 1)
    recorder.end()
    return { ...read(), bins: [...bins.written()] }
  }

  it('counts patients so that who was inside or came in is out, left, lost or inside', () => {
    const { counts } = trace()
    expect(counts(0)).toEqual({ in: 4, out: 2, left: 1, lost: 1, balked: 0, inside: 1 })
    expect(counts(1)).toEqual({ in: 2, out: 1, left: 1, lost: 1, balked: 0, inside: 0 })
    expect(counts(2)).toEqual({ in: 2, out: 1, left: 0, lost: 0, balked: 0, inside: 1 })
  })

  it('takes whole waits and times in the model of those who arrived after warm-up, were let in and are gone', () => {
    const { wait, time } = trace()
    expect(wait(0)).toMatchObject({ count: 2, mean: 3, squaredDeviations: 2, positive: 2, over: 1, smallest: 2, largest: 4 })
    expect([wait(1).mean, wait(2).mean]).toEqual([4, 2])
    expect(time(0)).toMatchObject({ count: 2, mean: 8, squaredDeviations: 32, over: 0 })
  })

  it('takes those of everybody who is gone, where what lasts is seen through a window', () => {
    const { wait, time, stepWait } = trace('everybody')
    expect(wait(0)).toMatchObject({ count: 3, mean: 2, positive: 2, over: 1, smallest: 0 })
    expect(time(0)).toMatchObject({ count: 3, largest: 12 })
    expect(time(1).count).toBe(2)
    // Who was started before the window has waited before it.
    expect(stepWait(0, 0)).toMatchObject({ count: 2, mean: 1 })
  })

  it('tells times in bins, sample by sample', () => {
    const one = (minutes: number) => [1, binOf(minutes), 1]
    const two = (a: number, b: number) => [2, binOf(a), 1, binOf(b), 1]
    const classes = [...two(2, 4), ...two(4, 12), ...one(4), ...one(4), ...one(2), ...one(12)]
    expect(trace().bins).toEqual([...classes, ...two(0, 2), 0, ...two(0, 2)])
  })

  it('measures steps by class: who came, started, left, was lost; first waits; the mean number waiting', () => {
    const { step, stepWait } = trace()
    expect(step(0, 0)).toMatchObject({
      arrived: 4,
      started: 2,
      left: 1,
      lost: 1,
      balked: 0,
      preempted: 0,
    })
    expect(step(0, 1)).toMatchObject({ arrived: 2, started: 0, left: 1, lost: 1, balked: 0 })
    expect(step(0, 2)).toMatchObject({ arrived: 2, started: 2, left: 0 })
    expect([step(0, 1).waiting, step(0, 2).waiting]).toEqual([4 / 20, 2 / 20])
    expect(step(0, 0).waiting).toBeCloseTo(0.3, 14)
    expect(stepWait(0, 0)).toMatchObject({ count: 2, mean: 1, positive: 1, over: 0 })
    expect(stepWait(0, 1).count).toBe(0)
  })

  it('averages over the time of the window', () => {
    const { inSystem, resource, census } = trace()
    expect([inSystem(1), inSystem(2)]).toEqual([8 / 20, 16 / 20])
    expect(inSystem(0)).toBeCloseTo(1.2, 14)
    expect(resource(0)).toEqual({ busy: 18 / 20, staffed: 1.5 })
    expect(census(0)).toEqual([2 / 20, 18 / 20, 0])
  })

  it('adds the waits of a patient together, after interruptions too, and moves who changes class in line', () => {
    const { recorder, model, read } = recorderOf([0, 20], [0])
    recorder.arrived(0, 0)
    recorder.joined(0, 0, 0)
    recorder.classChanged(1, 0, 0, 1)
    model.classOf[0] = 1
    recorder.started(3, 0, 0, 0)
    recorder.seized(3, 0, 0, 2)
    recorder.released(5, 0, 0, 2)
    recorder.interrupted(5, 0, 0)
    recorder.started(9, 0, 0, 5)
    recorder.seized(9, 0, 0, 2)
    recorder.released(13, 0, 0, 2)
    recorder.departed(13, 0, 0)
    recorder.end()
    const { counts, wait, time, step, stepWait, census } = read()
    expect([counts(1).out, counts(2).out]).toEqual([1, 0])
    expect([wait(1).mean, time(1).mean]).toEqual([7, 13])
    expect(step(0, 1)).toMatchObject({ arrived: 1, started: 0, waiting: 1 / 20 })
    expect(step(0, 2)).toMatchObject({ arrived: 0, started: 1, preempted: 1, waiting: 6 / 20 })
    expect(stepWait(0, 2)).toMatchObject({ count: 1, mean: 3 })
    expect(census(0)).toEqual([14 / 20, 0, 6 / 20])
  })

  it('cuts a run into batches: times go where they end, averages are split at the edges, the last minute counts', () => {
    const { recorder, read } = recorderOf([10, 20, 30], [0, 0])
    recorder.capacityChanged(0, 0, 1)
    recorder.arrived(15, 0)
    recorder.joined(15, 0, 0)
    recorder.started(24, 0, 0, 15)
    recorder.seized(24, 0, 0, 1)
    recorder.released(30, 0, 0, 1)
    recorder.departed(30, 0, 0)
    recorder.end()
    const [first, second] = [read(0), read(1)]
    expect([first.counts(0).in, first.counts(0).inside, second.counts(0).in, second.counts(0).out]).toEqual([1, 1, 0, 1])
    expect([first.step(0, 0).waiting, second.step(0, 0).waiting]).toEqual([0.5, 0.4])
    expect([first.stepWait(0, 0).count, second.stepWait(0, 0).mean]).toEqual([0, 9])
    expect([first.resource(0).busy, second.resource(0).busy]).toEqual([0, 0.6])
    expect(second.time(0).mean).toBe(15)
  })

  it('starts afresh with each replication, and grows with the slots', () => {
    const { recorder, model, read } = recorderOf([0, 10], Array<number>(1000).fill(0))
    for (let replication = 0; replication < 2; replication++) {
      recorder.begin(model)
      for (let patient = 0; patient < 1000; patient++) {
        recorder.arrived(1, patient)
        recorder.joined(1, patient, 0)
        recorder.started(1 + patient / 200, patient, 0, 1)
        recorder.departed(6, patient, 0)
      }
      recorder.end()
    }
    expect(read().counts(0)).toMatchObject({ in: 1000, out: 1000, inside: 0 })
    expect(read().wait(0).mean).toBeCloseTo(999 / 400, 12)
    expect(read().time(0).mean).toBe(5)
  })

  it('tells steps for all classes together where steps and classes are too many', () => {
    const layout = new MeasureLayout({ classes: 200, requests: 11, units: [] })
    expect([layout.stepBlocks, new MeasureLayout({ classes: 200, requests: 9, units: [] }).stepBlocks]).toEqual([1, 201])
    const recorder = new MeasureRecorder(layout, [0, 10], everybody)
    recorder.begin({ classOf: Int32Array.of(3, 199), rows: {} as PatientRows })
    for (const patient of [0, 1]) {
      recorder.arrived(1, patient)
      recorder.joined(1, patient, 10)
      recorder.started(2 + patient, patient, 10, 1)
    }
    recorder.end()
    const { step, stepWait, counts } = reader(layout, recorder.rows)
    expect(step(10, 0)).toMatchObject({ arrived: 2, started: 2, waiting: 0.3 })
    expect(stepWait(10, 0).mean).toBe(1.5)
    expect([counts(0).in, counts(4).in, counts(200).in, counts(5).in]).toEqual([2, 1, 1, 0])
  })

  it('has one census entry for all that lies beyond its end', () => {
    const layout = new MeasureLayout({ classes: 1, requests: 0, units: [1000] })
    const recorder = new MeasureRecorder(layout, [0, 10], everybody)
    recorder.begin({ classOf: new Int32Array(1), rows: {} as PatientRows })
    recorder.seized(0, 0, 0, 300)
    recorder.seized(4, 0, 0, 300)
    recorder.end()
    const { census, resource } = reader(layout, recorder.rows)
    expect(census(0).length).toBe(251)
    expect(census(0)[250]).toBe(1)
    expect(resource(0)).toEqual({ busy: 480, staffed: 0 })
  })
})
