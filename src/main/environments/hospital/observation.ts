import { acuityLevels } from '../../../shared/scenario.ts'
import type { HospitalModel } from '../../simulation/hospital/hospital-model.ts'
import type { Simulation } from '../../simulation/hospital/simulation.ts'
import { ClockFeatures } from './clock-features.ts'

/** Index of the prior rule, nearly strict acuity: exp(level) x (1 + growth x wait / target). */
const priorLevels = [6, 4.5, 3, 1.5, 0] as const
const priorGrowth = 0.37
const priorSharpness = 1.5
const priorFloor = -12
/** Numbers of a row before its labels. */
const changingFeatures = 4
/** Raised whenever the meaning of a number below changes. */
const layoutVersion = 2

const sharedNames = [
  'free space share',
  'free spaces (up to 4)',
  'free clinicians',
  'clinicians on duty',
  'change in clinicians in 1 h',
  'change in clinicians in 3 h',
  'boarders',
  'occupied space share',
  'people waiting',
  'sine of the day',
  'cosine of the day',
  'sine of the half day',
  'cosine of the half day',
  'arrivals in the last hour',
  'expected arrivals per hour now',
  'expected arrivals in the next hour',
  'expected arrivals in the next 2 h',
  'part of the hour',
  'classes waiting',
  'incident in the last 4 h',
] as const

/** Of several decisions: copies x classes x action features, copies x context features, copies x classes twice. */
interface DecisionArrays {
  readonly actionFeatures: Float32Array
  readonly context: Float32Array
  readonly mask: Uint8Array
  readonly prior: Float32Array
}

/**
 * Writes what an agent sees of one simulation. Layout, in this order, names in `names`:
 * - action features, one row per class: people / 3, log(1 + first one's wait / target), people past target / 3, log index of the prior rule
 *   below the largest / 3 (these four 0 for an empty class), then which acuity and which group it is;
 * - context, shared by all rows: per group people, people past target and longest wait; the twenty shared numbers above; per assigned acuity
 *   people and people past target;
 * - state, for the critic: the context, then per class people / 3 and log(1 + first one's wait / target).
 * Targets are those of the assigned level: everything here is known to staff.
 *
 * A group-blind agent sees all patients of a level as one class: the row of the group whose first patient has waited longest stands for it
 * (so that a level is served in order of arrival), with the people of all groups; the rows of the others are not allowed. What tells groups
 * apart is 0 everywhere but in the critic's state, which does not act.
 */
export class HospitalObserver {
  readonly actionFeatures: number
  readonly contextFeatures: number
  readonly stateFeatures: number
  readonly layout: string
  readonly names: { action: string[]; context: string[]; state: string[] }
  readonly groupBlind: boolean
  private readonly model: HospitalModel
  /** Classes with somebody waiting, and how many they are; about each the numbers below. */
  private readonly waiting: Int32Array
  private waitingClasses = 0
  private readonly count: Int32Array
  private readonly overdue: Int32Array
  private readonly logWait: Float64Array
  private readonly headWait: Float64Array
  private readonly overTarget: Float64Array
  private readonly logIndex: Float64Array
  /** By group people, people past target and the longest wait; by level people and people past target. */
  private readonly groupSums: Float64Array
  private readonly acuitySums: Float64Array
  /** A decision's rows where nobody waits: which acuity and which group each is. */
  private readonly emptyRows: Float32Array
  private readonly clock: ClockFeatures

