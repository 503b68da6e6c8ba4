import type { ModelDocument } from '../../../shared/model/document.ts'
import { minutesPerHour } from '../../../shared/time.ts'
import type { CheckPlan } from '../check.ts'
import { meanWait } from '../closed-forms/many-servers.ts'
import { waitsByPriority } from '../closed-forms/priorities.ts'
import type { Experiment } from '../experiment.ts'
import type { Totals } from '../totals.ts'
import { type QueuePlan, queueExperiment } from './queueing/queue-experiment.ts'

const cobham = 'Cobham, Priority assignment in waiting line problems (1954)'
const kitagawa = 'Cobham (1954); Kitagawa, Components of a difference between two rates (1955)'

const servers = 10
/** Arrivals an hour by level of urgency, for children and for the elderly; one service an hour for all. */
const children = [0.2, 1, 2.8]
const elderly = [0.8, 2, 1.2]
const levels: readonly number[] = [0, 1, 2]
const levelRates = levels.map((level) => children[level]! + elderly[level]!)
const childClass = (level: number): string => `child-${level + 1}`
const elderlyClass = (level: number): string => `elderly-${level + 1}`
const total = levelRates.reduce((sum, rate) => sum + rate, 0)

const fairWaits = waitsByPriority({ arrivalRates: levelRates, serviceRate: 1, servers })
const biasedWaits = waitsByPriority({
  arrivalRates: [levelRates[0]!, levelRates[1]!, elderly[2]!, children[2]!],
  serviceRate: 1,
  servers,
})

/** Two groups who wait unequally for a known reason: other needs under a fair rule, or a bias that was put there. */
export function fairnessExperiments(model: (name: string) => ModelDocument, quick: boolean): Experiment[] {
  return [queueExperiment(fairRule, model(fairRule.model), quick), queueExperiment(plantedBias, model(plantedBias.model), quick)]
}

const fairRule: QueuePlan = { name: 'fair-rule', model: 'fairness/same-rule', checks: fairChecks }
/** Inside level 3 the elderly go before children. */
const plantedBias: QueuePlan = { name: 'planted-bias', model: 'fairness/planted-bias', checks: biasedChecks }

function fairChecks(): CheckPlan[] {
  const title = 'Same rule for both groups'
  const [child, elder] = [groupMean(children), groupMean(elderly)]
  return [
    ...levels.flatMap((level) =>
      (
        [
          ['children', childClass(level)],
          ['elderly', elderlyClass(level)],
        ] as const
      ).map(
        ([group, name]): CheckPlan => ({
          name: `${title}: mean wait of ${group}, level ${level + 1}`,
          description: 'Patients of equal urgency wait equally long, whatever their group.',
          unit: 'hours',
          expected: { value: fairWaits[level]! },
          read: (totals) => wait(totals, name),
          source: cobham,
        }),
      ),
    ),
    {
      name: `${title}: mean wait of children`,
      description: 'Over all levels: longer than that of the elderly, because children are less urgent more often.',
      unit: 'hours',
      expected: { value: child },
      read: (totals) => rawMean(totals, childClass),
      source: cobham,
    },
    {
      name: `${title}: mean wait of the elderly`,
      description: 'Over all levels: shorter than that of children, because the elderly are more urgent more often.',
      unit: 'hours',
      expected: { value: elder },
      read: (totals) => rawMean(totals, elderlyClass),
      source: cobham,
    },
    {
      name: `${title}: ratio of the mean waits`,
      description: 'Mean wait of children over that of the elderly. It is no sign of unfairness: it comes from urgency alone.',
      unit: '',
      expected: { value: child / elder },
      read: (totals) => rawMean(totals, childClass) / rawMean(totals, elderlyClass),
      source: cobham,
    },
    {
      name: `${title}: gap of the mean waits`,
      description: 'Mean wait of children less that of the elderly.',
      unit: 'minutes',
      expected: { value: minutesPerHour * (child - elder) },
      read: (totals) => minutesPerHour * (rawMean(totals, childClass) - rawMean(totals, elderlyClass)),
      source: cobham,
    },
    equalNeedGap(title, 0, 'Nothing is left of the gap among patients of equal urgency: 0, known to 0.15 minutes.', 0.15),
  ]
}

function biasedChecks(): CheckPlan[] {
  const title = 'Children behind the elderly in level 3'
  const [, , elder, child] = biasedWaits
  return [
    {
      name: `${title}: ratio of the waits in level 3`,
      description: 'Mean wait of children over that of the elderly, both of level 3: what the planted bias does, a constant.',
      unit: '',
      expected: { value: child! / elder! },
      read: (totals) => wait(totals, childClass(2)) / wait(totals, elderlyClass(2)),
      source: cobham,
    },
    ...levels.slice(0, 2).map(
      (level): CheckPlan => ({
        name: `${title}: mean wait in level ${level + 1}`,
        description: 'More urgent levels do not notice.',
        unit: 'hours',
        expected: { value: biasedWaits[level]! },
        read: (totals) =>
          (totals.of(`wait care ${childClass(level)}`) + totals.of(`wait care ${elderlyClass(level)}`)) /
          (totals.of(`started care ${childClass(level)}`) + totals.of(`started care ${elderlyClass(level)}`)),
        source: cobham,
      }),
    ),
    {
      name: `${title}: mean wait of all`,
      description: 'The same as without the bias: who looks at the overall mean only does not find it.',
      unit: 'hours',
      expected: { value: meanWait({ arrivalRate: total, serviceRate: 1, servers }) },
      read: (totals) => totals.ratio('wait care', 'started care'),
      source: cobham,
    },
    equalNeedGap(
      title,
      minutesPerHour * (levelRates[2]! / total) * (child! - elder!),
      'What the bias costs children among patients of equal urgency.',
    ),
  ]
}

/** Difference of the groups at equal urgency, levels weighted as among all patients. */
function equalNeedGap(title: string, expected: number, description: string, halfWidthLimit?: number): CheckPlan {
  return {
    name: `${title}: equal-need gap`,
    description,
    unit: 'minutes',
    expected: { value: expected },
    read: (totals) =>
      levels.reduce(
        (sum, level) =>
          sum +
          minutesPerHour * (levelRates[level]! / total) * (wait(totals, childClass(level)) - wait(totals, elderlyClass(level))),
        0,
      ),
    ...(halfWidthLimit === undefined ? {} : { halfWidthLimit }),
    source: kitagawa,
  }
}

function groupMean(groupRates: readonly number[]): number {
  return (
    groupRates.reduce((sum, rate, level) => sum + rate * fairWaits[level]!, 0) / groupRates.reduce((sum, rate) => sum + rate, 0)
  )
}

const wait = (totals: Totals, name: string): number => totals.ratio(`wait care ${name}`, `started care ${name}`)

function rawMean(totals: Totals, nameOf: (level: number) => string): number {
  const sum = (what: string): number => levels.reduce((all, level) => all + totals.of(`${what} care ${nameOf(level)}`), 0)
  return sum('wait') / sum('started')
}
