import { type Estimate, type Recommendation, sideOfZero } from '../../shared/evaluation.ts'
import { formatCount, formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import { intervalWords, listWords, minutesLong } from './sentences.ts'

type Direction = 'better' | 'worse' | 'unclear'

export interface Effects {
  readonly gap: { readonly estimate: Estimate; readonly direction: Direction }
  readonly needWeightedWait: { readonly estimate: Estimate; readonly direction: Direction }
  readonly wait: Estimate
}

interface GroupName {
  readonly id: string
  readonly label: string
}

/** What a change does, for whom, and whether it is recommended, in words for clinicians. */
export function recommendationSentence(
  title: string,
  effects: Effects,
  byGroup: Recommendation['byGroup'],
  groups: readonly GroupName[],
): string {
  const { gap, needWeightedWait, wait } = effects
  const directions = [gap.direction, needWeightedWait.direction]
  const gapWords = effectWords(gap.estimate, 'narrows the equal-need gap', 'widens the equal-need gap', 'minutes')
  const costWords = effectWords(
    needWeightedWait.estimate,
    'lowers the need-weighted wait',
    'raises the need-weighted wait',
    'weighted minutes',
  )
  const waitWords = effectWords(wait, "shortens everyone's wait", "lengthens everyone's wait", 'minutes')
  if (!directions.includes('better')) {
    const harm = [
      ...(gap.direction === 'worse' ? [gapWords] : []),
      ...(needWeightedWait.direction === 'worse' ? [costWords] : []),
    ]
    return harm.length > 0
      ? `${title}. Not recommended: it ${listWords(harm)}.`
      : `${title}. ${formatCount(wait.n, 'replication')} ${wait.n === 1 ? 'does' : 'do'} not show that this narrows the equal-need gap or lowers the need-weighted wait.`
  }
  const people = groupWords(byGroup, groups)
  if (!directions.includes('worse')) {
    const shown = [
      ...(gap.direction === 'better' ? [gapWords] : []),
      ...(needWeightedWait.direction === 'better' ? [costWords] : []),
      ...(sideOfZero(wait) === 'below' ? [waitWords] : []),
    ]
    const price = sideOfZero(wait) === 'above' ? ` The price: it ${waitWords}.` : ''
    return `${title}. This ${listWords(shown)}.${price} ${people}`
  }
  const [good, bad] = gap.direction === 'better' ? [gapWords, costWords] : [costWords, gapWords]
  return `${title}. A trade-off, so not recommended: it ${good}, but ${bad}. ${people}`
}

/** What the candidates come to together. */
export function overallSentence(candidates: readonly Recommendation[], replications: number): string {
  const helpful = candidates.filter((candidate) => candidate.recommended).map((candidate) => candidate.title)
  const tried = `${candidates.length} changes tried on the same patients (${formatCount(replications, 'replication')})`
  return helpful.length === 0
    ? `None of the ${tried} is shown to narrow the equal-need gap or to lower the need-weighted wait without making the other worse. There is nothing to recommend.`
    : `${helpful.length} of the ${tried} ${helpful.length === 1 ? 'helps' : 'help'}: ${helpful.map(midSentence).join('; ')}.`
}

function effectWords(estimate: Estimate, down: string, up: string, unit: 'minutes' | 'weighted minutes'): string {
  const amount =
    unit === 'minutes' ? minutesLong(estimate.mean) : `${formatNumber(Math.abs(estimate.mean), { digits: 1 })} weighted minutes`
  return `${estimate.mean < 0 ? down : up} by ${amount} (${intervalWords(estimate)})`
}

function groupWords(byGroup: Recommendation['byGroup'], groups: readonly GroupName[]): string {
  const of = (effect: 'gains' | 'loses') =>
    byGroup
      .filter((group) => group.effect === effect)
      .map(({ groupId, waitMinutes }) => {
        const label = midSentence(groups.find((group) => group.id === groupId)?.label ?? groupId)
        return `${label} (${minutesLong(waitMinutes.mean)})`
      })
  const [gaining, losing] = [of('gains'), of('loses')]
  const shorter = gaining.length > 0 ? `Shorter waits for ${listWords(gaining)}` : 'No group is shown to wait less'
  const longer = losing.length > 0 ? `longer waits for ${listWords(losing)}` : 'no group is shown to wait longer'
  return `${shorter}; ${longer}.`
}
