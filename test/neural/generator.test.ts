import { describe, expect, it } from 'vitest'
import { Generator } from '../../src/main/neural/generator.ts'

describe('the generator', () => {
  it('repeats itself from its seed and from a saved state', () => {
    const first = new Generator(7, 1)
    const start = Array.from({ length: 5 }, () => first.next())
    const second = new Generator(7, 1)
    expect(Array.from({ length: 5 }, () => second.next())).toEqual(start)
    const state = first.saveState()
    const onwards = [first.uniform(), first.normal()]
    second.restoreState(state)
    expect([second.uniform(), second.normal()]).toEqual(onwards)
  })

  it('differs by seed and by stream', () => {
    const firsts = new Set<number>()
    for (let seed = 0; seed < 50; seed++)
      for (let stream = 0; stream < 20; stream++) firsts.add(new Generator(seed, stream).next())
    expect(firsts.size).toBe(1000)
  })

  it('is uniform: 20 cells, chi-square below its 99.9 % point of 43.8', () => {
    const generator = new Generator(1, 0)
    const cells = new Array<number>(20).fill(0)
    const draws = 40_000
    for (let draw = 0; draw < draws; draw++) {
      const cell = Math.floor(generator.uniform() * 20)
      cells[cell] = (cells[cell] ?? 0) + 1
    }
    const expected = draws / 20
    expect(cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(43.8)
  })

  it('has normal numbers with the moments of a standard normal', () => {
    const generator = new Generator(2, 0)
    const draws = Array.from({ length: 20_000 }, () => generator.normal())
    const moment = (power: number) => draws.reduce((sum, value) => sum + value ** power, 0) / draws.length
    expect(Math.abs(moment(1))).toBeLessThan(0.03)
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.05)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3)
  })

  it('shuffles: every value stays, every order of three comes up', () => {
    const generator = new Generator(3, 0)
    const orders = new Map<string, number>()
    for (let draw = 0; draw < 6000; draw++) {
      const list = Int32Array.of(0, 1, 2)
      generator.shuffle(list)
      orders.set(list.join(''), (orders.get(list.join('')) ?? 0) + 1)
    }
    expect(orders.size).toBe(6)
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })
})
