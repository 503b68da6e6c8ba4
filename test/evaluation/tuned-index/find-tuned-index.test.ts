import { describe, expect, it } from 'vitest'
import { replicate } from '../../../src/main/evaluation/replicate.ts'
import { findTunedIndex, type TunedIndexSearch } from '../../../src/main/evaluation/tuned-index/find-tuned-index.ts'
import { policyStatistics } from '../../../src/main/fairness/policy-statistics.ts'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../../src/main/simulation/hospital/rules.ts'
import { TunedIndexRule } from '../../../src/main/simulation/hospital/tuned-index-rule.ts'
import type { RandomKey } from '../../../src/main/simulation/population/random.ts'
import { interval } from '../../../src/main/statistics/estimate.ts'
import { measure, subtract } from '../../../src/main/statistics/jackknife.ts'
import { tunedIndexSchema } from '../../../src/shared/policy.ts'
import { preset } from '../../presets.ts'

const scenario = preset('urban')
scenario.run = { warmUpHours: 24, days: 4 }
const model = compileScenario(scenario)
const search = (options: Partial<TunedIndexSearch> = {}) =>
  findTunedIndex({ model, groupBlind: false, seed: 1, generations: 4, ...options })

describe('the search for a tuned index', () => {
  const keys: RandomKey[] = []
  const fractions: number[] = []
  const found = search({
    draw: (of, key, minutes, reuse) => {
      keys.push(key)
      return drawPatients(of, key, minutes, reuse)
    },
    onProgress: (fraction) => fractions.push(fraction),
  })

  it('finds an index, and the same one again', () => {
    expect(tunedIndexSchema.safeParse(found).success).toBe(true)
    const short = search({ generations: 1 })
    expect(search({ generations: 1 })).toEqual(short)
    expect(search({ generations: 1, seed: 2 })).not.toEqual(short)
  })

  it('looks at development patients only, and at every replication once', () => {
    expect(new Set(keys.map(({ use }) => use))).toEqual(new Set(['development']))
    expect(keys.map(({ replication }) => replication)).toEqual(keys.map((_, index) => index))
  })

  it('tells how far it is, up to the end', () => {
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  it('is better than strict acuity on other development patients', () => {
    const policies = [builtInRule('acuity', model), new TunedIndexRule('tuned', '', found, model)]
    const tables = replicate({ model, policies, seed: 2, use: 'development', replications: 100 })
    const [strict, tuned] = tables.map((table) => policyStatistics(table).needWeightedWait)
    expect(interval(measure(subtract(tuned!, strict!)))[1]).toBeLessThan(0)
  })

  it('never lets a less urgent level weigh more, and gives the largest group the weight 1', () => {
    const { levelWeights, groupWeights } = found
    expect(levelWeights).toEqual([...levelWeights].sort((a, b) => b - a))
    expect(levelWeights[3]).toBe(1)
    expect(groupWeights[1]).toBe(1)
  })

  it('of a group-blind index keeps groups alike', () => {
    expect(search({ groupBlind: true, generations: 1 })).toMatchObject({ groupBlind: true, groupWeights: [1, 1, 1, 1] })
  })

  it('can be called off', () => {
    const caller = new AbortController()
    const onProgress = () => caller.abort(new Error('no longer wanted'))
    expect(() => search({ signal: caller.signal, onProgress })).toThrow('no longer wanted')
  })
})