  constructor(model: HospitalModel, groupBlind = false) {
    const { scenario, groups, classes } = model
    this.model = model
    this.clock = new ClockFeatures(model)
    this.groupBlind = groupBlind
    this.actionFeatures = changingFeatures + acuityLevels + groups
    this.contextFeatures = 3 * groups + sharedNames.length + 2 * acuityLevels
    this.stateFeatures = this.contextFeatures + 2 * classes
    this.emptyRows = emptyRows(model, this.actionFeatures, groupBlind)
    this.waiting = new Int32Array(classes)
    this.count = new Int32Array(classes)
    this.overdue = new Int32Array(classes)
    this.logWait = new Float64Array(classes)
    this.headWait = new Float64Array(classes)
    this.overTarget = new Float64Array(classes)
    this.logIndex = new Float64Array(classes)
    this.groupSums = new Float64Array(3 * groups)
    this.acuitySums = new Float64Array(2 * acuityLevels)
    this.layout = layoutOf(model, groupBlind)
    const levels = Array.from({ length: acuityLevels }, (_, acuity) => `level ${acuity + 1}`)
    const ids = scenario.groups.map((group) => group.id)
    const classNames = ids.flatMap((id) => levels.map((level) => `${id} ${level}`))
    const context = [
      ...ids.flatMap((id) => [`${id} waiting`, `${id} past target`, `${id} longest wait`]),
      ...sharedNames,
      ...levels.flatMap((level) => [`${level} waiting`, `${level} past target`]),
    ]
    this.names = {
      action: ['people', 'wait over target', 'past target', 'prior index', ...levels, ...ids],
      context,
      state: [...context, ...classNames.flatMap((name) => [`${name} people`, `${name} wait over target`])],
    }
  }

  /**
   * Writes rows for all classes; offsets count numbers in the arrays. `prior` holds logits, 0 for empty classes.
   */
  writeDecision(simulation: Simulation, into: DecisionArrays, copy: number): void {
    this.writeLabels(into, copy)
    this.clock.set(simulation)
    this.look(simulation)
    this.writeRows(into, copy)
    this.writeContext(simulation, into.context, copy * this.contextFeatures)
    if (this.groupBlind) this.hideGroups(into.context, copy * this.contextFeatures)
  }

  /** Writes what a decision's rows always say: which acuity and which group each is. */
  writeLabels({ actionFeatures }: DecisionArrays, copy: number): void {
    actionFeatures.set(this.emptyRows, copy * this.emptyRows.length)
  }

  /** Writes a decision, where its labels are written, and the state of the same simulation, which is cheaper than one after the other. */
  writeDecisionAndState(simulation: Simulation, into: DecisionArrays, copy: number, target: Float32Array, offset: number): void {
    this.writeState(simulation, target, offset)
    this.writeRows(into, copy)
    const at = copy * this.contextFeatures
    if (this.groupBlind) {
      this.writeContext(simulation, into.context, at)
      this.hideGroups(into.context, at)
    } else for (let feature = 0; feature < this.contextFeatures; feature++) into.context[at + feature] = target[offset + feature]!
  }

  /** The only class that may be chosen; -1 where there are several, or nobody waits. */
  onlyChoice(simulation: Simulation): number {
    if (!this.groupBlind || simulation.nonEmptyClasses < 2) return simulation.onlyClass
    const { classAcuity } = this.model
    const { arrivalMinutes } = simulation.patients
    let first = -1
    for (let classIndex = simulation.nextClass(0); classIndex >= 0; classIndex = simulation.nextClass(classIndex + 1)) {
      if (first < 0) first = classIndex
      else if (classAcuity[classIndex] !== classAcuity[first]) return -1
      else if (arrivalMinutes[simulation.headOf(classIndex)]! < arrivalMinutes[simulation.headOf(first)]!) first = classIndex
    }
    return first
  }

  /** Writes the state of a simulation, `stateFeatures` numbers from `offset`. */
  writeState(simulation: Simulation, target: Float32Array, offset: number): void {
    this.clock.set(simulation)
    this.writeReference(simulation, target, offset)
  }

