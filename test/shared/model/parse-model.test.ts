import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseModel, parseModelText } from '../../../src/shared/model/parse-model.ts'
import { formatPath } from '../../../src/shared/problem.ts'
import { publishedModelFile, publishedModelNames } from '../../models.ts'
import { at, changed, pathsOf } from './changed.ts'
import { sentences } from './sentences.ts'
import { ward } from './ward.ts'

const allPaths = pathsOf(ward())

describe('parseModel', () => {
  it('reads a model that uses nearly everything, and reads back what it has read', () => {
    expect(sentences(ward())).toEqual([])
    const parsed = parseModel(ward())
    expect(parsed).toEqual({ ok: true, model: ward() })
  })

  it('reads every model that is shipped', () => {
    expect(publishedModelNames.length).toBeGreaterThan(20)
    for (const name of publishedModelNames) expect(sentences(readFileSync(publishedModelFile(name), 'utf8'))).toEqual([])
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
