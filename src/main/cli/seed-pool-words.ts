import type { Estimate } from '../../shared/evaluation.ts'
import { formatEstimate, formatNumber } from '../../shared/format.ts'
import type { Pooled, SeedContrast, SeedPool } from '../../shared/seed-pool.ts'
import { table } from './table.ts'

/** Agents of one setting for a terminal: what they show together, and each seed's own differences. */
export function describeSeedPool({ label, agents, decisions, contrasts }: SeedPool): string {
  const head = `${label}: ${agents.length} seeds, each trained on ${formatNumber(decisions)} decisions`
  return [head, ...contrasts.map(describeContrast)].join('\n\n')
}

const weighted = (estimate: Estimate) => formatEstimate(estimate, 'weighted', { signed: true, digits: 1 })
const minutes = (estimate: Estimate) => formatEstimate(estimate, 'minutes', { signed: true, digits: 1 })

function describeContrast({ label, pooled, bySeed, sentences }: SeedContrast): string {
  const row = (name: string, of: (measure: keyof SeedContrast['pooled']) => Estimate) => [
    name,
    weighted(of('needWeightedWait')),
    weighted(of('needWeightedGap')),
    minutes(of('waitMinutes')),
    minutes(of('equalNeedGapMinutes')),
  ]
  const middle = ({ interquartileMean: found }: Pooled): Estimate | null =>
    found === null ? null : { ...found, standardError: 0, n: bySeed.length }
  const rows = [
    ...bySeed.map((seed) => row(`seed ${seed.seed}`, (measure) => seed[measure])),
    row('mean, over trainings', (measure) => pooled[measure].overSeeds),
    row('mean, over trainings and patients', (measure) => pooled[measure].overall),
    ...(pooled.needWeightedWait.interquartileMean === null
      ? []
      : [row('interquartile mean', (measure) => middle(pooled[measure]) ?? pooled[measure].overSeeds)]),
  ]
  const columns = [`less ${label.toLowerCase()}`, 'need-weighted wait', 'gap of that', 'wait', 'gap at equal need']
  return [...sentences, '', table([columns, ...rows])].join('\n')
}
