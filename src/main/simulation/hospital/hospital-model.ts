import type { Distribution } from '../../../shared/distribution.ts'
import { meanMinutesOf } from '../../../shared/distribution.ts'
import { logGamma } from '../../../shared/gamma-function.ts'
import { acuityLevels, hoursPerDay, type Scenario } from '../../../shared/scenario.ts'
import { assemblePathway, type Operation } from '../assemble-pathway.ts'
import { disciplineCodes, type PathwayModel } from '../pathway-model.ts'
import { outOfPatience } from '../recorder.ts'
import { constantUnits, unitsByHour } from '../schedule.ts'

/** Resources, duration columns and marks of the hospital's pathway. */
export const careSpace = 0
export const clinician = 1
const durationColumns = { clinician: 0, afterClinician: 1, boarding: 2, patience: 3, worsensAfter: 4 } as const
const codeColumns = { admitted: 0, classWhenWorse: 1 } as const

/**
 * Care takes a space and a clinician at once; the clinician goes on to the next patient, the space stays taken until treatment ends and,
 * for those admitted, until a ward bed or a transfer is found.
 */
const hospitalProgram: readonly Operation[] = [
  { seize: 0 },
  { delay: durationColumns.clinician },
  { release: clinician, units: 1 },
  { delay: durationColumns.afterClinician },
  { branch: codeColumns.admitted, to: [5, 7] },
  { release: careSpace, units: 1 },
  { exit: 0 },
  { delay: durationColumns.boarding },
  { release: careSpace, units: 1 },
  { exit: 1 },
  { exit: outOfPatience },
]
export const boardingStep = 7

/** Durations by row (group x acuity, or acuity): a distribution's kind, its scale in minutes and its spread (sigma) or shape. */
export interface DurationTable {
  readonly kind: Uint8Array
  readonly scale: Float64Array
  readonly sigma: Float64Array
  readonly meanMinutes: Float64Array
}
export const durationKinds = { never: 0, constant: 1, exponential: 2, lognormal: 3, gamma: 4, weibull: 5 } as const

/**
 * A scenario as flat tables. Rows "group x acuity" are `group * 5 + acuity`, acuity counted from 0 (most urgent); a decision class is
 * group x assigned acuity in the same order.
 */
export interface HospitalModel {
  readonly scenario: Scenario
  readonly pathway: PathwayModel
  readonly groups: number
  readonly classes: number
  readonly classGroup: Uint8Array
  readonly classAcuity: Uint8Array
  /** Minutes to the start of care that the scenario aims at, by acuity. */
  readonly targetMinutes: Float64Array
  readonly arrivalsPerHour: Float64Array
  readonly weekdayFactor: Float64Array
  /** Cumulative shares: hour x group, and group x acuity. */
  readonly groupByHour: Float64Array
  readonly acuityByGroup: Float64Array
  /** Probability of being triaged one level less, and one level more, urgent than true: group x acuity. */
  readonly underTriage: Float64Array
  readonly overTriage: Float64Array
  readonly spaceMinutes: DurationTable
  readonly clinicianMinutes: DurationTable
  readonly boardingMinutes: DurationTable
  readonly patienceMinutes: DurationTable
  readonly admissionProbability: Float64Array
  /** Mean minutes of waiting until the condition gets worse, by acuity; Infinity: never. */
  readonly worseningMeanMinutes: Float64Array
  readonly worseningNoticed: Float64Array
}

