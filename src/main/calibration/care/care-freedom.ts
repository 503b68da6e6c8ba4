import type { CalibrationResult } from '../../../shared/calibration.ts'
import { formatCount } from '../../../shared/format.ts'
import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import type { DurationFamily } from '../durations/duration-family.ts'
import { CareLikelihood } from './care-likelihood.ts'
import { careModel, type Freedom, slotLayout } from './care-parameters.ts'
import type { CareVisits } from './care-visits.ts'
import { triageConfusion } from './triage-confusion.ts'

/** Fewest visits, weighted by the probability of a level, from which a number of its own is fitted. */
const fewestAtLevel = 20
/** Leaving is rare and its levels overlap: fewer tell more of chance than of patience. */
const fewestLeavers = 50
const fewestInGroup = 50

/** A field of the scenario that keeps the base's value, and why. */
export type FromBase = CalibrationResult['fromBase'][number]

/** What is fitted, and for what is not, why. */
export interface CareFreedom {
  readonly freedom: Freedom
  readonly neverLeaves: readonly boolean[]
  /** The group whose factors keep the base's value, so that levels and factors can be told apart; the largest. */
  readonly reference: number
  readonly fromBase: readonly FromBase[]
}

/** Decides by how much the visits tell, weighted as the base sees them. */
export function careFreedom(scenario: Scenario, visits: CareVisits, stayFamilies: readonly DurationFamily[]): CareFreedom {
  const groups = scenario.groups.length
  const layout = slotLayout(groups)
  const neverLeaves = scenario.patience.minutes.map((minutes) => minutes === null)
  const tell = countWhatTells(scenario, visits, neverLeaves)
  allowLeaving(scenario, visits, neverLeaves)
  const hasTriage = tell.triaged >= fewestInGroup
  const hasGroups = tell.triagedByGroup.some((count) => count > 0) || visits.group.some((group) => group >= 0)
  const reference = tell.byGroup.indexOf(Math.max(...tell.byGroup))
  const own = new Set<number>()
  const shared: number[][] = []
  const fromBase: FromBase[] = []
  const keep = (path: string, label: string, reason: string) => fromBase.push({ path, label, reason })
  const nameOf = (group: number) => scenario.groups[group]!.label
  const levels = Array.from({ length: acuityLevels }, (_, acuity) => acuity)
  const everyGroup = Array.from({ length: groups }, (_, group) => group)
  const leftUnseen = ['visit that left unseen', 'visits that left unseen'] as const
  /** Counts are weighted by probability, so they are rounded. */
  const few = (count: number, [one, many]: readonly [string, string], fewest = fewestAtLevel) =>
    count < 0.5 ? `no ${many} in the file` : `only about ${formatCount(Math.round(count), one, many)}; ${fewest} are needed`

  if (!hasTriage) keep('groups[].acuityMix', 'True acuity of each group', 'the file has no triage levels')
  else if (!hasGroups) {
    const most = tell.triagedByLevel.indexOf(Math.max(...tell.triagedByLevel))
    for (const acuity of levels) if (acuity !== most) shared.push(everyGroup.map((group) => layout.mix(group, acuity)))
  } else
    for (const group of everyGroup) {
      if (tell.triagedByGroup[group]! < fewestInGroup) {
        keep(
          `groups[${group}].acuityMix`,
          `True acuity, ${nameOf(group)}`,
          few(tell.triagedByGroup[group]!, ['visit with a triage level', 'visits with a triage level'], fewestInGroup),
        )
        continue
      }
      const counts = levels.map((acuity) => tell.triagedByGroupAndLevel[group * acuityLevels + acuity]!)
      const most = counts.indexOf(Math.max(...counts))
      for (const acuity of levels) if (acuity !== most) own.add(layout.mix(group, acuity))
    }

  const stays = tell.stays.reduce((sum, count) => sum + count, 0)
  if (stays < fewestInGroup)
    keep(
      'care.spaceMinutes',
      'Time in the care space',
      'the file has too few visits with start of care, departure and disposition',
    )
  else if (!hasTriage) shared.push(levels.map((acuity) => layout.stayTypical(acuity)))
  else
    for (const acuity of levels) {
      if (tell.stays[acuity]! < fewestAtLevel)
        keep(
          `care.spaceMinutes[${acuity}]`,
          `Time in the care space, acuity ${acuity + 1}`,
          few(tell.stays[acuity]!, ['such stay', 'such stays']),
        )
      else {
        own.add(layout.stayTypical(acuity))
        if (stayFamilies[acuity]!.parameters === 2) own.add(layout.staySpread(acuity))
      }
    }

  const seen = tell.seen.reduce((sum, count) => sum + count, 0)
  if (seen < fewestInGroup)
    keep('admission.probability', 'Admission', 'the file has too few visits with start of care and disposition')
  else if (!hasTriage) shared.push(levels.map((acuity) => layout.admission(acuity)))
  else
    for (const acuity of levels) {
      if (tell.seen[acuity]! < fewestAtLevel)
        keep(
          `admission.probability[${acuity}]`,
          `Admission, acuity ${acuity + 1}`,
          few(tell.seen[acuity]!, ['such visit', 'such visits']),
        )
      else own.add(layout.admission(acuity))
    }

  const leavers = tell.leavers.reduce((sum, count) => sum + count, 0)
  const patienceLevels: number[] = []
  if (leavers < fewestLeavers) keep('patience.minutes', 'Patience', few(leavers, leftUnseen, fewestLeavers))
  else if (!hasTriage) shared.push(levels.map((acuity) => layout.patienceTypical(acuity)))
  else
    for (const acuity of levels) {
      if (neverLeaves[acuity] || tell.leavers[acuity]! < fewestLeavers)
        keep(
          `patience.minutes[${acuity}]`,
          `Patience, acuity ${acuity + 1}`,
          neverLeaves[acuity]
            ? 'nobody of this acuity had to leave unseen'
            : few(tell.leavers[acuity]!, leftUnseen, fewestLeavers),
        )
      else {
        patienceLevels.push(acuity)
        own.add(layout.patienceTypical(acuity))
        own.add(layout.patienceSpread(acuity))
      }
    }

  const factors = [
    ['spaceTimeFactor', 'Time in the care space', tell.staysByGroup, layout.stayFactor, stays >= fewestInGroup, fewestInGroup],
    ['admissionFactor', 'Admission', tell.seenByGroup, layout.admissionFactor, seen >= fewestInGroup, fewestInGroup],
    ['patienceFactor', 'Patience', tell.leaversByGroup, layout.patienceFactor, patienceLevels.length > 0, fewestLeavers],
  ] as const
  for (const [field, what, counts, slot, isFitted, fewest] of factors)
    for (const group of everyGroup) {
      const label = `${what}, factor of ${nameOf(group)}`
      if (!hasGroups) keep(`groups[${group}].${field}`, label, 'the file has no groups')
      else if (group === reference)
        keep(
          `groups[${group}].${field}`,
          label,
          'the largest group is the measure of the others; its own factor keeps the value of the base',
        )
      else if (!isFitted || counts[group]! < fewest) keep(`groups[${group}].${field}`, label, 'too few visits tell it')
      else own.add(slot(group))
    }
  return { freedom: { own, shared }, neverLeaves, reference, fromBase }
}

