import type { Distribution } from '../../../shared/distribution.ts'
import type { Arrival, ChoiceRule } from '../../../shared/model/arrivals.ts'
import type { Attribute } from '../../../shared/model/attribute.ts'
import type { ModelDistribution } from '../../../shared/model/distribution.ts'
import type { ModelDocument } from '../../../shared/model/document.ts'
import type { Cases } from '../../../shared/model/primitives.ts'
import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { minutesPerDay, minutesPerHour } from '../../../shared/time.ts'

type Group = Scenario['groups'][number]
type Surge = NonNullable<Scenario['arrivals']['surge']>

/** Minutes after the incident at which the arrival phases of casualties begin and end. */
const surgePhases = [0, 60, 90, 240]
const leastInjuredFirstMinutes = 90
const usualReplications = 100

/** Names that the compiled hospital asks for. */
export const attributeNames = {
  group: 'group',
  trueAcuity: 'true-acuity',
  assignedAcuity: 'assigned-acuity',
  admitted: 'admitted',
  clinicianMinutes: 'clinician-time',
  afterClinicianMinutes: 'after-clinician',
  boardingMinutes: 'boarding',
} as const
export const boardingStepName = 'board'

/** Acuity counted from 0, as a label. */
const level = (acuity: number) => `level-${acuity + 1}`
const levels = Array.from({ length: acuityLevels }, (_, acuity) => level(acuity))

export interface HospitalOptions {
  /** Care spaces have numbers, for somebody who looks on; what happens is the same. */
  readonly numberedSpaces?: boolean
}

/**
 * A scenario as a model document. What is drawn about a patient stands in the order of its random numbers, two to a draw: the order is part of
 * what makes runs reproducible.
 */
export function hospitalDocument(scenario: Scenario, { numberedSpaces = false }: HospitalOptions = {}): ModelDocument {
  const { groups, resources, patience, run } = scenario
  const classes = classNames(groups)
  const warmUp = run.warmUpHours * minutesPerHour
  return {
    format: 'fairward-model',
    version: 1,
    name: scenario.name,
    title: scenario.title,
    description: scenario.description,
    timeUnit: 'minutes',
    classes,
    arrivals: arrivalsOf(scenario),
    attributes: attributesOf(scenario, classes),
    resources: [
      { name: 'care-space', units: resources.careSpaces, ...(numberedSpaces && { individual: true }) },
      { name: 'clinician', units: { byHour: resources.cliniciansByHour } },
    ],
    queues: [
      {
        name: 'waiting-room',
        discipline: 'policy',
        order: levels.map((_, acuity) => classes.filter((_, index) => index % acuityLevels === acuity)),
        patience: 'patience',
        crowding: patience.crowding,
        classChange: { after: 'worsens-after', to: classWhenWorse(scenario, classes) },
      },
    ],
    steps: [
      { name: 'start-care', do: 'seize', resources: { 'care-space': 1, clinician: 1 }, queue: 'waiting-room' },
      { name: 'see-clinician', do: 'delay', duration: attributeNames.clinicianMinutes },
      { name: 'free-clinician', do: 'release', resources: { clinician: 1 } },
      { name: 'treat', do: 'delay', duration: attributeNames.afterClinicianMinutes },
      {
        name: 'decide-on-admission',
        do: 'branch',
        to: [{ when: { [attributeNames.admitted]: 'yes' }, step: boardingStepName }, { step: 'clear-space' }],
      },
      { name: 'clear-space', do: 'release', resources: { 'care-space': 1 } },
      { name: 'discharged', do: 'exit' },
      { name: boardingStepName, do: 'delay', duration: attributeNames.boardingMinutes },
      { name: 'clear-boarding-space', do: 'release', resources: { 'care-space': 1 } },
      { name: 'admitted', do: 'exit' },
    ],
    run: {
      kind: 'terminating',
      horizon: warmUp + run.days * minutesPerDay,
      warmUp,
      replications: usualReplications,
      seed: 1,
    },
  }
}

/** A class is a group with an assigned acuity: `group * 5 + acuity`, in this order. */
function classNames(groups: readonly Group[]): string[] {
  const longest = 50
  const isShort = groups.every(({ id }) => id.length <= longest)
  return groups.flatMap(({ id }, index) => levels.map((name) => `${isShort ? id : `group-${index + 1}`}-${name}`))
}

