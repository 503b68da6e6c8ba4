import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PopulationBuilder } from '../../../src/main/simulation/population/compile-population.ts'
import { StreamSource } from '../../../src/main/simulation/population/stream-source.ts'
import type { Formula } from '../../../src/shared/model/attribute.ts'
import type { ModelDocument } from '../../../src/shared/model/document.ts'
import { arrivals, day, documentOf, drawPeople, isNear, key, peopleOf, shareIsNear } from './documents.ts'

const labels = ['a', 'b', 'c']
const half = { a: 0.5, b: 0.5 }

describe('attributes', () => {
  it('have the shares that are given, also by the hour of the clock at which somebody arrives', () => {
    const sharesByHour = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? { a: 0.9, b: 0.1 } : { c: 1 }))
    const people = drawPeople(
      {
        arrivals: [{ name: 'all', process: { process: 'poisson', ratePerHour: 60 } }],
        attributes: [
          { name: 'fixed', values: labels, choose: { is: 'b' } },
          { name: 'shared', values: labels, choose: { shares: { a: 0.2, c: 0.8 } } },
          { name: 'hourly', values: labels, choose: { sharesByHour } },
        ],
        run: {
          kind: 'terminating',
          horizon: day,
          warmUp: 0,
          replications: 1,
          seed: 1,
          startsAt: { weekday: 'tuesday', hour: 3 },
        },
      },
      20 * day,
    )
    expect(people.valuesOf('fixed').every((code) => code === 1)).toBe(true)
    const shared = people.valuesOf('shared')
    expect(shared.includes(1)).toBe(false)
    expect(
      shareIsNear(
        shared.map((code) => code === 0),
        0.2,
      ),
    ).toBe(true)
    const isNight = people.minutes.map((minutes) => (minutes / 60 + 3) % 24 < 6)
    const hourly = people.valuesOf('hourly')
    const night = hourly.filter((_, at) => isNight[at])
    expect(
      shareIsNear(
        night.map((code) => code === 0),
        0.9,
      ),
    ).toBe(true)
    expect(night.includes(2)).toBe(false)
    expect(hourly.filter((_, at) => !isNight[at]).every((code) => code === 2)).toBe(true)
  })

  it('change their shares in straight lines over the run', () => {
    const sharesByTime = [
      { at: 1, shares: { a: 1 } },
      { at: 3, shares: { a: 0.2, b: 0.8 } },
    ]
    const { minutes, valuesOf } = drawPeople(
      {
        ...arrivals({ process: 'poisson', ratePerHour: 5000 }),
        timeUnit: 'hours',
        attributes: [{ name: 'kind', values: labels, choose: { sharesByTime } }],
      },
      5 * 60,
    )
    const between = (from: number, to: number) =>
      valuesOf('kind')
        .filter((_, at) => minutes[at]! >= from * 60 && minutes[at]! < to * 60)
        .map((code) => code === 0)
    expect(between(0, 1).every(Boolean)).toBe(true)
    expect(shareIsNear(between(1, 2), 0.8)).toBe(true)
    expect(shareIsNear(between(1.95, 2.05), 0.6)).toBe(true)
    expect(shareIsNear(between(3, 5), 0.2)).toBe(true)
  })

  it('depend on what was drawn before: the first case that holds counts', () => {
    const people = drawPeople(
      {
        classes: ['urgent', 'routine'],
        attributes: [
          { name: 'group', values: labels, choose: { shares: { a: 0.5, b: 0.3, c: 0.2 } } },
          {
            name: 'class',
            values: ['routine', 'urgent'],
            choose: {
              cases: [
                { when: { group: ['a', 'b'] }, use: { shares: { urgent: 0.25, routine: 0.75 } } },
                { use: { is: 'routine' } },
              ],
            },
          },
          {
            name: 'stay',
            duration: {
              cases: [
                { when: { group: 'b', class: 'urgent' }, use: { distribution: 'constant', value: 7 } },
                { when: { class: 'urgent' }, use: { distribution: 'constant', value: 5 } },
                { use: { distribution: 'constant', value: 1 } },
              ],
            },
          },
        ],
      },
      20 * day,
    )
    const [group, classes, stay] = ['group', 'class', 'stay'].map((name) => people.valuesOf(name))
    expect(Array.from(people.columns.classAtArrival.subarray(0, people.count))).toEqual(classes)
    group!.forEach((code, at) => {
      const isUrgent = classes![at] === 0
      if (code === 2) expect(isUrgent).toBe(false)
      expect(stay![at]).toBe(isUrgent ? (code === 1 ? 7 : 5) : 1)
    })
    expect(
      shareIsNear(
        classes!.filter((_, at) => group![at] !== 2).map((code) => code === 0),
        0.25,
      ),
    ).toBe(true)
  })

  it('may be chosen by rules of the stream; the class too, where no attribute says it', () => {
    const people = drawPeople(
      {
        classes: ['x', 'y'],
        arrivals: [
          { name: 'walk-in', process: { process: 'poisson', ratePerHour: 20 } },
          {
            name: 'ambulance',
            process: { process: 'poisson', ratePerHour: 20 },
            attributes: { class: { shares: { x: 0.1, y: 0.9 } }, group: { is: 'c' } },
          },
        ],
        attributes: [{ name: 'group', values: labels, choose: { shares: half } }],
      },
      20 * day,
    )
    const { stream } = people.columns
    const group = people.valuesOf('group')
    const classes = people.valuesOf('class')
    expect(classes.filter((_, at) => stream[at] === 0).every((code) => code === 0)).toBe(true)
    expect(
      shareIsNear(
        classes.filter((_, at) => stream[at] === 1).map((code) => code === 1),
        0.9,
      ),
    ).toBe(true)
    expect(group.every((code, at) => (stream[at] === 1 ? code === 2 : code < 2))).toBe(true)
  })

  it('are worked out in the unit of the document; times are never below 0', () => {
    const document = documentOf({
      timeUnit: 'hours',
      attributes: [
        { name: 'long', duration: { distribution: 'constant', value: 5 } },
        { name: 'short', duration: { distribution: 'constant', value: 2 } },
        { name: 'area', formula: { product: ['long', 'short', 0.5] } },
        { name: 'less', formula: { difference: ['short', 'long'] } },
        { name: 'least', formula: { smallest: [{ sum: ['long', 'short', 1] }, { largest: ['long', 3] }, 9] } },
      ],
    })
    const builder = new PopulationBuilder(document)
    const [less, least] = [builder.durationColumn('less', 'here'), builder.durationColumn('least', 'here')]
    const people = peopleOf(builder.build(() => 0))
    expect(people.valuesOf('area')[0]).toBe(300)
    expect(people.valuesOf('less')[0]).toBe(-180)
    expect(people.columns.durations[less]![0]).toBe(0)
    expect(people.columns.durations[least]![0]).toBe(300)
    expect(() => builder.durationColumn('nobody', 'steps[0].duration')).toThrow('steps[0].duration names attribute "nobody"')
  })

  it('keep their numbers when others change what they are drawn from', () => {
    const document = (mean: number, share: number): Partial<ModelDocument> => ({
      attributes: [
        { name: 'before', duration: { distribution: 'exponential', mean } },
        { name: 'kind', values: labels, choose: { shares: { a: share, b: 1 - share } } },
        { name: 'after', duration: { distribution: 'gamma', mean: 5, shape: 2 } },
        { name: 'last', duration: { distribution: 'lognormal', median: 4, sigma: 1 } },
      ],
    })
    const one = drawPeople(document(5, 0.5))
    const other = drawPeople(document(50, 0.1))
    expect(other.minutes).toEqual(one.minutes)
    for (const name of ['after', 'last']) expect(other.valuesOf(name)).toEqual(one.valuesOf(name))
    one.valuesOf('before').forEach((value, at) => {
      expect(other.valuesOf('before')[at]! / value).toBeCloseTo(10, 9)
    })
    const constant = {
      ...document(5, 0.5),
      attributes: document(5, 0.5).attributes!.with(0, { name: 'before', duration: { distribution: 'constant', value: 1 } }),
    }
    expect(drawPeople(constant).valuesOf('kind')).toEqual(one.valuesOf('kind'))
    expect(drawPeople(document(5, 0.5), day, 1).valuesOf('after')).not.toEqual(one.valuesOf('after'))
  })

  it('are independent of each other', () => {
    const { valuesOf, minutes } = drawPeople(
      {
        attributes: Array.from({ length: 16 }, (_, at) => ({
          name: `u${at}`,
          duration: { distribution: 'uniform' as const, minimum: 0, maximum: 1 },
        })),
      },
      20 * day,
    )
    const centred = Array.from({ length: 16 }, (_, at) => valuesOf(`u${at}`).map((value) => value - 0.5))
    for (let one = 0; one < 16; one++)
      for (let other = 0; other < one; other++) {
        const products = centred[one]!.map((value, at) => value * centred[other]![at]!)
        expect(isNear(products, 0, 5)).toBe(true)
      }
    expect(minutes.length).toBeGreaterThan(20_000)
  })

  it('go through more cases than can be looked up', () => {
    const names = ['p', 'q', 'r', 's']
    const values = Array.from({ length: 20 }, (_, at) => `l${at}`)
    const attributes: ModelDocument['attributes'] = [
      ...names.map((name) => ({ name, values, choose: { shares: Object.fromEntries(values.map((label) => [label, 0.05])) } })),
      {
        name: 'stay',
        duration: {
          cases: [
            { when: { p: 'l1', q: 'l1', r: 'l1', s: 'l1' }, use: { distribution: 'constant' as const, value: 1 } },
            { when: { p: 'l2' }, use: { distribution: 'constant' as const, value: 2 } },
            { when: { s: ['l3', 'l4'] }, use: { distribution: 'constant' as const, value: 3 } },
            { use: { distribution: 'constant' as const, value: 4 } },
          ],
        },
      },
    ]
    const { valuesOf } = drawPeople({ attributes })
    const [p, s, stay] = ['p', 's', 'stay'].map(valuesOf)
    stay!.forEach((value, at) => {
      if (value !== 1) expect(value).toBe(p![at] === 2 ? 2 : s![at] === 3 || s![at] === 4 ? 3 : 4)
    })
  })
})

