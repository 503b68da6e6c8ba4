import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problemSentence } from '../../src/shared/problem.ts'
import { parseScenario, parseScenarioText, type Scenario, scenarioSubject } from '../../src/shared/scenario.ts'
import { preset, presetText } from '../presets.ts'

type Path = (string | number)[]

/** Paths of everything in a document, containers included. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys: Path = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inner = keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]))
  return path.length === 0 ? inner : [path, ...inner]
}

/** The document with one thing replaced, or taken out where `value` is undefined. */
function changed(path: Path, value: unknown): unknown {
  const document: unknown = JSON.parse(presetText('urban'))
  let at = document as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  const last = path.at(-1)!
  if (value !== undefined) at[last] = value
  else if (Array.isArray(at)) at.splice(Number(last), 1)
  else delete at[last]
  return document
}

function sentences(input: unknown): string[] {
  const parsed = typeof input === 'string' ? parseScenarioText(input) : parseScenario(input)
  if (parsed.ok) return []
  const subject = typeof input === 'string' ? 'scenario' : scenarioSubject(input)
  return parsed.problems.map((problem) => problemSentence(subject, problem))
}

const allPaths = pathsOf(JSON.parse(presetText('urban')))
const numberPaths = allPaths.filter((path) => {
  const value = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], JSON.parse(presetText('urban')))
  return typeof value === 'number'
})