function arrivalsOf({ arrivals, groups }: Scenario): Arrival[] {
  const { ratePerHour, weekdayFactor, dayVariation, surge } = arrivals
  const everybody: Arrival = {
    name: 'patients',
    process: { process: 'poisson-by-hour', ratePerHour, weekdayFactor, dayVariation },
  }
  return surge === null ? [everybody] : [everybody, casualtiesOf(surge, groups)]
}

/** The walking wounded come first: the share of levels 1 and 2 starts lower, and rises in a straight line. */
function casualtiesOf(surge: Surge, groups: readonly Group[]): Arrival {
  const incident = (surge.day - 1) * minutesPerDay + surge.hour * minutesPerHour
  return {
    name: 'casualties',
    process: {
      process: 'spread',
      patients: surge.casualties,
      bounds: surgePhases.map((minutes) => incident + minutes),
      shares: surge.arrivalShares,
    },
    attributes: {
      [attributeNames.group]: { shares: shareByLabel(idsOf(groups), surge.groupShares) },
      [attributeNames.trueAcuity]: {
        sharesByTime: [
          { at: incident, shares: shareByLabel(levels, firstCasualtiesMix(surge)) },
          { at: incident + leastInjuredFirstMinutes, shares: shareByLabel(levels, surge.acuityMix) },
        ],
      },
    },
  }
}

/** Acuity shares right after the incident: what levels 1 and 2 lack goes to levels 4 and 5 (70 : 30). */
function firstCasualtiesMix({ acuityMix, leastInjuredFirst }: Surge): number[] {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = acuityMix
  const moved = (first + second) * leastInjuredFirst
  const stays = 1 - leastInjuredFirst
  return [first * stays, second * stays, third, fourth + 0.7 * moved, fifth + 0.3 * moved]
}

function attributesOf(scenario: Scenario, classes: readonly string[]): Attribute[] {
  const { groups, care, admission, patience, deterioration } = scenario
  const ids = idsOf(groups)
  const worsens = (acuity: number) => (acuity === 0 ? null : deterioration.meanMinutes[acuity]!)
  return [
    {
      name: attributeNames.group,
      values: ids,
      choose: { sharesByHour: Array.from({ length: 24 }, (_, hour) => shareByLabel(ids, groupSharesAt(groups, hour))) },
    },
    {
      name: attributeNames.trueAcuity,
      values: levels,
      choose: byGroup(groups, ({ acuityMix }): ChoiceRule => ({ shares: shareByLabel(levels, acuityMix) })),
    },
    // From the least urgent: small numbers are triaged too low.
    {
      name: attributeNames.assignedAcuity,
      values: levels.toReversed(),
      choose: byGroupAndAcuity(groups, (group, acuity) => triageRule(scenario, group, acuity)),
    },
    {
      name: attributeNames.admitted,
      values: ['yes', 'no'],
      choose: byGroupAndAcuity(groups, ({ admissionFactor }, acuity) =>
        yesOrNo(Math.min(1, admission.probability[acuity]! * admissionFactor)),
      ),
    },
    {
      name: 'space-time',
      duration: byGroupAndAcuity(groups, ({ spaceTimeFactor }, acuity) => scaled(care.spaceMinutes[acuity]!, spaceTimeFactor)),
    },
    {
      name: attributeNames.clinicianMinutes,
      duration: byGroupAndAcuity(groups, ({ clinicianTimeFactor }, acuity) =>
        scaled(care.clinicianMinutes[acuity]!, clinicianTimeFactor),
      ),
    },
    {
      name: 'wait-for-bed',
      duration: {
        cases: [
          { when: { [attributeNames.admitted]: 'no' }, use: { distribution: 'constant', value: 0 } },
          ...byGroup(groups, ({ boardingFactor }) => scaled(admission.boardingMinutes, boardingFactor)).cases,
        ],
      },
    },
    {
      name: 'patience',
      duration: byGroupAndAcuity(groups, ({ patienceFactor }, acuity) => {
        const minutes = patience.minutes[acuity]!
        return minutes === null ? { distribution: 'never' } : scaled(minutes, patienceFactor)
      }),
    },
    {
      name: 'worsens-after',
      duration: byAcuity((acuity): ModelDistribution => {
        const mean = worsens(acuity)
        return mean === null ? { distribution: 'never' } : { distribution: 'exponential', mean }
      }),
    },
    {
      name: 'noticed',
      values: ['yes', 'no'],
      choose: byGroup(groups, ({ deteriorationNoticed }) => yesOrNo(deteriorationNoticed)),
    },
    // The space is taken for at least as long as the clinician, and no longer than the cap by those who wait for a bed.
    {
      name: attributeNames.afterClinicianMinutes,
      formula: { largest: [0, { difference: ['space-time', attributeNames.clinicianMinutes] }] },
    },
    { name: attributeNames.boardingMinutes, formula: { smallest: ['wait-for-bed', admission.boardingCapMinutes] } },
    { name: 'class', values: [...classes], choose: byClass(groups, classes, (name): ChoiceRule => ({ is: name })) },
  ]
}

