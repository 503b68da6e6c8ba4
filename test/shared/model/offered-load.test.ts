import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ModelDocument } from '../../../src/shared/model/document.ts'
import { modelOfferedLoad } from '../../../src/shared/model/offered-load.ts'
import { parseModel, parseModelText } from '../../../src/shared/model/parse-model.ts'

type Part = Partial<ModelDocument>

/** Ten patients an hour in one class, unless something else is said. */
function model(part: Part): ModelDocument {
  const parsed = parseModel({
    format: 'fairward-model',
    version: 1,
    name: 'test',
    title: 'Test',
    timeUnit: 'minutes',
    classes: ['urgent', 'routine'],
    arrivals: [{ name: 'all', process: { process: 'poisson', ratePerHour: 10 } }],
    resources: [{ name: 'bed', units: 20 }],
    run: { kind: 'steady-state', horizon: 14_400, warmUp: 0, replications: 1, seed: 1 },
    ...part,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.model
}

const load = (part: Part) => modelOfferedLoad(model(part))
const constant = (value: number) => ({ distribution: 'constant' as const, value })
const out = { name: 'out', do: 'exit' as const }

describe('modelOfferedLoad', () => {
  it('of the stroke unit is what its published table stands on, with the destination deciding the stay', () => {
    const parsed = parseModelText(readFileSync(new URL('../../../resources/models/stroke-unit.json', import.meta.url), 'utf8'))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const loads = modelOfferedLoad(parsed.model).map((entry) => entry.load)
    expect(loads[0]).toBeCloseTo(8.145493, 6)
    expect(loads[1]).toBeCloseTo(9.718218, 6)
  })

  it('of ten patients an hour for 45 minutes each is 7.5', () => {
    const steps = [
      { name: 'care', do: 'serve' as const, resources: { bed: 1 }, duration: { distribution: 'exponential' as const, mean: 45 } },
      out,
    ]
    expect(load({ steps })).toEqual([{ resource: 'bed', load: 7.5, units: 20 }])
  })

  it.each([
    ['hours', 0.75],
    ['days', 0.75 / 24],
  ] as const)('counts rates by the hour and times in %s', (timeUnit, time) => {
    const steps = [{ name: 'care', do: 'serve' as const, resources: { bed: 1 }, duration: constant(time) }, out]
    expect(
      load({ timeUnit, steps, run: { kind: 'steady-state', horizon: 100, warmUp: 0, replications: 1, seed: 1 } })[0]!.load,
    ).toBeCloseTo(7.5, 10)
  })

  it('counts what is held from seizing to releasing, and units', () => {
    const [bed, nurse] = load({
      resources: [
        { name: 'bed', units: 20 },
        { name: 'nurse', units: 8 },
      ],
      steps: [
        { name: 'take', do: 'seize', resources: { bed: 2, nurse: 1 } },
        { name: 'first', do: 'delay', duration: constant(6) },
        { name: 'free', do: 'release', resources: { nurse: 1, bed: 1 } },
        { name: 'second', do: 'delay', duration: constant(12) },
        out,
      ],
    })
    expect(bed!.load).toBeCloseTo(10 * (0.2 + 0.2), 12)
    expect(nurse!.load).toBeCloseTo(1, 12)
  })

  it('solves loops: half of the patients come once more each time', () => {
    const [bed] = load({
      steps: [
        { name: 'care', do: 'serve', resources: { bed: 1 }, duration: constant(6) },
        { name: 'again', do: 'branch', to: [{ probability: 0.5, step: 'care' }, { step: 'out' }] },
        out,
      ],
    })
    expect(bed!.load).toBeCloseTo(2, 10)
  })

  it('is not known where there are more kinds of patients than can be told apart, which is found out before they are listed', () => {
    const labels = Array.from({ length: 12 }, (_, label) => `v${label}`)
    const names = Array.from({ length: 9 }, (_, attribute) => `k${attribute}`)
    const evenly = { shares: Object.fromEntries(labels.map((label) => [label, 1 / labels.length])) }
    const branches = names.map((name) => ({
      name,
      do: 'branch' as const,
      to: [{ when: { [name]: 'v1' }, step: 'care' }, { step: name === 'k8' ? 'care' : `k${Number(name[1]) + 1}` }],
    }))
    const care = { name: 'care', do: 'serve' as const, resources: { bed: 1 }, duration: constant(6) }
    const attributes = names.map((name) => ({ name, values: labels, choose: evenly }))
    const unknown = { load: null, because: 'many-kinds' }
    expect(load({ attributes, steps: [...branches, care, out] })[0]).toMatchObject(unknown)
    // All alike at arrival; told apart once everything is drawn anew.
    const alike = Object.fromEntries(names.map((name) => [name, { is: 'v0' }]))
    const arrivals = [{ name: 'all', process: { process: 'poisson' as const, ratePerHour: 10 }, attributes: alike }]
    expect(load({ arrivals, attributes, steps: [...branches, care, out] })[0]!.load).toBeCloseTo(1, 12)
    const again = { name: 'again', do: 'draw' as const, attributes: names }
    expect(load({ arrivals, attributes, steps: [again, ...branches, care, out] })[0]).toMatchObject(unknown)
  })

  it('is not known where somebody goes round for ever, as machines that are repaired do', () => {
    const steps = [
      { name: 'work', do: 'delay' as const, duration: constant(60) },
      { name: 'repair', do: 'serve' as const, resources: { bed: 1 }, duration: constant(6), next: 'work' },
    ]
    const processes: ModelDocument['arrivals'][number]['process'][] = [
      { process: 'at-start', patients: 4 },
      { process: 'times', times: [0, 1] },
    ]
    for (const process of processes)
      expect(load({ steps, arrivals: [{ name: 'machines', process }] })).toEqual([
        { resource: 'bed', load: null, because: 'endless', units: 20 },
      ])
  })

  it('solves loops that go by a label drawn anew each time', () => {
    const [bed] = load({
      attributes: [{ name: 'outcome', values: ['cured', 'not-yet'], choose: { shares: { cured: 0.2, 'not-yet': 0.8 } } }],
      steps: [
        { name: 'care', do: 'serve', resources: { bed: 1 }, duration: constant(6) },
        { name: 'anew', do: 'draw', attributes: ['outcome'] },
        { name: 'again', do: 'branch', to: [{ when: { outcome: 'not-yet' }, step: 'care' }, { step: 'out' }] },
        out,
      ],
    })
    expect(bed!.load).toBeCloseTo(5, 9)
  })

  it('does not know where nobody ever leaves', () => {
    const [bed] = load({ steps: [{ name: 'care', do: 'serve', resources: { bed: 1 }, duration: constant(6), next: 'care' }] })
    expect(bed).toMatchObject({ load: null, because: 'endless' })
  })

  it('does not know where a loop is left too seldom for sums to settle', () => {
    const [bed] = load({
      steps: [
        { name: 'care', do: 'serve', resources: { bed: 1 }, duration: constant(6) },
        { name: 'again', do: 'branch', to: [{ probability: 0.999999, step: 'care' }, { step: 'out' }] },
        out,
      ],
    })
    expect(bed).toMatchObject({ load: null, because: 'unsettled' })
  })

  it('weighs times by the labels that decide them, also where these hang together', () => {
    const [bed] = load({
      arrivals: [
        {
          name: 'all',
          process: { process: 'poisson', ratePerHour: 10 },
          attributes: { class: { shares: { urgent: 0.25, routine: 0.75 } } },
        },
      ],
      attributes: [
        {
          name: 'way',
          values: ['long', 'short'],
          choose: { cases: [{ when: { class: 'urgent' }, use: { is: 'long' } }, { use: { shares: { long: 0.2, short: 0.8 } } }] },
        },
        {
          name: 'time',
          duration: {
            cases: [
              { when: { class: 'urgent', way: 'long' }, use: constant(60) },
              { when: { way: 'long' }, use: constant(30) },
              { use: constant(12) },
            ],
          },
        },
      ],
      steps: [
        { name: 'which', do: 'branch', to: [{ when: { way: 'long' }, step: 'care' }, { step: 'out' }] },
        { name: 'care', do: 'serve', resources: { bed: 1 }, duration: 'time' },
        out,
      ],
    })
    expect(bed!.load).toBeCloseTo(10 * (0.25 * 1 + 0.15 * 0.5), 10)
  })

  it('takes the class a patient has become for branches', () => {
    const [bed] = load({
      steps: [
        { name: 'calm', do: 'become', class: 'routine' },
        { name: 'which', do: 'branch', to: [{ when: { class: 'urgent' }, step: 'out' }, { step: 'care' }] },
        { name: 'care', do: 'serve', resources: { bed: 1 }, duration: constant(6) },
        out,
      ],
    })
    expect(bed!.load).toBeCloseTo(1, 12)
  })

  it('weighs shares by hour with the arrivals of the hour', () => {
    const [bed] = load({
      arrivals: [
        {
          name: 'all',
          process: { process: 'poisson-by-hour', ratePerHour: Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 3 : 1)) },
          attributes: {
            class: {
              sharesByHour: Array.from({ length: 24 }, (_, hour) => (hour < 12 ? { urgent: 1 } : { routine: 1 })),
            },
          },
        },
      ],
      steps: [
        {
          name: 'care',
          do: 'serve',
          resources: { bed: 1 },
          duration: { cases: [{ when: { class: 'urgent' }, use: constant(60) }, { use: constant(120) }] },
        },
        out,
      ],
    })
    expect(bed!.load).toBeCloseTo(0.5 * 3 * 1 + 0.5 * 1 * 2, 10)
  })

  it('adds up streams, batches, windows and limits', () => {
    const steps = [{ name: 'care', do: 'serve' as const, resources: { bed: 1 }, duration: constant(6) }, out]
    const [bed] = load({
      steps,
      arrivals: [
        {
          name: 'batches',
          process: { process: 'renewal', between: { distribution: 'uniform', minimum: 10, maximum: 50 } },
          batch: { distribution: 'discrete', values: [1, 5], probabilities: [0.5, 0.5] },
        },
        { name: 'half', process: { process: 'poisson', meanBetween: 6 }, from: 7200 },
        { name: 'few', process: { process: 'poisson', meanBetween: 6 }, limit: 240 },
        { name: 'there', process: { process: 'at-start', patients: 50 } },
        {
          name: 'cycle',
          process: {
            process: 'poisson-by-period',
            periods: [
              { at: 0, ratePerHour: 0 },
              { at: 45, ratePerHour: 8 },
            ],
            repeatEvery: 60,
          },
        },
      ],
    })
    // Patients an hour: 6, 5, 1, none, 2.
    expect(bed!.load).toBeCloseTo(1.4, 10)
  })

  it.each<[string, ModelDocument['attributes'], number | null]>([
    [
      'a sum',
      [
        { name: 'a', duration: constant(3) },
        { name: 'b', duration: { distribution: 'gamma', mean: 3, shape: 2 } },
        { name: 'time', formula: { sum: ['a', 'b', 6] } },
      ],
      2,
    ],
    [
      'a product of what has nothing in common',
      [
        { name: 'a', duration: { distribution: 'exponential', mean: 2 } },
        { name: 'b', duration: { distribution: 'exponential', mean: 3 } },
        { name: 'time', formula: { product: ['a', 'b'] } },
      ],
      1,
    ],
    [
      'a square',
      [
        { name: 'a', duration: { distribution: 'exponential', mean: 2 } },
        { name: 'time', formula: { product: ['a', 'a'] } },
      ],
      null,
    ],
    [
      'the larger of two chances',
      [
        { name: 'a', duration: { distribution: 'exponential', mean: 2 } },
        { name: 'time', formula: { largest: ['a', 3] } },
      ],
      null,
    ],
    [
      'the larger of two numbers',
      [
        { name: 'a', duration: constant(12) },
        { name: 'time', formula: { largest: ['a', 3] } },
      ],
      2,
    ],
    [
      'what is left of a chance',
      [
        { name: 'a', duration: { distribution: 'exponential', mean: 2 } },
        { name: 'time', formula: { difference: ['a', 1] } },
      ],
      null,
    ],
    ['less than nothing', [{ name: 'time', formula: { difference: [1, 2] } }], 0],
  ])('knows the mean of a formula where it can be known: %s', (_, attributes, expected) => {
    const [bed] = load({
      attributes: attributes!,
      steps: [{ name: 'care', do: 'serve', resources: { bed: 1 }, duration: 'time' }, out],
    })
    if (expected === null) expect(bed).toMatchObject({ load: null, because: { step: 'care' } })
    else expect(bed!.load).toBeCloseTo(expected, 10)
  })

  it('gives the mean number of units on duty', () => {
    const units = load({
      resources: [
        { name: 'a', units: { byHour: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : 4)) } },
        { name: 'b', units: { byHourOfWeek: Array.from({ length: 168 }, (_, hour) => (hour < 120 ? 7 : 0)) } },
        {
          name: 'c',
          units: {
            changes: [
              { at: 0, units: 1 },
              { at: 20, units: 4 },
            ],
            repeatEvery: 60,
          },
        },
        {
          name: 'd',
          units: {
            changes: [
              { at: 0, units: 1 },
              { at: 7200, units: 4 },
            ],
          },
        },
      ],
      steps: [out],
    }).map((entry) => entry.units)
    expect(units).toEqual([3, 5, 3, 2.5])
  })
})
