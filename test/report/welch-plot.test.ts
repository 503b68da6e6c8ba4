import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawWelchPlot } from '../../src/main/report/welch-plot.ts'
import type { ModelResult, WarmUpAdvice } from '../../src/shared/model/result.ts'
import { emptyModelResult } from '../studio/fixtures/model-results.ts'
import { readXml, type XmlElement } from './xml.ts'

/** A census that rises from 0 to 20 within 100 of 1000 hours. */
const rising = (hours: number) => 20 * Math.min(1, hours / 100)
const times = Array.from({ length: 285 }, (_, index) => (index * 1000) / 300)
const advice: WarmUpAdvice = {
  suggestedWarmUp: 100,
  enough: true,
  replications: 12,
  batches: Array.from({ length: 300 }, (_, index) => rising(((index + 0.5) * 1000) / 300)),
  times,
  averages: times.map(rising),
}
const result = (warmUpAdvice: Partial<WarmUpAdvice> = {}, more: Partial<ModelResult> = {}): ModelResult => ({
  ...emptyModelResult,
  title: 'Ward',
  timeUnit: 'hours',
  horizon: 1000,
  warmUp: 250,
  ...more,
  warmUpAdvice: { ...advice, ...warmUpAdvice },
})

const pointsOf = ({ attributes }: XmlElement) => attributes.points!.split(' ').map((point) => point.split(',').map(Number))
const named = (picture: XmlElement, name: string) => picture.children.filter(({ attributes }) => attributes.class === name)
const texts = (picture: XmlElement) => picture.children.filter(({ name }) => name === 'text').map(({ text }) => text)

/** Page coordinate of a number on an axis, told from two of the axis' own labels. */
function scaleOf(picture: XmlElement, coordinate: 'x' | 'y', labels: [string, string]): (value: number) => number {
  const at = labels.map((label) => {
    const anchor = coordinate === 'x' ? 'middle' : 'end'
    const found = picture.children.find(({ text, attributes }) => text === label && attributes['text-anchor'] === anchor)
    return Number(found!.attributes[coordinate])
  })
  const values = labels.map(Number)
  return (value) => at[0]! + ((value - values[0]!) / (values[1]! - values[0]!)) * (at[1]! - at[0]!)
}

describe('a Welch plot', () => {
  it('has both warm-ups and the data where the axes say they are', () => {
    const picture = readXml(drawWelchPlot(result()))
    const x = scaleOf(picture, 'x', ['0', '500'])
    // Labels stand a little below their tick.
    const y = scaleOf(picture, 'y', ['0', '20'])
    const isUprightAt = (name: string, hours: number) => {
      const [line, ...others] = named(picture, name)
      expect(others).toEqual([])
      for (const [across] of pointsOf(line!)) expect(across).toBeCloseTo(x(hours), 1)
    }
    isUprightAt('advised', 100)
    isUprightAt('own', 250)
    const average = pointsOf(named(picture, 'average')[0]!)
    expect(average).toHaveLength(285)
    const [start, end] = [average[0]!, average.at(-1)!]
    expect(start[0]).toBeCloseTo(x(0), 1)
    expect(end[0]).toBeCloseTo(x(times.at(-1)!), 1)
    expect(start[1]! - end[1]!).toBeCloseTo(y(0) - y(20), 1)
    const batches = pointsOf(named(picture, 'batches')[0]!)
    expect(batches).toHaveLength(300)
    expect(batches.at(-1)![0]).toBeCloseTo(x(1000 - 1000 / 600), 1)
  })

  it('says in words what it shows, with units, also for those who cannot see it', () => {
    const picture = readXml(drawWelchPlot(result()))
    expect(texts(picture)).toEqual(
      expect.arrayContaining([
        'Welch plot: Ward',
        'Mean of 12 replications of 1,000 hours',
        'Patients in the model (mean number)',
        'Time since the start of the run (hours)',
        'Warm-up that MSER-5 advises: 100 hours',
        'Warm-up of this run: 250 hours',
      ]),
    )
    const [title, alternative] = picture.children
    expect(picture.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'title alternative' })
    expect([title?.name, title?.attributes.id, title?.text]).toEqual(['title', 'title', 'Welch plot: Ward'])
    expect([alternative?.name, alternative?.attributes.id]).toEqual(['desc', 'alternative'])
    expect(alternative?.text).toMatch(
      /from 0\.0 patients at the start to 20\.0 at .*MSER-5 advises: 100 hours\. Warm-up of this run: 250 hours\.$/,
    )
  })

  it('draws no advice where the run is too short for one, and says so', () => {
    const picture = readXml(drawWelchPlot(result({ suggestedWarmUp: 600, enough: false, replications: 1 })))
    expect(named(picture, 'advised')).toEqual([])
    expect(named(picture, 'own')).toHaveLength(1)
    expect(texts(picture)).toContain('MSER-5 advises none: the run is too short to tell')
    expect(texts(picture)).toContain('One replication of 1,000 hours')
  })

  it('is well-formed whatever a model is called, and keeps long titles whole for those who listen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }), (title) => {
        expect(readXml(drawWelchPlot(result({}, { title }))).children[0]?.text).toMatch(/^Welch plot: /)
      }),
      { numRuns: 30 },
    )
    const title = `<b>"${'&'.repeat(90)}'\u0007\ud800`
    const picture = readXml(drawWelchPlot(result({}, { title })))
    expect(picture.children[0]?.text).toBe(`Welch plot: <b>"${'&'.repeat(90)}'\ufffd\ufffd`)
    expect(texts(picture)[0]).toBe(`Welch plot: <b>"${'&'.repeat(55)}…`)
  })

  it('copes with a model that nobody enters, and refuses one without a warm-up to judge', () => {
    const empty = drawWelchPlot(
      result({ suggestedWarmUp: 0, batches: advice.batches.map(() => 0), averages: times.map(() => 0) }),
    )
    expect(empty).not.toContain('NaN')
    expect(() => drawWelchPlot(emptyModelResult)).toThrow(RangeError)
  })
})