/** Visits by what they tell, by level (weighted by probability) and by group. */
function countWhatTells(scenario: Scenario, visits: CareVisits, neverLeaves: readonly boolean[]) {
  const groups = scenario.groups.length
  const asBase = new CareLikelihood(careModel(scenario, { own: new Set(), shared: [] }, null, neverLeaves), visits)
  const posteriors = asBase.posteriors(new Float64Array(0))
  const byLevel = () => new Array<number>(acuityLevels).fill(0)
  const ofGroups = () => new Array<number>(groups).fill(0)
  const tell = {
    ...{ triaged: 0, triagedByLevel: byLevel(), triagedByGroup: ofGroups(), byGroup: ofGroups() },
    triagedByGroupAndLevel: new Array<number>(groups * acuityLevels).fill(0),
    ...{ stays: byLevel(), seen: byLevel(), leavers: byLevel() },
    ...{ staysByGroup: ofGroups(), seenByGroup: ofGroups(), leaversByGroup: ofGroups() },
  }
  for (let visit = 0; visit < visits.count; visit++) {
    const group = visits.group[visit]!
    const assigned = visits.assigned[visit]!
    const isStay = visits.stayMinutes[visit]! > 0
    const isSeen = visits.admitted[visit]! >= 0
    const isLeaver = visits.left[visit] === 1 && visits.patienceUsed[visit]! > 0
    if (group >= 0) {
      tell.byGroup[group]!++
      if (isStay) tell.staysByGroup[group]!++
      if (isSeen) tell.seenByGroup[group]!++
      if (isLeaver) tell.leaversByGroup[group]!++
    }
    if (assigned >= 0) {
      tell.triaged++
      tell.triagedByLevel[assigned]!++
      if (group >= 0) {
        tell.triagedByGroup[group]!++
        tell.triagedByGroupAndLevel[group * acuityLevels + assigned]!++
      }
    }
    for (let acuity = 0; acuity < acuityLevels; acuity++) {
      const weight = posteriors[visit * acuityLevels + acuity]!
      if (isStay) tell.stays[acuity]! += weight
      if (isSeen) tell.seen[acuity]! += weight
      if (isLeaver) tell.leavers[acuity]! += weight
    }
  }
  return tell
}

/** A level that never leaves in the base may leave where somebody left whose true acuity could be no other. */
function allowLeaving(scenario: Scenario, visits: CareVisits, neverLeaves: boolean[]): void {
  const confusion = triageConfusion(scenario)
  for (let visit = 0; visit < visits.count; visit++) {
    const assigned = visits.assigned[visit]!
    if (visits.left[visit] !== 1 || assigned < 0) continue
    const group = Math.max(0, visits.group[visit]!)
    const isPossible = neverLeaves.some(
      (never, acuity) => !never && confusion[(group * acuityLevels + acuity) * acuityLevels + assigned]! > 0,
    )
    if (!isPossible) neverLeaves[assigned] = false
  }
}