describe('redraws', () => {
  const document = documentOf({
    classes: ['x', 'y'],
    attributes: [
      { name: 'size', duration: { distribution: 'exponential', mean: 1 } },
      { name: 'other', duration: { distribution: 'exponential', mean: 1 } },
      { name: 'double', formula: { product: ['size', 2] } },
      {
        name: 'by-class',
        duration: {
          cases: [
            { when: { class: 'x' }, use: { distribution: 'constant', value: 1 } },
            { use: { distribution: 'constant', value: 2 } },
          ],
        },
      },
    ],
  })
  const builder = new PopulationBuilder(document)
  const column = builder.durationColumn({ distribution: 'exponential', mean: 3 }, 'here')
  const ofAttributes = builder.redrawAttributes(['size', 'by-class'], 'here')
  const ofColumn = builder.redrawColumns([column])
  const plan = builder.build(() => 0)
  const at = (name: string) => plan.durationColumnOf.get(name)!

  it('draw what they name, what is worked out from it, and nothing else; each visit its own, whatever else happens', () => {
    const source = new StreamSource(plan)
    source.begin(key())
    const [first, second] = [source.take(), source.take()]
    const { durations } = source.rows
    const before = durations.map((values) => values[first]!)
    source.redraw(first, ofAttributes, 1, 1)
    const firstVisit = durations.map((values) => values[first]!)
    expect(firstVisit[at('size')]).not.toBe(before[at('size')])
    expect(firstVisit[at('double')]).toBe(2 * firstVisit[at('size')]!)
    expect(firstVisit[at('other')]).toBe(before[at('other')])
    expect(firstVisit[column]).toBe(before[column])
    expect([before[at('by-class')], firstVisit[at('by-class')]]).toEqual([1, 2])
    expect(source.rows.classAtArrival[first]).toBe(0)
    source.redraw(second, ofColumn, 1, 0)
    source.redraw(first, ofColumn, 2, 0)
    const secondVisit = durations[column]![first]
    source.begin(key())
    const again = source.take()
    source.redraw(again, ofColumn, 2, 0)
    expect(source.rows.durations[column]![again]).toBe(secondVisit)
    source.redraw(again, ofAttributes, 1, 1)
    expect(source.rows.durations[at('size')]![again]).toBe(firstVisit[at('size')])
    expect(() => builder.redrawAttributes(['class'], 'steps[2]')).toThrow('steps[2] names "class", which cannot be drawn anew')
  })

  it('have the distribution that they draw from', () => {
    const source = new StreamSource(plan)
    source.begin(key(1))
    const slot = source.take()
    const values = Array.from({ length: 20_000 }, (_, visit) => {
      source.redraw(slot, ofColumn, visit + 1, 0)
      return source.rows.durations[column]![slot]!
    })
    expect(isNear(values, 3)).toBe(true)
    expect(
      isNear(
        values.map((value) => value ** 2),
        18,
      ),
    ).toBe(true)
    const products = values.slice(1).map((value, index) => (value - 3) * (values[index]! - 3))
    expect(isNear(products, 0)).toBe(true)
  })
})