  /** Writes the state of a simulation of the same patients, in the same minute, as the one last looked at: what the clock tells is the same. */
  writeReference(simulation: Simulation, target: Float32Array, offset: number): void {
    const { count, logWait, waiting } = this
    this.look(simulation)
    this.writeContext(simulation, target, offset)
    const first = offset + this.contextFeatures
    const end = offset + this.stateFeatures
    for (let at = first; at < end; at++) target[at] = 0
    for (let at = 0; at < this.waitingClasses; at++) {
      const classIndex = waiting[at]!
      target[first + 2 * classIndex] = count[classIndex]! / 3
      target[first + 2 * classIndex + 1] = logWait[classIndex]!
    }
  }

  /** Writes one row per class but for the labels; call after `look`. */
  private writeRows(into: DecisionArrays, copy: number): void {
    const { actionFeatures, mask, prior } = into
    const { waiting, count, overdue, logWait, overTarget, logIndex } = this
    const { classes, classAcuity } = this.model
    if (this.groupBlind) this.mergeGroups()
    for (let row = copy * classes; row < (copy + 1) * classes; row++) {
      const place = row * this.actionFeatures
      for (let feature = 0; feature < changingFeatures; feature++) actionFeatures[place + feature] = 0
      mask[row] = 0
      prior[row] = 0
    }
    let largestIndex = Number.NEGATIVE_INFINITY
    for (let at = 0; at < this.waitingClasses; at++) {
      const classIndex = waiting[at]!
      const index = priorLevels[classAcuity[classIndex]!]! + Math.log1p(priorGrowth * overTarget[classIndex]!)
      logIndex[classIndex] = index
      if (index > largestIndex) largestIndex = index
    }
    for (let at = 0; at < this.waitingClasses; at++) {
      const classIndex = waiting[at]!
      const row = copy * classes + classIndex
      const place = row * this.actionFeatures
      const below = logIndex[classIndex]! - largestIndex
      actionFeatures[place] = count[classIndex]! / 3
      actionFeatures[place + 1] = logWait[classIndex]!
      actionFeatures[place + 2] = overdue[classIndex]! / 3
      actionFeatures[place + 3] = below / 3
      mask[row] = 1
      prior[row] = Math.max(priorFloor, priorSharpness * below)
    }
  }

  /** Counts who waits in each class, and how long; sums by group and by level come with it. */
  private look(simulation: Simulation): void {
    const { waiting, count, overdue, logWait, headWait, overTarget, groupSums, acuitySums } = this
    const { classGroup, classAcuity, targetMinutes } = this.model
    const { now, waitingByClass } = simulation
    const { arrivalMinutes } = simulation.patients
    for (let sum = 0; sum < groupSums.length; sum++) groupSums[sum] = 0
    for (let sum = 0; sum < acuitySums.length; sum++) acuitySums[sum] = 0
    let found = 0
    for (let classIndex = simulation.nextClass(0); classIndex >= 0; classIndex = simulation.nextClass(classIndex + 1)) {
      const people = waitingByClass[classIndex]!
      waiting[found++] = classIndex
      const acuity = classAcuity[classIndex]!
      const target = targetMinutes[acuity]!
      const head = simulation.headOf(classIndex)
      const over = (now - arrivalMinutes[head]!) / target
      const latestOverdue = now - target
      let late = 0
      for (let patient = head; patient >= 0 && arrivalMinutes[patient]! < latestOverdue; patient = simulation.nextInLine(patient))
        late++
      count[classIndex] = people
      overdue[classIndex] = late
      headWait[classIndex] = over * target
      // Often the same patient is first in both runs of an episode.
      if (over !== overTarget[classIndex]) logWait[classIndex] = Math.log1p(over)
      overTarget[classIndex] = over
      const group = 3 * classGroup[classIndex]!
      groupSums[group]! += people
      groupSums[group + 1]! += late
      groupSums[group + 2] = Math.max(groupSums[group + 2]!, over * target)
      acuitySums[2 * acuity]! += people
      acuitySums[2 * acuity + 1]! += late
    }
    this.waitingClasses = found
  }