describe('parseScenario', () => {
  it('names the field, its value and what is allowed', () => {
    expect(sentences(changed(['arrivals', 'ratePerHour', 3], -2))).toEqual([
      'scenario urban: arrivals.ratePerHour[3] is -2; a rate must be 0 or more',
    ])
  })

  it.each<[string, Path, unknown, RegExp]>([
    [
      'a wrong type',
      ['resources', 'careSpaces'],
      'many',
      /^scenario urban: resources\.careSpaces is "many"; care spaces must be a whole/,
    ],
    [
      'a fraction of a space',
      ['resources', 'careSpaces'],
      2.5,
      /resources\.careSpaces is 2\.5; care spaces must be a whole number/,
    ],
    ['a missing field', ['targets', 'minutes'], undefined, /targets\.minutes is missing; give 5 values/],
    ['too few hours', ['arrivals', 'ratePerHour'], [1, 2], /arrivals\.ratePerHour is a list of 2; give 24 values/],
    ['an unknown field', ['resources', 'nurses'], 3, /resources\.nurses is not a field of this document/],
    ['an unknown version', ['version'], 2, /version is 2; this Fairward reads version 1/],
    ['a wrong format', ['format'], 'simul8', /format is "simul8"; must be "fairward-scenario"/],
    [
      'an unknown distribution',
      ['care', 'spaceMinutes', 0, 'distribution'],
      'pareto',
      /care\.spaceMinutes\[0\].*"pareto"; choose one of the distributions constant, exponential, lognormal/,
    ],
    [
      'a mix that does not sum',
      ['groups', 1, 'acuityMix'],
      [0.1, 0.1, 0.1, 0.1, 0.1],
      /groups\[1\]\.acuityMix adds up to 0\.5; the five shares must add up to 1/,
    ],
    ['shares that do not sum', ['groups', 0, 'share'], 0.5, /groups shares add up to 1\.34; they must add up to 1/],
    [
      'no staff at any hour',
      ['resources', 'cliniciansByHour'],
      Array(24).fill(0),
      /resources\.cliniciansByHour is 0 in every hour/,
    ],
    [
      'an infinite rate',
      ['arrivals', 'ratePerHour', 0],
      Number.POSITIVE_INFINITY,
      /is Infinity; a rate must be a number from 0 to 1000/,
    ],
    ['an absurd rate', ['arrivals', 'ratePerHour', 0], 5000, /ratePerHour\[0\] is 5000; a rate must be at most 1000/],
    ['arrivals on no day', ['arrivals', 'weekdayFactor'], Array(7).fill(0), /arrivals\.weekdayFactor is 0 on every day/],
    ['nobody arriving', ['arrivals', 'ratePerHour'], Array(24).fill(0), /arrivals\.ratePerHour is 0 in every hour/],
    ['infinity', ['cost', 'overdueCap'], Number.POSITIVE_INFINITY, /cost\.overdueCap is Infinity; the cap must be/],
    ['not a number', ['run', 'days'], Number.NaN, /run\.days is NaN; days must be from 1 to 60/],
    [
      'impossible triage',
      ['groups', 3, 'underTriage'],
      1,
      /groups\[3\]\.underTriage makes triage wrong with probability 1\.01 at acuity 2/,
    ],
    ['two equal groups', ['groups', 1, 'id'], 'children', /groups has two groups with the same id; give each its own/],
    ['one group', ['groups'], [preset('urban').groups[0]], /groups is a list of 1; give 2 to 6 groups/],
  ])('refuses %s', (_, path, value, expected) => {
    expect(sentences(changed(path, value)).join('\n')).toMatch(expected)
  })

  it('refuses more patients than a computer can hold, whichever fields bring them', () => {
    const scenario = preset('urban')
    scenario.arrivals.ratePerHour = Array(24).fill(500)
    scenario.arrivals.weekdayFactor = Array(7).fill(10)
    expect(sentences(scenario)).toEqual([
      'scenario urban: arrivals.ratePerHour brings about 720,000 patients in a run; at most 250,000 can be simulated, with fewer an hour or fewer days',
    ])
  })

  it('says each thing once, on one line, whatever is in a key or a value', () => {
    expect(sentences(changed(['arrivals', 'ratePerHour'], '5'))).toEqual([
      'scenario urban: arrivals.ratePerHour is "5"; give 24 values, one for each hour of the day',
    ])
    const found = sentences({ ...preset('urban'), 'a\nb\u001b[31m': 1, title: 'c\r\n'.repeat(100), version: '\u202e1\n' })
    expect(found).toHaveLength(3)
    for (const sentence of found) expect(sentence).toMatch(/^[^\p{Cc}\p{Cf}]+$/u)
  })

  it('refuses a surge whose shares do not fit the groups', () => {
    const scenario: Scenario = preset('surge')
    scenario.arrivals.surge!.groupShares = [0.5, 0.5]
    expect(sentences(scenario)).toEqual([
      'scenario surge: arrivals.surge.groupShares has 2 values; give one for each of the 4 groups',
    ])
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s wherever it is', (key) => {
    const text = presetText('urban').replace('"surge": null', `"surge": null, "${key}": {"polluted": true}`)
    expect(sentences(text)).toEqual([`scenario: arrivals.${key} is not a field of this document; remove it`])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('refuses documents that are nested absurdly deep, without running out of stack', () => {
    let nested: unknown = 1
    for (let depth = 0; depth < 200_000; depth++) nested = { a: nested }
    const found = sentences({ ...preset('urban'), care: nested })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^scenario urban: care\.a\.a.*\.\.\. is nested too deeply/)
    expect(found[0]!.length).toBeLessThan(200)
    expect(sentences(`{"care":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)[0]).toMatch(/nested too deeply|not JSON/)
  })

  it('keeps sentences short however long a name or a value is', () => {
    const found = sentences({ ...preset('urban'), [`x${'y'.repeat(100_000)}`]: 1, title: 'z'.repeat(100_000) })
    expect(found.length).toBeGreaterThan(0)
    for (const sentence of found) expect(sentence.length).toBeLessThan(400)
  })

  it('never throws, and every refusal names a field and says what is allowed, whatever replaces whatever', () => {
    const replacement = fc.oneof(
      fc.anything({
        withNullPrototype: true,
        withBigInt: true,
        withDate: true,
        withMap: true,
        withTypedArray: true,
        withSparseArray: true,
      }),
      fc.constantFrom(undefined, null, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e308, '', '0', [], {}, true),
      fc.double(),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.constantFrom(...allPaths), replacement, (path, value) => {
        const parsed = parseScenario(changed(path, value))
        if (parsed.ok) return
        expect(parsed.problems.length).toBeGreaterThan(0)
        for (const problem of parsed.problems) {
          expect(problem.path).not.toBe('')
          expect(problem.message.length).toBeGreaterThan(10)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('points at the very number that is out of range', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numberPaths), fc.constantFrom(-5, Number.NaN, 1e12, '7'), (path, value) => {
        const parsed = parseScenario(changed(path, value))
        expect(parsed.ok).toBe(false)
        const expected = path.reduce<string>(
          (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
          '',
        )
        if (!parsed.ok) expect(parsed.problems.map((problem) => problem.path)).toContain(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('reads back what it has read', () => {
    const scenario = preset('surge')
    expect(parseScenario(scenario)).toEqual({ ok: true, scenario })
  })
})

describe('parseScenarioText', () => {
  it.each<[string, string, RegExp]>([
    ['nothing', '', /^scenario: the file is empty/],
    ['white space', ' \n\t', /^scenario: the file is empty/],
    ['half a document', presetText('urban').slice(0, 500), /^scenario: the file is not JSON \(/],
    ['another language', 'name: urban\nbeds: 3', /^scenario: the file is not JSON/],
    ['a list', '[1, 2]', /^scenario: the file holds no JSON object/],
    ['null', 'null', /^scenario: the file holds no JSON object/],
    ['binary', '\u0089PNG\r\n\u001a\n\u0000\u0000', /^scenario: the file is not text/],
    ['undecodable bytes', new TextDecoder().decode(Uint8Array.of(0xff, 0xfe, 0x7b)), /^scenario: the file is not text/],
    ['half a line of a document', '{"name":\n  "urban', /^scenario: the file is not JSON \([^\n]*\); a scenario is/],
    ['10 MB', `"${'a'.repeat(10_000_000)}"`, /^scenario: the file has 10,000,002 characters; a scenario has at most 1,000,000/],
    ['an empty object', '{}', /format is missing; must be "fairward-scenario"/],
  ])('refuses %s in a sentence', (_, text, expected) => {
    const found = sentences(text)
    expect(found.join('\n')).toMatch(expected)
    for (const sentence of found) expect(sentence.length).toBeLessThan(400)
  })

  it('reads a file that begins with a byte order mark', () => {
    expect(parseScenarioText(`\ufeff${presetText('urban')}`).ok).toBe(true)
  })

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseScenarioText(text).ok).toBe(false)
      }),
    )
  })
})
