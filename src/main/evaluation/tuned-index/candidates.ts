import type { TunedIndex } from '../../../shared/policy.ts'
import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { normalQuantile } from '../../simulation/population/normal-quantile.ts'
import { KeyedRandom, purposes } from '../../simulation/population/random.ts'

/** The level and the group whose weight is 1, so that every index has one description only. */
const fixedLevel = 3
const largestGroup = ({ groups }: Scenario): number =>
  groups.reduce((largest, group, index) => (group.share > groups[largest]!.share ? index : largest), 0)

/** Where the search begins: urgent levels well ahead, groups alike; weights and growth as logarithms. */
const first = {
  /** Steps from each level to the next; none is ever below 0, so that a more urgent level never weighs less. */
  levelSteps: [1.5, 1.5, 1.5, 1.5],
  levelSpread: 1,
  groupSpread: 0.5,
  growth: Math.log(0.5),
  growthSpread: 1,
  start: 0.5,
  startSpread: 0.5,
  power: 0.2,
  powerSpread: 0.4,
} as const

/** The part of a new generation's mean and spread that comes from its best; the rest stays as it was. */
const step = 0.7

/** Strict acuity, written as an index: no wait makes up for a level. */
export function strictAcuityIndex(groups: number, groupBlind: boolean): TunedIndex {
  return {
    groupBlind,
    levelWeights: Array.from({ length: acuityLevels }, (_, acuity) => Math.exp(20 * (fixedLevel - acuity))),
    groupWeights: Array.from({ length: groups }, () => 1),
    start: 0,
    growth: 1,
    shortWorkPower: 0,
  }
}

/** Normal distributions, one for each free number of an index, from which candidates are drawn. */
export class CandidateDistribution {
  private readonly mean: number[]
  private readonly spread: number[]
  private readonly scenario: Scenario
  private readonly groupBlind: boolean
  private readonly seed: number

  constructor(scenario: Scenario, groupBlind: boolean, seed: number) {
    const others = groupBlind ? 0 : scenario.groups.length - 1
    const times = <T>(value: T) => Array.from({ length: others }, () => value)
    this.mean = [...first.levelSteps, ...times(0), first.growth, first.start, first.power]
    const levelSpreads = first.levelSteps.map(() => first.levelSpread)
    this.spread = [...levelSpreads, ...times(first.groupSpread), first.growthSpread, first.startSpread, first.powerSpread]
    this.scenario = scenario
    this.groupBlind = groupBlind
    this.seed = seed
  }

  /** Vectors of free numbers, the distribution's mean first. The same seed and generation give the same ones. */
  draw(generation: number, count: number): number[][] {
    const random = new KeyedRandom({ seed: this.seed, use: 'development', replication: generation })
    const free = this.mean.length
    return Array.from({ length: count }, (_, candidate) =>
      this.mean.map((mean, index) => {
        if (candidate === 0) return mean
        random.draw(candidate * free + index, purposes.search)
        return mean + this.spread[index]! * normalQuantile(random.first)
      }),
    )
  }

  /** Moves towards the best of a generation. */
  follow(best: readonly (readonly number[])[]): void {
    this.mean.forEach((before, index) => {
      const values = best.map((vector) => vector[index]!)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
      this.mean[index] = (1 - step) * before + step * mean
      this.spread[index] = (1 - step) * this.spread[index]! + step * Math.sqrt(variance)
    })
  }

  /** The distribution's centre. */
  get centre(): readonly number[] {
    return this.mean
  }

  /** The index that a vector of free numbers stands for. */
  indexOf(vector: readonly number[]): TunedIndex {
    const { groupBlind, scenario } = this
    const values = [...vector]
    const steps = values.splice(0, first.levelSteps.length).map((step) => Math.max(0, step))
    const below = (level: number) => steps.slice(level).reduce((sum, step) => sum + step, 0)
    const largest = largestGroup(scenario)
    return {
      groupBlind,
      levelWeights: Array.from({ length: acuityLevels }, (_, level) => Math.exp(below(level) - below(fixedLevel))),
      groupWeights: scenario.groups.map((_, group) => (groupBlind || group === largest ? 1 : Math.exp(values.shift()!))),
      growth: Math.exp(values[0]!),
      start: Math.max(0, values[1]!),
      shortWorkPower: values[2]!,
    }
  }
}