  /** Makes one class of each level; call after `look`. */
  private mergeGroups(): void {
    const { waiting, count, overdue, headWait, acuitySums } = this
    const { classAcuity } = this.model
    const longest = new Int32Array(acuityLevels).fill(-1)
    for (let at = 0; at < this.waitingClasses; at++) {
      const classIndex = waiting[at]!
      const acuity = classAcuity[classIndex]!
      if (longest[acuity]! < 0 || headWait[classIndex]! > headWait[longest[acuity]!]!) longest[acuity] = classIndex
    }
    let found = 0
    for (let acuity = 0; acuity < acuityLevels; acuity++) {
      const classIndex = longest[acuity]!
      if (classIndex < 0) continue
      count[classIndex] = acuitySums[2 * acuity]!
      overdue[classIndex] = acuitySums[2 * acuity + 1]!
      waiting[found++] = classIndex
    }
    this.waitingClasses = found
  }

  /** Takes out of a written context what tells groups apart; call after `mergeGroups`. */
  private hideGroups(target: Float32Array, offset: number): void {
    const { groups } = this.model
    target.fill(0, offset, offset + 3 * groups)
    target[offset + 3 * groups + sharedNames.indexOf('classes waiting')] = this.waitingClasses / 5
  }

  private writeContext(simulation: Simulation, target: Float32Array, offset: number): void {
    const { model, clock, groupSums, acuitySums } = this
    let at = offset
    for (let group = 0; group < 3 * model.groups; group += 3) {
      target[at++] = groupSums[group]! / 5
      target[at++] = groupSums[group + 1]! / 5
      target[at++] = groupSums[group + 2]! / 60
    }
    const spaces = model.scenario.resources.careSpaces
    target[at++] = simulation.freeSpaces / spaces
    target[at++] = Math.min(simulation.freeSpaces, 4) / 4
    target[at++] = simulation.freeClinicians / 2
    target[at++] = clock.cliniciansOnDuty
    target[at++] = clock.changeSoon
    target[at++] = clock.changeLater
    target[at++] = simulation.boarding / 5
    target[at++] = simulation.occupiedSpaces / spaces
    target[at++] = simulation.waiting / 10
    target[at++] = clock.sineOfDay
    target[at++] = clock.cosineOfDay
    target[at++] = clock.sineOfHalfDay
    target[at++] = clock.cosineOfHalfDay
    target[at++] = clock.arrivedLately
    target[at++] = clock.expectedNow
    target[at++] = clock.expectedSoon
    target[at++] = clock.expectedLater
    target[at++] = clock.partOfHour
    target[at++] = simulation.nonEmptyClasses / 5
    target[at++] = clock.incident
    for (let sum = 0; sum < 2 * acuityLevels; sum++) target[at++] = acuitySums[sum]! / 5
  }
}

function emptyRows({ classes, classAcuity, classGroup }: HospitalModel, features: number, groupBlind: boolean): Float32Array {
  const rows = new Float32Array(classes * features)
  for (let classIndex = 0; classIndex < classes; classIndex++) {
    rows[classIndex * features + changingFeatures + classAcuity[classIndex]!] = 1
    if (!groupBlind) rows[classIndex * features + changingFeatures + acuityLevels + classGroup[classIndex]!] = 1
  }
  return rows
}

/** An observer for whom a layout was made; null where it was made for other groups, or by another version. */
export function observerOf(layout: string, model: HospitalModel): HospitalObserver | null {
  const observers = [false, true].map((groupBlind) => new HospitalObserver(model, groupBlind))
  return observers.find((observer) => observer.layout === layout) ?? null
}

/** What a trained network cannot do without, readable: the meaning of its numbers, and the classes. */
function layoutOf(model: HospitalModel, groupBlind: boolean): string {
  const ids = model.scenario.groups.map((group) => group.id).join(',')
  return `observation ${layoutVersion}; groups ${ids}${groupBlind ? '; group-blind' : ''}`
}
