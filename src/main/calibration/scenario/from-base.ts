import type { Scenario } from '../../../shared/scenario.ts'
import type { FromBase } from '../care/care-freedom.ts'
import type { Visits } from '../visits/visits.ts'
import type { Fits } from './fitted-scenario.ts'

/** What no column of any visits file tells. */
const neverTold: readonly FromBase[] = [
  {
    path: 'care.clinicianMinutes',
    label: "Clinician's own time",
    reason: 'visits show how long a space was taken, not how long a clinician was busy',
  },
  {
    path: 'triage',
    label: 'Errors of triage',
    reason: 'visits show the level that triage gave, not the one that was needed; need is worked out with the errors of the base',
  },
  { path: 'deterioration', label: 'Getting worse while waiting', reason: 'visits do not show it' },
  {
    path: 'patience.crowding',
    label: 'How crowding wears patience down',
    reason: 'taken from the base, so that patience itself can be fitted',
  },
  {
    path: 'resources',
    label: 'Care spaces and clinicians on duty',
    reason: 'visits do not show what was staffed; put in your own',
  },
  { path: 'targets', label: 'Targets', reason: 'a choice, not a measurement' },
  { path: 'cost', label: 'What waiting weighs', reason: 'a judgement of value, not a measurement' },
]

/** All that keeps the base's value, and why. */
export function fromBaseList(scenario: Scenario, fits: Fits, visits: Visits, areGroupsKnown: boolean): FromBase[] {
  const { arrivals, groups, care, boarding } = fits
  const list: FromBase[] = []
  if (arrivals.weekdayFactor === null)
    list.push({
      path: 'arrivals.weekdayFactor',
      label: 'Arrivals by weekday',
      reason: 'the file does not hold every weekday at least twice',
    })
  if (arrivals.dayVariation === null)
    list.push({ path: 'arrivals.dayVariation', label: 'Day-to-day variation', reason: 'the file holds too few days' })
  if (!areGroupsKnown) list.push({ path: 'groups', label: 'Groups and their shares', reason: 'the file tells no groups apart' })
  else if (groups !== null && groups.hourFactor === null)
    list.push({
      path: 'groups[].hourFactor',
      label: 'Hours of the groups',
      reason: "the visits agree with the base's hours, which are kept",
    })
  if (care === null)
    list.push(
      { path: 'groups[].acuityMix', label: 'True acuity of each group', reason: 'the file has only arrivals' },
      { path: 'care.spaceMinutes', label: 'Time in the care space', reason: 'the file has only arrivals' },
      { path: 'admission.probability', label: 'Admission', reason: 'the file has only arrivals' },
      { path: 'patience.minutes', label: 'Patience', reason: 'the file has only arrivals' },
    )
  else list.push(...care.freedom.fromBase)
  if (boarding === null)
    list.push({
      path: 'admission.boardingMinutes',
      label: 'Wait for a ward bed',
      reason: visits.fields.has('readyToLeave')
        ? 'too few admitted visits with the time when they were ready to leave'
        : 'the file has no column that tells when treatment ended and the wait for a bed began',
    })
  else
    scenario.groups.forEach(({ label }, group) => {
      if (!boarding.factor[group])
        list.push({
          path: `groups[${group}].boardingFactor`,
          label: `Wait for a ward bed, factor of ${label}`,
          reason: group === care?.freedom.reference ? 'the largest group is the measure of the others' : 'too few visits tell it',
        })
    })
  return [...list, ...neverTold]
}