/** Shares of the groups among the arrivals of one hour of the day; they add up to 1. */
function groupSharesAt(groups: readonly Group[], hour: number): number[] {
  const tilted = groups.map((group) => group.share * group.hourFactor[hour]!)
  const total = tilted.reduce((sum, share) => sum + share, 0)
  return total > 0 ? tilted.map((share) => share / total) : groups.map((group) => group.share)
}

function triageRule({ triage }: Scenario, group: Group, acuity: number): ChoiceRule {
  const under = acuity === acuityLevels - 1 ? 0 : group.underTriage * triage.underByAcuity[acuity]!
  const over = acuity === 0 ? 0 : group.overTriage * triage.overByAcuity[acuity]!
  return {
    shares: {
      ...(under > 0 ? { [level(acuity + 1)]: under } : {}),
      [level(acuity)]: Math.max(0, 1 - under - over),
      ...(over > 0 ? { [level(acuity - 1)]: over } : {}),
    },
  }
}

/** One level more urgent than the need at arrival, if staff notice and the patient is not as urgent already. */
function classWhenWorse({ groups }: Scenario, classes: readonly string[]): Cases<string> {
  const noticed = groups.flatMap(({ id }, group) =>
    levels.slice(1).map((name, index) => ({
      when: {
        noticed: 'yes',
        [attributeNames.group]: id,
        [attributeNames.trueAcuity]: name,
        [attributeNames.assignedAcuity]: levels.slice(index),
      },
      use: classes[group * acuityLevels + index]!,
    })),
  )
  return { cases: [...noticed, ...byClass(groups, classes, (name) => name).cases] }
}

const idsOf = (groups: readonly Group[]) => groups.map(({ id }) => id)

const yesOrNo = (probability: number): ChoiceRule => ({ shares: { yes: probability, no: 1 - probability } })

function shareByLabel(labels: readonly string[], shares: readonly number[]): Record<string, number> {
  return Object.fromEntries(labels.map((label, index) => [label, shares[index]!]))
}

function byGroup<T>(groups: readonly Group[], use: (group: Group) => T) {
  return { cases: groups.map((group) => ({ when: { [attributeNames.group]: group.id }, use: use(group) })) }
}

function byAcuity<T>(use: (acuity: number) => T) {
  return { cases: levels.map((name, acuity) => ({ when: { [attributeNames.trueAcuity]: name }, use: use(acuity) })) }
}

function byGroupAndAcuity<T>(groups: readonly Group[], use: (group: Group, acuity: number) => T) {
  return {
    cases: groups.flatMap((group) =>
      levels.map((name, acuity) => ({
        when: { [attributeNames.group]: group.id, [attributeNames.trueAcuity]: name },
        use: use(group, acuity),
      })),
    ),
  }
}

/** By group and assigned acuity. */
function byClass<T>(groups: readonly Group[], classes: readonly string[], use: (name: string) => T) {
  return {
    cases: groups.flatMap(({ id }, group) =>
      levels.map((name, acuity) => ({
        when: { [attributeNames.group]: id, [attributeNames.assignedAcuity]: name },
        use: use(classes[group * acuityLevels + acuity]!),
      })),
    ),
  }
}

/** A distribution of a scenario, times a factor. */
function scaled(distribution: Distribution, factor: number): ModelDistribution {
  switch (distribution.distribution) {
    case 'constant':
      return { distribution: 'constant', value: factor * distribution.minutes }
    case 'exponential':
      return { distribution: 'exponential', mean: factor * distribution.meanMinutes }
    case 'lognormal':
      return { distribution: 'lognormal', median: factor * distribution.medianMinutes, sigma: distribution.sigma }
    case 'gamma':
    case 'weibull':
      return {
        distribution: distribution.distribution,
        mean: factor * distribution.meanMinutes,
        shape: distribution.shape,
      }
  }
}