describe('any attributes', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const shares = fc
    .tuple(share, share, share)
    .map(([a, b, c]) => ({ a: a + 0.01, b, c }))
    .map((raw) => {
      const total = raw.a + raw.b + raw.c
      return { a: raw.a / total, b: raw.b / total, c: raw.c / total }
    })
  const rule = fc.oneof(
    fc.record({ is: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ shares }),
    fc.record({ sharesByHour: fc.array(shares, { minLength: 24, maxLength: 24 }) }),
    fc
      .array(shares, { minLength: 1, maxLength: 4 })
      .map((list) => ({ sharesByTime: list.map((one, at) => ({ at: at * 300, shares: one })) })),
  )
  const time = fc.oneof(fc.constant(1e9), fc.double({ min: 0.001, max: 1e6, noNaN: true }))
  const distribution = fc.oneof(
    fc.record({ distribution: fc.constant('constant' as const), value: time }),
    fc.record({ distribution: fc.constant('exponential' as const), mean: time }),
    fc.record({
      distribution: fc.constant('lognormal' as const),
      median: time,
      sigma: fc.double({ min: 0, max: 5, noNaN: true }),
    }),
    fc.record({ distribution: fc.constant('normal' as const), mean: time, sd: time }),
    fc.record({
      distribution: fc.constant('gamma' as const),
      mean: time,
      shape: fc.double({ min: 0.05, max: 1000, noNaN: true }),
    }),
  )
  const formulaOver = (names: string[]): fc.Arbitrary<Formula> =>
    fc.letrec<{ formula: Formula }>((tie) => ({
      formula: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...names),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.array(tie('formula'), { minLength: 1, maxLength: 4 }).map((sum) => ({ sum })),
        fc.array(tie('formula'), { minLength: 1, maxLength: 4 }).map((product) => ({ product })),
        fc.array(tie('formula'), { minLength: 1, maxLength: 4 }).map((smallest) => ({ smallest })),
        fc.array(tie('formula'), { minLength: 1, maxLength: 4 }).map((largest) => ({ largest })),
        fc.tuple(tie('formula'), tie('formula')).map((difference) => ({ difference })),
      ),
    })).formula

  it('give everybody a class, labels of their own lists, and numbers', () => {
    fc.assert(
      fc.property(
        rule,
        rule,
        rule,
        distribution,
        distribution,
        formulaOver(['t0', 't1']),
        (classRule, firstRule, secondRule, first, second, formula) => {
          const document = documentOf({
            classes: labels,
            attributes: [
              { name: 'l0', values: labels, choose: firstRule },
              { name: 't0', duration: first },
              {
                name: 'l1',
                values: labels,
                choose: { cases: [{ when: { l0: ['a', 'c'] }, use: secondRule }, { use: firstRule }] },
              },
              { name: 't1', duration: { cases: [{ when: { l1: 'a', l0: 'b' }, use: first }, { use: second }] } },
              { name: 't2', duration: { cases: [{ when: { l1: 'a' }, use: { distribution: 'never' } }, { use: second }] } },
              { name: 'class', values: labels, choose: { cases: [{ when: { l1: 'b' }, use: classRule }, { use: secondRule }] } },
              { name: 'worked-out', formula },
            ],
          })
          const builder = new PopulationBuilder(document)
          const column = builder.durationColumn('worked-out', 'here')
          const people = peopleOf(
            builder.build(() => 0),
            200,
          )
          for (const name of ['class', 'l0', 'l1']) expect(people.valuesOf(name).every((code) => code < 3)).toBe(true)
          for (const name of ['t0', 't1', 't2']) expect(people.valuesOf(name).every((value) => value >= 0)).toBe(true)
          expect(people.valuesOf('worked-out').some(Number.isNaN)).toBe(false)
          expect(people.count).toBeGreaterThan(0)
          expect(people.columns.durations[column]!.subarray(0, people.count).every((value) => value >= 0)).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })
})
