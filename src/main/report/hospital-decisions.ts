import type { ClassChange, Comparison, EvaluationResult, PolicyOutcome } from '../../shared/evaluation.ts'
import { formatEstimate, formatInterval, formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import type { ReportDocument } from './document.ts'
import { estimateCells, rowsOf } from './estimates.ts'
import type { TableCell } from './table.ts'
import { groupLabel, headlineOf, labelWithRole } from './words.ts'

interface Found {
  readonly policy: PolicyOutcome
  readonly comparison: Comparison
}

/** What agents and tuned indices do differently: whom they serve earlier, where the cost of waiting then arises, who pays. */
export function writeDecisions(document: ReportDocument, result: EvaluationResult): void {
  const found = result.policies.flatMap((policy): Found[] => {
    const comparison = result.comparisons.find((one) => one.policy === policy.policy)
    return comparison !== undefined && (policy.kind === 'agent' || policy.tunedIndex) ? [{ policy, comparison }] : []
  })
  if (found.length === 0) return
  const baseline = midSentence(headlineOf(result).baseline?.label ?? result.baseline)
  writeOrder(document, result, found, baseline)
  writeBurden(document, result, found, baseline)
  writeCost(document, result, found)
}

function writeOrder(document: ReportDocument, result: EvaluationResult, found: readonly Found[], baseline: string): void {
  const decided = found.flatMap(({ policy, comparison }) =>
    comparison.decisions ? [{ policy, decisions: comparison.decisions }] : [],
  )
  if (decided.length === 0) return
  document.heading(2, 'What is decided differently')
  for (const { policy } of decided)
    if (policy.tunedIndex)
      document.paragraph(`${policy.label}, found on development patients. ${policy.tunedIndex.sentences.join(' ')}`, {
        size: 9,
        after: 6,
      })
  document.table({
    caption: `Served earlier (+) and passed over (\u2212) compared with ${baseline}, in percent of the decisions with such a patient waiting; below, the change in their mean wait in minutes.`,
    columns: [
      { header: 'Group', width: 80, align: 'left' },
      ...result.targetMinutes.map((_, index) => ({ header: `Level ${index + 1}`, align: 'right' as const })),
    ],
    rows: decided.flatMap(({ policy, decisions }) => [
      {
        across: `${labelWithRole(policy, result)}: decides otherwise in ${formatEstimate(decisions.otherwise, 'percent', { digits: 1 })} of decisions`,
      },
      ...result.groups
        .filter(({ id }) => decisions.byClass.some(({ groupId }) => groupId === id))
        .map(({ id, label }) => ({
          cells: [
            label,
            ...result.targetMinutes.map((_, index) =>
              orderCell(decisions.byClass.find(({ groupId, acuity }) => groupId === id && acuity === index + 1)),
            ),
          ],
        })),
    ]),
    note: 'Levels are those that triage gave, not true need. Served earlier: one of them was taken where the other rule would have taken somebody else; passed over: the other way round.',
  })
}

function orderCell(change: ClassChange | undefined): TableCell {
  if (!change?.movedUp || !change.movedDown) return { text: 'too few', soft: true }
  const share = (value: number) => formatNumber(100 * value, { digits: Math.abs(value) < 0.0995 ? 1 : 0, signed: true })
  const text = `${share(change.movedUp.mean)} / ${share(-change.movedDown.mean)}`
  if (change.waitMinutes === null) return text
  const shown = { signed: true, digits: 1 }
  const interval = formatInterval(change.waitMinutes, 'minutes', shown)
  const note = `${formatNumber(change.waitMinutes.mean, shown)}${interval === '' ? '' : ` (${interval})`}`
  return { text, note }
}

function writeBurden(document: ReportDocument, result: EvaluationResult, found: readonly Found[], baseline: string): void {
  const unweighted = (result.fairnessComparisons ?? []).flatMap((comparison) => {
    const policy = result.policies.find((one) => one.policy === comparison.policy)
    return policy === undefined ? [] : [{ policy, comparison }]
  })
  const block = (across: string, some: readonly Found[]) => {
    const measured = some.filter(({ comparison }) => comparison.needWeightedByGroup)
    if (measured.length === 0) return []
    const columns = [
      measured.map(({ policy }) => labelWithRole(policy, result)),
      ...result.groups.map((group) =>
        estimateCells(
          measured.map(
            ({ comparison }) => comparison.needWeightedByGroup?.find(({ groupId }) => groupId === group.id)?.difference ?? null,
          ),
          'minutes',
          { signed: true },
        ),
      ),
    ]
    return [{ across }, ...rowsOf(columns).map((cells) => ({ cells }))]
  }
  const rows = [...block(`Against ${baseline}`, found), ...block('Against the same agent without a fairness weight', unweighted)]
  if (rows.length === 0) return
  document.table({
    caption: 'Who gains and who pays: change in need-weighted wait per patient of the group, weighted minutes.',
    columns: [
      { header: 'Way of working', width: 130, align: 'left' },
      ...result.groups.map(({ id }) => ({ header: groupLabel(result, id), align: 'right' as const })),
    ],
    rows,
    note: 'Less than zero: the group gains.',
  })
}

function writeCost(document: ReportDocument, result: EvaluationResult, found: readonly Found[]): void {
  const { baseline } = headlineOf(result)
  const policies = [...(baseline === null ? [] : [baseline]), ...found.map(({ policy }) => policy)].filter(
    (policy) => policy.needWeightedByAcuity,
  )
  if (policies.length === 0) return
  document.table({
    caption: 'Where the need-weighted wait arises: what patients of each true acuity add to it, weighted minutes per patient.',
    columns: [
      { header: 'Way of working', width: 130, align: 'left' },
      ...result.targetMinutes.map((_, index) => ({ header: `Acuity ${index + 1}`, align: 'right' as const })),
      { header: 'All', align: 'right' },
    ],
    rows: rowsOf([
      policies.map((policy) => labelWithRole(policy, result)),
      ...result.targetMinutes.map((_, index) =>
        estimateCells(
          policies.map((policy) => policy.needWeightedByAcuity?.[index] ?? null),
          'minutes',
        ),
      ),
      estimateCells(
        policies.map((policy) => policy.needWeightedWait),
        'minutes',
      ),
    ]).map((cells) => ({ cells })),
  })
}
