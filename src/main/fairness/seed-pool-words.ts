import { type Estimate, sideOfZero } from '../../shared/evaluation.ts'
import { formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import type { SeedContrast } from '../../shared/seed-pool.ts'
import { intervalWords } from './sentences.ts'

/** What a setting's trainings show against something else, in plain words; also where they show nothing. */
export function contrastSentences({ against: kind, label, pooled, bySeed, verdict }: Omit<SeedContrast, 'sentences'>): string[] {
  const against = midSentence(label)
  const cost = pooled.needWeightedWait.overall
  const gap = pooled.needWeightedGap.overall
  const outcome = {
    better: `Better than ${against}`,
    worse: `Worse than ${against}`,
    // A fairness weight is not there to lower the cost: what is asked is its price.
    unclear: kind === 'unweighted' ? `No clear difference from ${against}` : `Not shown to be better than ${against}`,
  }[verdict]
  const clear = (side: 'below' | 'above') => bySeed.filter(({ needWeightedWait }) => sideOfZero(needWeightedWait) === side).length
  return [
    `${outcome}: the mean need-weighted wait of ${bySeed.length} trainings is ${change(cost, 'lower', 'higher')}.`,
    `Taken one by one, ${clear('below')} of ${bySeed.length} trainings wait less beyond chance and ${clear('above')} longer.`,
    `The gap between groups at equal need is ${change(gap, 'smaller', 'larger')}${sideOfZero(gap) === 'unclear' ? '; that may be chance' : ''}.`,
  ]
}

function change(estimate: Estimate, less: string, more: string): string {
  const minutes = formatNumber(Math.abs(estimate.mean), { digits: 1 })
  return `${minutes} weighted minutes ${estimate.mean < 0 ? less : more} (${intervalWords(estimate)})`
}
