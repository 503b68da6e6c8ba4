import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelSubject, parseModel, parseModelText } from '../../../src/shared/model/parse-model.ts'
import { formatPath, problemSentence } from '../../../src/shared/problem.ts'
import { at, changed, type Path, pathsOf } from './changed.ts'
import { ward } from './ward.ts'

function sentences(input: unknown): string[] {
  const parsed = typeof input === 'string' ? parseModelText(input) : parseModel(input)
  if (parsed.ok) return []
  return parsed.problems.map((problem) => problemSentence(typeof input === 'string' ? 'model' : modelSubject(input), problem))
}

const allPaths = pathsOf(ward())

describe('parseModel', () => {
  it('reads a model that uses nearly everything, and reads back what it has read', () => {
    expect(sentences(ward())).toEqual([])
    const parsed = parseModel(ward())
    expect(parsed).toEqual({ ok: true, model: ward() })
  })

  it('reads every model that is shipped', () => {
    const folder = new URL('../../../resources/models/', import.meta.url)
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) expect(sentences(readFileSync(new URL(file, folder), 'utf8'))).toEqual([])
  })

  it.each<[string, Path, unknown, string[]]>([
    // Forms: a wrong field deep inside is named by its own path and rule.
    [
      'a field deep in a case',
      ['attributes', 2, 'duration', 'cases', 0, 'use', 'sd'],
      -1,
      ['attributes[2].duration.cases[0].use.sd is -1; a time must be from 0 to 1,000,000,000'],
    ],
    [
      'a misspelt field of a case',
      ['attributes', 2, 'duration', 'cases', 1],
      { use: { distribution: 'exponential', man: 3 } },
      [
        'attributes[2].duration.cases[1].use.mean is missing; a time must be a number above 0',
        'attributes[2].duration.cases[1].use.man is not a field of this document; remove it or correct its name',
      ],
    ],
    [
      'a share above 1 in a case',
      ['attributes', 0, 'choose', 'cases', 1, 'use', 'shares'],
      { child: 1.4, adult: 0.6 },
      [
        'attributes[0].choose.cases[1].use.shares.child is 1.4; a probability must be from 0 to 1',
        'attributes[0].choose.cases[1].use.shares adds up to 2; shares must add up to 1',
      ],
    ],
    [
      'an unknown distribution in a step',
      ['steps', 5, 'duration', 'distribution'],
      'pareto',
      [
        'steps[5].duration.distribution is "pareto"; choose one of the distributions constant, uniform, triangular, exponential, erlang, gamma, hyperexponential, weibull, normal, lognormal, discrete, empirical, never',
      ],
    ],
    [
      'a number for a duration',
      ['steps', 5, 'duration'],
      12,
      [
        'steps[5].duration is 12; give a distribution, such as { "distribution": "exponential", "mean": 5 }, cases of distributions, or the name of an attribute',
      ],
    ],
    [
      'a step that is no step',
      ['steps', 2, 'do'],
      'wait',
      ['steps[2].do is "wait"; choose one of seize, delay, release, serve, branch, draw, become, exit'],
    ],
    [
      'a step without its field',
      ['steps', 2, 'duration'],
      undefined,
      [
        'steps[2].duration is missing; give a distribution, such as { "distribution": "exponential", "mean": 5 }, cases of distributions, or the name of an attribute',
      ],
    ],
    [
      'a hand of units',
      ['steps', 1, 'resources', 'bed'],
      1.5,
      ['steps[1].resources.bed is 1.5; give a whole number of units from 1 to 100,000'],
    ],
    [
      'hours missing in a schedule',
      ['resources', 2, 'units'],
      { byHour: [1, 2] },
      ['resources[2].units.byHour is a list of 2; give 24 values, one for each hour of the day'],
    ],
    [
      'an unknown schedule',
      ['resources', 2, 'units'],
      { byDay: [1] },
      ['resources[2].units is an object; give a whole number of units, or one of byHour, byHourOfWeek, changes'],
    ],
    [
      'two rules for a label',
      ['attributes', 1, 'choose'],
      { is: 'home', shares: { home: 1 } },
      [
        'attributes[1].choose is an object; give one of is, shares, sharesByHour, sharesByTime, such as { "shares": { "a": 0.4, "b": 0.6 } }',
      ],
    ],
    [
      'an attribute that is nothing',
      ['attributes', 3],
      { name: 'x' },
      ['attributes[3] is an object; give a name with values and choose, or with a duration, or with a formula'],
    ],
    [
      'an operation that is none',
      ['attributes', 4, 'formula'],
      { sum: ['treatment', { power: [2, 'paperwork'] }] },
      [
        'attributes[4].formula.sum[1] is an object; give a number, the name of an attribute, or one of sum, product, smallest, largest, difference with a list',
      ],
    ],
    [
      'an unreadable label',
      ['attributes', 1, 'choose', 'shares'],
      { Home: 1 },
      ['attributes[1].choose.shares.Home cannot stand here; a name is made of small letters, digits and hyphens, at most 60'],
    ],
    [
      'an unknown process',
      ['arrivals', 0, 'process', 'process'],
      'markov',
      [
        'arrivals[0].process.process is "markov"; choose one of the processes poisson, poisson-by-hour, poisson-by-period, renewal, times, at-start, spread',
      ],
    ],
    // Names.
    [
      'a class that is none',
      ['queues', 1, 'order', 0],
      'urgnt',
      ['queues[1].order names class "urgnt"; the classes are urgent, routine'],
    ],
    ['a class twice', ['queues', 1, 'order', 1], 'urgent', ['queues[1].order names class "urgent" twice; name each class once']],
    [
      'a resource that is none',
      ['steps', 0, 'resources'],
      { dask: 1 },
      ['steps[0].resources.dask names resource "dask"; the resources are desk, bed, nurse, scanner'],
    ],
    [
      'a queue that is none',
      ['steps', 0, 'queue'],
      'fornt',
      ['steps[0].queue names queue "fornt"; the queues are front, waiting-room, line, late, chosen'],
    ],
    [
      'a step that is none',
      ['steps', 10, 'next'],
      'nowhere',
      [
        'steps[10].next names step "nowhere"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint and 1 more',
      ],
    ],
    [
      'an entry that is none',
      ['arrivals', 1, 'entry'],
      'cot',
      [
        'arrivals[1].entry names step "cot"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint and 1 more',
      ],
    ],
    [
      'an attribute that is none',
      ['steps', 2, 'duration'],
      'sty',
      ['steps[2].duration names attribute "sty"; attributes that hold a time are treatment, paperwork, stay, tolerance'],
    ],
    [
      'a label for a duration',
      ['steps', 2, 'duration'],
      'age',
      [
        'steps[2].duration names attribute "age", which holds a label; attributes that hold a time are treatment, paperwork, stay, tolerance',
      ],
    ],
    [
      'a label that is none',
      ['steps', 7, 'to', 0, 'when'],
      { destination: 'hom' },
      ['steps[7].to[0].when.destination names label "hom"; the labels of destination are home, ward'],
    ],
    [
      'a condition on nothing',
      ['steps', 7, 'to', 0, 'when'],
      { sex: 'female' },
      [
        'steps[7].to[0].when.sex names attribute "sex"; the attributes are age, destination, treatment, paperwork, stay, tolerance, class',
      ],
    ],
    [
      'a condition on a number',
      ['steps', 7, 'to', 0, 'when'],
      { stay: 'long' },
      ['steps[7].to[0].when.stay asks for a label of "stay", which holds a number; only labels can be asked for'],
    ],
    [
      'a share of no label',
      ['attributes', 1, 'choose', 'shares'],
      { home: 0.5, hom: 0.5 },
      ['attributes[1].choose.shares names label "hom"; the labels of destination are home, ward'],
    ],
    [
      'a share of no class',
      ['arrivals', 0, 'attributes', 'class'],
      { is: 'urgnt' },
      ['arrivals[0].attributes.class.is names class "urgnt"; the classes are urgent, routine'],
    ],
    [
      'a rule for a number',
      ['arrivals', 0, 'attributes'],
      { stay: { is: 'long' } },
      ['arrivals[0].attributes.stay gives a label to "stay", which holds a number; give it cases in attributes'],
    ],
    [
      'a rule for nothing',
      ['arrivals', 0, 'attributes'],
      { sex: { is: 'female' } },
      [
        'arrivals[0].attributes.sex names attribute "sex"; the attributes are class, age, destination, treatment, paperwork, stay, tolerance',
      ],
    ],
    [
      'two steps of one name',
      ['steps', 12, 'name'],
      'treat',
      [
        'queues[0].whenFull names step "out"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint',
        'steps[12].name is "treat", as steps[2] is; give each a name of its own',
        'steps[7].to[0].step names step "out"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint',
      ],
    ],
    [
      'two classes of one name',
      ['classes', 1],
      'urgent',
      ['classes[1] is "urgent", as classes[0] is; give each a name of its own'],
    ],
    // Order of attributes and formulas.
    [
      'a case on a later attribute',
      ['attributes', 0, 'choose', 'cases', 0, 'when'],
      { destination: 'home' },
      [
        'attributes[0].choose.cases[0].when.destination asks for attribute "destination", which is drawn later; move "destination" further up in attributes',
      ],
    ],
    [
      'a formula on a later attribute',
      ['attributes', 4, 'formula'],
      { sum: ['tolerance', 1] },
      [
        'attributes[4].formula.sum[0] names "tolerance", which is worked out later; move "tolerance" further up in attributes',
        'steps[2].duration names attribute "stay", which may be "never"; that is for patience and classChange only',
      ],
    ],
    [
      'a formula on a label',
      ['attributes', 4, 'formula'],
      'age',
      ['attributes[4].formula names "age", which holds a label; only numbers can be reckoned with'],
    ],
    [
      'a formula on nothing',
      ['attributes', 4, 'formula'],
      { sum: [1, 'fee'] },
      ['attributes[4].formula.sum[1] names "fee"; a formula stands on attributes further up that hold a number'],
    ],
    [
      'a difference of never',
      ['attributes', 5],
      { name: 'tolerance', formula: { difference: ['limit', 1] } },
      ['attributes[5].formula.difference[0] names "limit"; a formula stands on attributes further up that hold a number'],
    ],
    // Cases and branches leave nobody out.
    [
      'a case too few',
      ['attributes', 2, 'duration', 'cases', 0, 'when'],
      { class: 'urgent', destination: 'home' },
      ['attributes[2].duration.cases leaves out patients with class urgent, destination ward; end with a case without "when"'],
    ],
    [
      'a branch too few',
      ['steps', 7, 'to', 2],
      undefined,
      ['steps[7].to leaves out patients with destination ward, class routine; end with a branch without "when"'],
    ],
    [
      'an otherwise that comes first',
      ['steps', 7, 'to', 0],
      { step: 'out' },
      ['steps[7].to[0] holds for everybody, so what stands after it never counts; put it last'],
    ],
    [
      'probabilities that do not add up',
      ['steps', 4, 'to'],
      [
        { probability: 0.3, step: 'scan' },
        { probability: 0.6, step: 'out' },
      ],
      ['steps[4].to has probabilities that add up to 0.9; they must add up to 1, or leave the last without'],
    ],
    [
      'a probability in the middle that is missing',
      ['steps', 4, 'to'],
      [{ step: 'scan' }, { probability: 0.6, step: 'out' }],
      ['steps[4].to[0].probability is missing; only the last may go without, taking what is left'],
    ],
    [
      'conditions and probabilities mixed',
      ['steps', 4, 'to'],
      [
        { probability: 0.3, step: 'scan' },
        { when: { age: 'child' }, step: 'out' },
      ],
      ['steps[4].to[1] goes by when, others by probability; use one of the two, in two branch steps if need be'],
    ],
    [
      'both in one branch',
      ['steps', 4, 'to', 0, 'when'],
      { age: 'child' },
      ['steps[4].to[0] has both when and probability; give one of them'],
    ],
    // Distributions and arrivals.
    [
      'a uniform that is turned round',
      ['attributes', 3, 'duration'],
      { distribution: 'uniform', minimum: 5, maximum: 1 },
      ['attributes[3].duration.minimum is 5; it must be below maximum, 1'],
    ],
    [
      'a mode outside',
      ['steps', 10, 'duration', 'mode'],
      31,
      ['steps[10].duration.mode is 31; it must be from minimum to maximum, 5 to 30'],
    ],
    [
      'half a lognormal',
      ['attributes', 2, 'duration', 'cases', 0, 'use'],
      { distribution: 'lognormal', mean: 40 },
      ['attributes[2].duration.cases[0].use is lognormal with mean; give mean and sd, mean and variance, or median and sigma'],
    ],
    [
      'too much of a lognormal',
      ['attributes', 2, 'duration', 'cases', 0, 'use'],
      { distribution: 'lognormal', mean: 40, sd: 3, sigma: 1 },
      [
        'attributes[2].duration.cases[0].use is lognormal with mean and sd and sigma; give mean and sd, mean and variance, or median and sigma',
      ],
    ],
    [
      'a normal cut to nothing',
      ['attributes', 3, 'duration'],
      { distribution: 'normal', mean: 10, sd: 1, minimum: 90 },
      ['attributes[3].duration.minimum is 90; so far above the mean nothing is left to draw, lower it'],
    ],
    [
      'branches that do not add up',
      ['attributes', 3, 'duration'],
      {
        distribution: 'hyperexponential',
        branches: [
          { probability: 0.5, mean: 1 },
          { probability: 0.4, mean: 9 },
        ],
      },
      ['attributes[3].duration.branches has probabilities that add up to 0.9; they must add up to 1'],
    ],
    [
      'values without probabilities',
      ['arrivals', 0, 'batch', 'probabilities'],
      [1],
      ['arrivals[0].batch.probabilities is a list of 1; give one for each of the 2 values'],
    ],
    [
      'a service without an end',
      ['steps', 10, 'duration'],
      { distribution: 'never' },
      ['steps[10].duration is "never"; that is for patience and classChange only'],
    ],
    [
      'a service by patience',
      ['steps', 10, 'duration'],
      'tolerance',
      ['steps[10].duration names attribute "tolerance", which may be "never"; that is for patience and classChange only'],
    ],
    [
      'a rate given twice',
      ['arrivals', 0, 'process', 'meanBetween'],
      15,
      ['arrivals[0].process has both ratePerHour and meanBetween; give one of them'],
    ],
    [
      'no rate',
      ['arrivals', 0, 'process', 'ratePerHour'],
      undefined,
      ['arrivals[0].process has neither ratePerHour nor meanBetween; give one of them'],
    ],
    [
      'no time between',
      ['arrivals', 1, 'process', 'between'],
      { distribution: 'constant', value: 0 },
      ['arrivals[1].process.between is always 0; time has to pass between arrivals'],
    ],
    [
      'batches of nobody',
      ['arrivals', 0, 'batch'],
      { distribution: 'constant', value: 0 },
      ['arrivals[0].batch is always 0; a batch has at least 1 patient'],
    ],
    [
      'times out of order',
      ['arrivals', 4, 'process', 'times', 1],
      20,
      ['arrivals[4].process.times[1] is 20, after 30; put the times in order'],
    ],
    [
      'periods out of order',
      ['arrivals', 5, 'process', 'periods', 1, 'at'],
      0,
      ['arrivals[5].process.periods[1].at is 0, after 0; put the times in order, each once'],
    ],
    [
      'a period that begins late',
      ['arrivals', 5, 'process', 'periods', 0, 'at'],
      5,
      ['arrivals[5].process.periods[0].at is 5; the first entry must be at 0, what holds from the start'],
    ],
    [
      'a period beyond the cycle',
      ['arrivals', 5, 'process', 'repeatEvery'],
      480,
      ['arrivals[5].process.periods[1].at is 480; it must be before repeatEvery, 480'],
    ],
    [
      'bounds that do not fit',
      ['arrivals', 6, 'process', 'bounds'],
      [100, 130],
      ['arrivals[6].process.bounds is a list of 2; give one more than shares, 3'],
    ],
    [
      'shares that do not add up',
      ['arrivals', 6, 'process', 'shares'],
      [0.5, 0.2],
      ['arrivals[6].process.shares adds up to 0.7; shares must add up to 1'],
    ],
    ['an end before the beginning', ['arrivals', 1, 'until'], 60, ['arrivals[1].until is 60; it must be after from, 60']],
    [
      'a million a minute',
      ['arrivals', 0, 'process', 'ratePerHour'],
      1e6,
      [
        'arrivals[0].process brings about 60000000 patients in a replication, 60000151 with all streams; at most 20000000 can be simulated, with fewer an hour or a shorter horizon',
      ],
    ],
    // Queues, resources, run.
    [
      'priority without an order',
      ['queues', 1, 'order'],
      undefined,
      ['queues[1].order is missing; priority needs the classes, the most urgent first'],
    ],
    [
      'accumulating without slopes',
      ['queues', 2, 'slopes'],
      undefined,
      ['queues[2].slopes is missing; accumulating needs a slope for each class'],
    ],
    ['a slope too few', ['queues', 2, 'slopes'], { urgent: 3 }, ['queues[2].slopes.routine is missing; give one for each class']],
    [
      'a target of no class',
      ['queues', 3, 'targets'],
      { urgent: 3, routine: 5, other: 9 },
      ['queues[3].targets names class "other"; the classes are urgent, routine'],
    ],
    [
      'an order that has no effect',
      ['queues', 0, 'order'],
      ['urgent'],
      ['queues[0].order has no effect with first-come; remove it, or choose priority or policy'],
    ],
    [
      'interrupting without priority',
      ['queues', 2, 'preemption'],
      'resume',
      ['queues[2].preemption is resume with accumulating; only priority can interrupt, choose it or remove preemption'],
    ],
    [
      'thresholds out of order',
      ['queues', 0, 'balking', 1, 'waiting'],
      4,
      ['queues[0].balking[1].waiting is 4, after 4; put them in order, the fewest waiting first'],
    ],
    [
      'a way out of nothing',
      ['queues', 0, 'whenOutOfPatience'],
      'out',
      ['queues[0].whenOutOfPatience has no effect without patience; give patience or remove it'],
    ],
    [
      'crowding of nothing',
      ['queues', 0, 'crowding'],
      0.1,
      ['queues[0].crowding has no effect without patience; give patience or remove it'],
    ],
    [
      'a class change to nothing',
      ['queues', 1, 'classChange', 'to'],
      'red',
      ['queues[1].classChange.to names class "red"; the classes are urgent, routine'],
    ],
    [
      'more than there ever are',
      ['steps', 1, 'resources', 'nurse'],
      4,
      ['steps[1].resources.nurse is 4; there are never more than 3 on duty, so nobody would ever start'],
    ],
    [
      'nothing to wait for',
      ['steps', 0, 'resources'],
      {},
      ['steps[0].resources names nothing to serve; name a resource, or use a delay alone'],
    ],
    [
      'an end that is none',
      ['steps', 12],
      { name: 'out', do: 'release', resources: { desk: 1 } },
      ['steps[12] is the last and leads nowhere; give it "next", or add a step that does "exit"'],
    ],
    [
      'a class drawn anew',
      ['steps', 9, 'attributes', 0],
      'class',
      ['steps[9].attributes[0] is "class", which cannot be drawn anew; use a step that does "become"'],
    ],
    [
      'a schedule that changes all the time',
      ['resources', 3, 'units'],
      {
        changes: [
          { at: 0, units: 1 },
          { at: 1e-5, units: 2 },
        ],
        repeatEvery: 1e-4,
      },
      [
        'resources[3].units brings the changes of units in a replication to about 57600048; at most 20000000 can be simulated, with a shorter horizon or a longer cycle',
      ],
    ],
    ['a warm-up without an end', ['run', 'warmUp'], 2880, ['run.warmUp is 2880; it must end before the horizon, 2880']],
    [
      'an unknown weekday',
      ['run', 'startsAt', 'weekday'],
      'funday',
      ['run.startsAt.weekday is "funday"; choose one of monday, tuesday, wednesday, thursday, friday, saturday, sunday'],
    ],
  ])('says of %s what, where and what to do', (_, path, value, expected) => {
    const found = sentences(changed(ward(), path, value))
    expect(found).toEqual(expected.map((sentence) => `model ward: ${sentence}`))
  })
  it('keeps what it says short when a million values are wrong', () => {
    const wrong = (count: number) => sentences(changed(ward(), ['arrivals', 4, 'process', 'times'], Array(count).fill(-1)))
    const some = wrong(1000)
    expect(some).toHaveLength(51)
    expect(some[50]).toBe('model ward: has 950 more problems; correct these first')
    const all = wrong(500_000)
    expect(all[0]).toBe('model ward: arrivals[4].process.times[0] is -1; a time must be from 0 to 1,000,000,000')
    expect(all.at(-1)).toBe('model ward: has hundreds of thousands of problems in long lists; correct these first')
    expect(all.length).toBeLessThan(60)
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s wherever it is', (key) => {
    const text = JSON.stringify(ward()).replace('"child":', `"${key}":`)
    expect(sentences(text)).toEqual([
      `model: arrivals[1].attributes.age.shares.${key} is not a field of this document; remove it`,
    ])
  })

  it('refuses formulas and documents that are nested absurdly deep, without running out of stack', () => {
    let formula: unknown = 1
    for (let depth = 0; depth < 100_000; depth++) formula = { sum: [formula] }
    expect(sentences(changed(ward(), ['attributes', 4, 'formula'], formula))[0]).toMatch(/is nested too deeply/)
  })

  it('points at the very number that is out of range, however deep', () => {
    const numbers = allPaths.filter((path) => typeof at(ward(), path) === 'number' && !path.includes('formula'))
    expect(numbers.length).toBeGreaterThan(150)
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.constantFrom(-5, Number.NaN, 1e12, '7', null), (path, value) => {
        const parsed = parseModel(changed(ward(), path, value))
        if (parsed.ok) throw new Error('was taken')
        expect(parsed.problems.map((problem) => problem.path)).toContain(formatPath(path))
      }),
      { numRuns: 500 },
    )
  })

  it('never throws, and every refusal names a field and says what to do, whatever replaces whatever', () => {
    const replacement = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
      fc.constantFrom(undefined, null, -1, Number.NaN, 1e308, '', 'urgent', 'bed', [], {}, true),
    )
    fc.assert(
      fc.property(fc.constantFrom(...allPaths), replacement, (path, value) => {
        const parsed = parseModel(changed(ward(), path, value))
        if (parsed.ok) return
        expect(parsed.problems.length).toBeGreaterThan(0)
        for (const problem of parsed.problems) {
          expect(problem.path === '' && problem.message.includes('problem') ? 'more' : problem.path).not.toBe('')
          expect(problem.message).toMatch(
            /^(is|are|has|have|must|names|adds|asks|gives|leaves|holds|goes|brings?|takes|cannot) .{8}/,
          )
          expect(problem.message.length).toBeLessThan(500)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('parseModelText', () => {
  it.each<[string, string, RegExp]>([
    ['nothing', '', /^model: the file is empty; the page on models shows/],
    ['another language', 'name: ward', /^model: the file is not JSON/],
    [
      'a list',
      '[1]',
      /^model: the file holds no JSON object; a model is one object with fields such as name, arrivals and steps/,
    ],
    ['binary', '\u0000', /^model: the file is not text; a model is a JSON text file/],
    ['an empty object', '{}', /^model: format is missing; must be "fairward-model"/],
  ])('refuses %s in a sentence', (_, text, expected) => {
    expect(sentences(text)[0]).toMatch(expected)
  })

  it('reads a file that begins with a byte order mark', () => {
    expect(parseModelText(`\ufeff${JSON.stringify(ward())}`).ok).toBe(true)
  })
})
