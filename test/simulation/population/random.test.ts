import { describe, expect, it } from 'vitest'
import { KeyedRandom, purposeOfPair, purposes, type RandomUse } from '../../../src/main/simulation/population/random.ts'
import { Threefry, wordOf } from '../../../src/main/simulation/population/threefry.ts'

const draws = 100_000

/** Correlation of neighbouring numbers of two lists. */
function correlation(x: Float64Array, y: Float64Array): number {
  const mean = (list: Float64Array) => list.reduce((sum, value) => sum + value, 0) / list.length
  const [meanX, meanY] = [mean(x), mean(y)]
  let xy = 0
  let xx = 0
  let yy = 0
  for (let at = 0; at < x.length; at++) {
    xy += (x[at]! - meanX) * (y[at]! - meanY)
    xx += (x[at]! - meanX) ** 2
    yy += (y[at]! - meanY) ** 2
  }
  return xy / Math.sqrt(xx * yy)
}

function numbers(random: KeyedRandom, purpose: 0 | 1 | 2 | 3, offset = 0): { first: Float64Array; second: Float64Array } {
  const first = new Float64Array(draws)
  const second = new Float64Array(draws)
  for (let patient = 0; patient < draws; patient++) {
    random.draw(patient + offset, purpose)
    first[patient] = random.first
    second[patient] = random.second
  }
  return { first, second }
}

describe('threefry', () => {
  // Known answers for Threefry-2x32 with 20 rounds, as published with the generator (Random123).
  it.each([
    [[0, 0, 0, 0], '6b200159 99ba4efe'],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], '1cb996fc bb002be7'],
    [[0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3], 'c4923a9c 483df7a0'],
  ])('gives the published words for %j', ([key0, key1, counter0, counter1], expected) => {
    class Keyed extends Threefry {
      key(): this {
        this.setKey(key0! | 0, key1! | 0)
        return this
      }
    }
    const generator = new Keyed().key()
    generator.draw(counter0! | 0, counter1! | 0)
    const words = [generator.first, generator.second].map(wordOf)
    expect(words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ')).toBe(expected)
  })
})

describe('KeyedRandom', () => {
  const random = new KeyedRandom({ seed: 1, use: 'training', replication: 0 })

  it('gives the same numbers for the same address, in any order', () => {
    random.draw(7, purposeOfPair(2))
    const expected = [random.first, random.second]
    random.draw(8, purposes.arrival)
    random.draw(7, purposeOfPair(2))
    expect([random.first, random.second]).toEqual(expected)
  })

  it('is uniform: chi-square over 1,000 cells within 5 standard deviations', () => {
    for (const list of Object.values(numbers(random, 1))) {
      const cells = new Float64Array(1000)
      for (const value of list) cells[Math.floor(value * 1000)]!++
      const expected = draws / 1000
      const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      expect(Math.abs(chiSquare - 999)).toBeLessThan(5 * Math.sqrt(2 * 999))
      expect(list.every((value) => value > 0 && value < 1)).toBe(true)
    }
  })

  it('is independent between patients, purposes, words, seeds, uses and replications', () => {
    const base = numbers(random, 1)
    const others = {
      'next patient': numbers(random, 1, 1).first,
      'other purpose': numbers(random, 2).first,
      'second word': base.second,
      'next seed': numbers(new KeyedRandom({ seed: 2, use: 'training', replication: 0 }), 1).first,
      'other use': numbers(new KeyedRandom({ seed: 1, use: 'confirmation', replication: 0 }), 1).first,
      'next replication': numbers(new KeyedRandom({ seed: 1, use: 'training', replication: 1 }), 1).first,
    }
    for (const [name, other] of Object.entries(others))
      expect(Math.abs(correlation(base.first, other)), name).toBeLessThan(4.5 / Math.sqrt(draws))
  })

  it('never gives two uses the same patient', () => {
    const seen = new Set<string>()
    for (const use of ['training', 'development', 'confirmation'] satisfies RandomUse[])
      for (let replication = 0; replication < 50; replication++) {
        const keyed = new KeyedRandom({ seed: 5, use, replication })
        for (let patient = 0; patient < 50; patient++) {
          keyed.draw(patient, purposeOfPair(0))
          seen.add(`${keyed.first} ${keyed.second}`)
        }
      }
    expect(seen.size).toBe(3 * 50 * 50)
  })
})
