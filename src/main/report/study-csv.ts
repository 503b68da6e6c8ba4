import { csvText } from '../../shared/csv.ts'
import type { Comparison, Estimate, EvaluationResult, PolicyOutcome, Recommendation, Study } from '../../shared/evaluation.ts'
import { type PooledMeasure, pooledMeasures, type SeedPool } from '../../shared/seed-pool.ts'

const columns = [
  'scenario',
  'policy',
  'measure',
  'group',
  'acuity',
  'mean',
  'lower',
  'upper',
  'standardError',
  'n',
  'unit',
] as const
type Row = Record<(typeof columns)[number], string | number>

const headlineMeasures = [
  ['needWeightedWait', 'weighted minutes'],
  ['waitMinutes', 'minutes'],
  ['waitMinutesP90', 'minutes'],
  ['onTarget', 'fraction'],
  ['leftUnseen', 'fraction'],
  ['equalNeedGapMinutes', 'minutes'],
] as const
const groupMeasures = [
  ['waitMinutes', 'minutes'],
  ['equalNeedWaitMinutes', 'minutes'],
  ['onTarget', 'fraction'],
  ['leftUnseen', 'fraction'],
] as const
const accessMeasures = [
  ['failed', 'accessFailed'],
  ['lateSpace', 'accessLateSpace'],
  ['leftUnseen', 'accessLeftUnseen'],
  ['longBoarding', 'accessLongBoarding'],
  ['longStay', 'accessLongStay'],
] as const
const cellMeasures = [
  ['waitMinutes', 'minutes'],
  ['onTarget', 'fraction'],
  ['leftUnseen', 'fraction'],
] as const
const differenceMeasures = [
  ['needWeightedWait', 'weighted minutes'],
  ['waitMinutes', 'minutes'],
  ['onTarget', 'fraction'],
  ['leftUnseen', 'fraction'],
  ['equalNeedGapMinutes', 'minutes'],
] as const
const pooledUnits: Record<PooledMeasure, string> = {
  needWeightedWait: 'weighted minutes',
  needWeightedGap: 'weighted minutes',
  waitMinutes: 'minutes',
  equalNeedGapMinutes: 'minutes',
}
const changeMeasures = [
  ['needWeightedWait', 'weighted minutes'],
  ['waitMinutes', 'minutes'],
  ['equalNeedGapMinutes', 'minutes'],
] as const

/**
 * Every number of a study as one long table (RFC 4180, lines end with CR LF). Rows that hold a difference have a measure ending in
 * `Difference`: the policy (or, as `change:ID`, the change that was tried) minus today's rule on the same patients. Empty `group`
 * and `acuity` mean all patients; a cell that was suppressed because it holds too few patients has empty numbers. Fractions run
 * from 0 to 1. `needWeightedPart` is what one true acuity adds to the need-weighted wait. `servedEarlier`, `passedOver` and
 * `assignedWaitMinutesDifference` tell classes by assigned acuity. `fairness-weight:ID` is an agent minus the same agent without a fairness
 * weight. `pool:WEIGHT` are agents that differ in their seed only, taken together (`pool:WEIGHT-group-blind`; where several have the same weight,
 * `-SCENARIO-DECISIONS` of their training follows), `pool:WEIGHT:AGAINST` their mean difference to `baseline`
 * (today's rule), the `tuned-index` or the `unweighted` agents of the same seeds, and `seed:ID:AGAINST` that of one of them; measures of a
 * pool end in how they were pooled (n counts seeds). `access...` are shares of visits that fail the limits of access (ECAT). `varianceReductionFactor` says how many times
 * smaller the variance of a paired difference in need-weighted wait is than with separate patients. Evaluations that have no result add
 * no rows, and results of older versions none for what those did not measure.
 */
export function studyCsv(study: Study): string {
  const rows = study.evaluations.flatMap(({ result }) => (result === null ? [] : rowsOfResult(result)))
  return csvText(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  )
}

function rowsOfResult(result: EvaluationResult): Row[] {
  const rows: Row[] = []
  /** Adds rows for one policy or change. */
  const writer =
    (policy: string) =>
    (measure: string, unit: string, estimate: Partial<Estimate> | null, group = '', acuity: number | '' = '') => {
      const { mean = '', lower = '', upper = '', standardError = '', n = '' } = estimate ?? {}
      rows.push({ scenario: result.scenario, policy, measure, group, acuity, mean, lower, upper, standardError, n, unit })
    }
  for (const outcome of result.policies) addOutcome(outcome, writer(outcome.policy))
  for (const comparison of result.comparisons) addComparison(comparison, writer(comparison.policy))
  for (const comparison of result.fairnessComparisons ?? [])
    addComparison(comparison, writer(`fairness-weight:${comparison.policy}`))
  const pools = result.seedPools ?? []
  for (const pool of pools) addPool(pool, poolName(pool, pools), writer)
  for (const candidate of result.recommendations?.candidates ?? []) addChange(candidate, writer(`change:${candidate.id}`))
  return rows
}