/** Compiles a checked scenario. */
export function compileScenario(scenario: Scenario): HospitalModel {
  const { groups, care, admission, patience, resources } = scenario
  const rows = groups.length * acuityLevels
  const byRow = (value: (group: Scenario['groups'][number], acuity: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => value(groups[Math.floor(row / acuityLevels)]!, row % acuityLevels))
  const durations = (of: (acuity: number) => Distribution | null, factor: (group: Scenario['groups'][number]) => number) =>
    durationTable(
      Array.from({ length: rows }, (_, row) => [of(row % acuityLevels), factor(groups[Math.floor(row / acuityLevels)]!)]),
    )
  return {
    scenario,
    pathway: assemblePathway({
      operations: hospitalProgram,
      stepNames: hospitalProgram.map(() => 'care'),
      classes: rows,
      resources: [
        { name: 'care-space', schedule: constantUnits(resources.careSpaces), handOver: false, numbered: false },
        { name: 'clinician', schedule: unitsByHour(resources.cliniciansByHour), handOver: false, numbered: false },
      ],
      queues: [
        {
          name: 'waiting-room',
          discipline: disciplineCodes.controlled,
          lineOf: Array.from({ length: rows }, (_, row) => row),
          weights: Array.from({ length: rows }, (_, row) => row),
          preemption: 'none',
          places: Number.POSITIVE_INFINITY,
          balking: [],
          crowding: patience.crowding,
          overtaking: false,
        },
      ],
      requests: [
        {
          step: 'care',
          queue: 0,
          needs: [
            { resource: careSpace, units: 1 },
            { resource: clinician, units: 1 },
          ],
          patience: durationColumns.patience,
          worsensAfter: durationColumns.worsensAfter,
          worseClass: codeColumns.classWhenWorse,
          balkingDraw: -1,
          whenFull: -1,
          whenBalked: -1,
          whenOutOfPatience: hospitalProgram.length - 1,
        },
      ],
    }),
    groups: groups.length,
    classes: rows,
    classGroup: Uint8Array.from({ length: rows }, (_, row) => Math.floor(row / acuityLevels)),
    classAcuity: Uint8Array.from({ length: rows }, (_, row) => row % acuityLevels),
    targetMinutes: Float64Array.from(scenario.targets.minutes),
    arrivalsPerHour: Float64Array.from(scenario.arrivals.ratePerHour),
    weekdayFactor: Float64Array.from(scenario.arrivals.weekdayFactor),
    groupByHour: Float64Array.from({ length: hoursPerDay }, (_, hour) => hour).reduce(
      (table, hour) => {
        table.set(cumulative(groupSharesAt(scenario, hour)), hour * groups.length)
        return table
      },
      new Float64Array(hoursPerDay * groups.length),
    ),
    acuityByGroup: Float64Array.from(groups.flatMap((group) => cumulative(group.acuityMix))),
    underTriage: byRow((group, acuity) =>
      acuity === acuityLevels - 1 ? 0 : group.underTriage * scenario.triage.underByAcuity[acuity]!,
    ),
    overTriage: byRow((group, acuity) => (acuity === 0 ? 0 : group.overTriage * scenario.triage.overByAcuity[acuity]!)),
    spaceMinutes: durations(
      (acuity) => care.spaceMinutes[acuity]!,
      (group) => group.spaceTimeFactor,
    ),
    clinicianMinutes: durations(
      (acuity) => care.clinicianMinutes[acuity]!,
      (group) => group.clinicianTimeFactor,
    ),
    boardingMinutes: durations(
      () => admission.boardingMinutes,
      (group) => group.boardingFactor,
    ),
    patienceMinutes: durations(
      (acuity) => patience.minutes[acuity]!,
      (group) => group.patienceFactor,
    ),
    admissionProbability: byRow((group, acuity) => Math.min(1, admission.probability[acuity]! * group.admissionFactor)),
    worseningMeanMinutes: Float64Array.from(scenario.deterioration.meanMinutes, (mean, acuity) =>
      mean === null || acuity === 0 ? Number.POSITIVE_INFINITY : mean,
    ),
    worseningNoticed: Float64Array.from(groups, (group) => group.deteriorationNoticed),
  }
}

/** Shares of the groups among the arrivals of one hour of the day; they add up to 1. */
function groupSharesAt(scenario: Scenario, hour: number): number[] {
  const tilted = scenario.groups.map((group) => group.share * group.hourFactor[hour]!)
  const total = tilted.reduce((sum, share) => sum + share, 0)
  return total > 0 ? tilted.map((share) => share / total) : scenario.groups.map((group) => group.share)
}

/** Running sums, the last of them exactly 1 so that rounding never leaves a patient without a row. */
export function cumulative(shares: readonly number[]): number[] {
  let sum = 0
  const total = shares.reduce((all, share) => all + share, 0)
  return shares.map((share, index) => {
    sum += share / total
    return index === shares.length - 1 ? 1 : sum
  })
}

function durationTable(rows: readonly (readonly [Distribution | null, number])[]): DurationTable {
  const table: DurationTable = {
    kind: new Uint8Array(rows.length),
    scale: new Float64Array(rows.length),
    sigma: new Float64Array(rows.length),
    meanMinutes: new Float64Array(rows.length),
  }
  rows.forEach(([distribution, factor], row) => {
    if (distribution === null) {
      table.meanMinutes[row] = Number.POSITIVE_INFINITY
      return
    }
    table.kind[row] = durationKinds[distribution.distribution]
    table.scale[row] = factor * scaleOf(distribution)
    table.sigma[row] = spreadOf(distribution)
    table.meanMinutes[row] = factor * meanMinutesOf(distribution)
  })
  return table
}

function scaleOf(distribution: Distribution): number {
  switch (distribution.distribution) {
    case 'constant':
      return distribution.minutes
    case 'exponential':
      return distribution.meanMinutes
    case 'lognormal':
      return distribution.medianMinutes
    case 'gamma':
      return distribution.meanMinutes / distribution.shape
    case 'weibull':
      return distribution.meanMinutes / Math.exp(logGamma(1 + 1 / distribution.shape))
  }
}

function spreadOf(distribution: Distribution): number {
  switch (distribution.distribution) {
    case 'constant':
    case 'exponential':
      return 0
    case 'lognormal':
      return distribution.sigma
    case 'gamma':
    case 'weibull':
      return distribution.shape
  }
}
