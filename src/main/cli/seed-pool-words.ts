import type { Estimate } from '../../shared/evaluation.ts'
import { formatEstimate, formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import { contrastRows, type SeedContrast, type SeedPool } from '../../shared/seed-pool.ts'
import { table } from './table.ts'

/** Agents of one setting for a terminal: what they show together, and each seed's own differences. */
export function describeSeedPool({ label, agents, decisions, contrasts }: SeedPool): string {
  const head = `${label}: ${agents.length} seeds, each trained on ${formatNumber(decisions)} decisions`
  return [head, ...contrasts.map(describeContrast)].join('\n\n')
}

const weighted = (estimate: Estimate) => formatEstimate(estimate, 'weighted', { signed: true, digits: 1 })
const minutes = (estimate: Estimate) => formatEstimate(estimate, 'minutes', { signed: true, digits: 1 })

function describeContrast(contrast: SeedContrast): string {
  const columns = [`less ${midSentence(contrast.label)}`, 'need-weighted wait', 'gap of that', 'wait', 'gap at equal need']
  const rows = contrastRows(contrast).map(({ label, values }) => [
    label,
    weighted(values.needWeightedWait),
    weighted(values.needWeightedGap),
    minutes(values.waitMinutes),
    minutes(values.equalNeedGapMinutes),
  ])
  return [...contrast.sentences, '', table([columns, ...rows])].join('\n')
}