type Add = (measure: string, unit: string, estimate: Partial<Estimate> | null, group?: string, acuity?: number | '') => void

function addOutcome(outcome: PolicyOutcome, add: Add): void {
  for (const [measure, unit] of headlineMeasures) add(measure, unit, outcome[measure])
  addAccess(outcome.access, add)
  if (outcome.needWeightedGap) add('needWeightedGap', 'weighted minutes', outcome.needWeightedGap)
  outcome.needWeightedByAcuity?.forEach((estimate, index) => {
    add('needWeightedPart', 'weighted minutes', estimate, '', index + 1)
  })
  for (const group of outcome.byGroup) {
    for (const [measure, unit] of groupMeasures) add(measure, unit, group[measure], group.groupId)
    addAccess(group.access, add, group.groupId)
    if (group.needWeightedWait) add('needWeightedWait', 'weighted minutes', group.needWeightedWait, group.groupId)
    if (group.needWeightedExcess) add('needWeightedExcess', 'weighted minutes', group.needWeightedExcess, group.groupId)
    for (const cell of group.byAcuity)
      for (const [measure, unit] of cellMeasures) add(measure, unit, cell[measure], group.groupId, cell.acuity)
  }
}

function addAccess(access: PolicyOutcome['access'], add: Add, group = ''): void {
  if (access) for (const [part, measure] of accessMeasures) add(measure, 'fraction', access[part], group)
}

function addComparison(comparison: Comparison, add: Add): void {
  for (const [measure, unit] of differenceMeasures) add(`${measure}Difference`, unit, comparison[measure])
  for (const { groupId, difference } of comparison.waitMinutesByGroup)
    add('waitMinutesDifference', 'minutes', difference, groupId)
  if (comparison.needWeightedGap) add('needWeightedGapDifference', 'weighted minutes', comparison.needWeightedGap)
  comparison.needWeightedByAcuity?.forEach((estimate, index) => {
    add('needWeightedPartDifference', 'weighted minutes', estimate, '', index + 1)
  })
  for (const { groupId, difference } of comparison.needWeightedByGroup ?? [])
    add('needWeightedWaitDifference', 'weighted minutes', difference, groupId)
  if (comparison.decisions) addDecisions(comparison.decisions, add)
  if (comparison.accessFailed) add('accessFailedDifference', 'fraction', comparison.accessFailed)
  add('varianceReductionFactor', 'times', { mean: comparison.varianceReductionFactor })
}

/** Of classes: acuity is what triage assigned. */
function addDecisions({ otherwise, byClass }: NonNullable<Comparison['decisions']>, add: Add): void {
  add('decidedOtherwise', 'fraction', otherwise)
  for (const { groupId, acuity, movedUp, movedDown, waitMinutes } of byClass) {
    add('servedEarlier', 'fraction', movedUp, groupId, acuity)
    add('passedOver', 'fraction', movedDown, groupId, acuity)
    add('assignedWaitMinutesDifference', 'minutes', waitMinutes, groupId, acuity)
  }
}

function poolName(pool: SeedPool, pools: readonly SeedPool[]): string {
  const usual = ({ fairnessWeight, readsGroups }: SeedPool) => `pool:${fairnessWeight}${readsGroups ? '' : '-group-blind'}`
  const isOnly = pools.every((other) => other === pool || usual(other) !== usual(pool))
  return isOnly ? usual(pool) : `${usual(pool)}-${pool.scenario}-${pool.decisions}`
}

function addPool(pool: SeedPool, name: string, writer: (policy: string) => Add): void {
  addPooled(pool.outcome, '', writer(name))
  for (const { against, pooled, bySeed } of pool.contrasts) {
    addPooled(pooled, 'Difference', writer(`${name}:${against}`))
    for (const seed of bySeed)
      for (const measure of pooledMeasures)
        writer(`seed:${seed.policy}:${against}`)(`${measure}Difference`, pooledUnits[measure], seed[measure])
  }
}

function addPooled(pooled: SeedPool['outcome'], suffix: string, add: Add): void {
  for (const measure of pooledMeasures) {
    const { overSeeds, overall, interquartileMean } = pooled[measure]
    const unit = pooledUnits[measure]
    add(`${measure}${suffix}OverTrainings`, unit, overSeeds)
    add(`${measure}${suffix}OverTrainingsAndPatients`, unit, overall)
    if (interquartileMean !== null) add(`${measure}${suffix}InterquartileMean`, unit, { ...interquartileMean, n: overSeeds.n })
  }
}

function addChange(candidate: Recommendation, add: Add): void {
  for (const [measure, unit] of changeMeasures) add(`${measure}Difference`, unit, candidate[measure])
  for (const { groupId, waitMinutes } of candidate.byGroup) add('waitMinutesDifference', 'minutes', waitMinutes, groupId)
}
