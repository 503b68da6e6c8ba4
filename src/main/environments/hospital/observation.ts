import { acuityLevels } from '../../../shared/scenario.ts'
import { minutesPerHour } from '../../../shared/time.ts'
import type { HospitalModel } from '../../simulation/hospital/hospital-model.ts'
import type { Simulation } from '../../simulation/hospital/simulation.ts'
import { ClockFeatures } from './clock-features.ts'

/** Index of the prior rule, nearly strict acuity: exp(level) x (1 + growth x wait / target). */
const priorLevels = [6, 4.5, 3, 1.5, 0] as const
const priorGrowth = 0.37
const priorSharpness = 1.5
const priorFloor = -12
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
  private readonly count: Int32Array
  private readonly overdue: Int32Array
  private readonly logWait: Float64Array
  private readonly headWait: Float64Array
  private readonly overTarget: Float64Array
  private readonly logIndex: Float64Array
  private readonly clock: ClockFeatures

  constructor(model: HospitalModel, groupBlind = false) {
    const { scenario, groups, classes } = model
    this.model = model
    this.clock = new ClockFeatures(model)
    this.groupBlind = groupBlind
    this.actionFeatures = 4 + acuityLevels + groups
    this.contextFeatures = 3 * groups + sharedNames.length + 2 * acuityLevels
    this.stateFeatures = this.contextFeatures + 2 * classes
    this.count = new Int32Array(classes)
    this.overdue = new Int32Array(classes)
    this.logWait = new Float64Array(classes)
    this.headWait = new Float64Array(classes)
    this.overTarget = new Float64Array(classes)
    this.logIndex = new Float64Array(classes)
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
   * Writes rows for all classes; offsets count numbers in the arrays. `prior` holds logits, 0 for empty classes. Of `actionFeatures` only what may differ from
   * call to call is written, so it must come with zeros, or from a call before.
   */
  writeDecision(simulation: Simulation, into: DecisionArrays, copy: number): void {
    this.look(simulation)
    this.writeRows(into, copy)
    this.writeContext(simulation, into.context, copy * this.contextFeatures)
    if (this.groupBlind) this.hideGroups(into.context, copy * this.contextFeatures)
  }

  /** Writes a decision and the state of the same simulation, which is cheaper than one after the other. */
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
    const { classes, classAcuity } = this.model
    const { arrivalMinutes } = simulation.patients
    let first = -1
    for (let classIndex = 0; classIndex < classes; classIndex++) {
      if (simulation.waitingByClass[classIndex] === 0) continue
      if (first < 0) first = classIndex
      else if (classAcuity[classIndex] !== classAcuity[first]) return -1
      else if (arrivalMinutes[simulation.headOf(classIndex)]! < arrivalMinutes[simulation.headOf(first)]!) first = classIndex
    }
    return first
  }

  /** Writes the state of a simulation, `stateFeatures` numbers from `offset`. */
  writeState(simulation: Simulation, target: Float32Array, offset: number): void {
    this.look(simulation)
    this.writeContext(simulation, target, offset)
    let at = offset + this.contextFeatures
    for (let classIndex = 0; classIndex < this.model.classes; classIndex++) {
      target[at++] = this.count[classIndex]! / 3
      target[at++] = this.logWait[classIndex]!
    }
  }

  /** Writes one row per class; call after `look`. */
  private writeRows(into: DecisionArrays, copy: number): void {
    const { actionFeatures, mask, prior } = into
    const { classes, classGroup, classAcuity } = this.model
    let largestIndex = Number.NEGATIVE_INFINITY
    for (let classIndex = 0; classIndex < classes; classIndex++) {
      if (this.count[classIndex] === 0) continue
      const index = priorLevels[classAcuity[classIndex]!]! + Math.log1p(priorGrowth * this.overTarget[classIndex]!)
      this.logIndex[classIndex] = index
      if (index > largestIndex) largestIndex = index
    }
    if (this.groupBlind) this.mergeGroups()
    for (let classIndex = 0, row = copy * classes; classIndex < classes; classIndex++, row++) {
      const at = row * this.actionFeatures
      const people = this.count[classIndex]!
      const waits = people > 0
      const below = waits ? this.logIndex[classIndex]! - largestIndex : 0
      actionFeatures[at] = people / 3
      actionFeatures[at + 1] = waits ? this.logWait[classIndex]! : 0
      actionFeatures[at + 2] = waits ? this.overdue[classIndex]! / 3 : 0
      actionFeatures[at + 3] = below / 3
      actionFeatures[at + 4 + classAcuity[classIndex]!] = 1
      if (!this.groupBlind) actionFeatures[at + 4 + acuityLevels + classGroup[classIndex]!] = 1
      mask[row] = waits ? 1 : 0
      prior[row] = waits ? Math.max(priorFloor, priorSharpness * below) : 0
    }
  }

  /** Counts who waits in each class, and how long. */
  private look(simulation: Simulation): void {
    const { classes, classAcuity, targetMinutes } = this.model
    const { arrivalMinutes } = simulation.patients
    for (let classIndex = 0; classIndex < classes; classIndex++) {
      this.count[classIndex] = simulation.waitingByClass[classIndex]!
      this.overdue[classIndex] = 0
      this.logWait[classIndex] = 0
      this.headWait[classIndex] = 0
      if (this.count[classIndex] === 0) continue
      const acuity = classAcuity[classIndex]!
      const target = targetMinutes[acuity]!
      const head = simulation.headOf(classIndex)
      const overTarget = (simulation.now - arrivalMinutes[head]!) / target
      this.overTarget[classIndex] = overTarget
      this.headWait[classIndex] = overTarget * target
      this.logWait[classIndex] = Math.log1p(overTarget)
      const latestOverdue = simulation.now - target
      let overdue = 0
      for (let patient = head; patient >= 0 && arrivalMinutes[patient]! < latestOverdue; patient = simulation.nextInLine(patient))
        overdue++
      this.overdue[classIndex] = overdue
    }
  }

  /** Makes one class of each level; call after `look`. */
  private mergeGroups(): void {
    const { classes } = this.model
    for (let acuity = 0; acuity < acuityLevels; acuity++) {
      let longest = -1
      let people = 0
      let overdue = 0
      for (let classIndex = acuity; classIndex < classes; classIndex += acuityLevels) {
        if (this.count[classIndex] === 0) continue
        people += this.count[classIndex]!
        overdue += this.overdue[classIndex]!
        if (longest < 0 || this.headWait[classIndex]! > this.headWait[longest]!) longest = classIndex
        this.count[classIndex] = 0
        this.overdue[classIndex] = 0
      }
      if (longest < 0) continue
      this.count[longest] = people
      this.overdue[longest] = overdue
    }
  }

  /** Takes out of a written context what tells groups apart. */
  private hideGroups(target: Float32Array, offset: number): void {
    const { groups } = this.model
    target.fill(0, offset, offset + 3 * groups)
    const levels = this.count.reduce((sum, people) => sum + (people > 0 ? 1 : 0), 0)
    target[offset + 3 * groups + sharedNames.indexOf('classes waiting')] = levels / 5
  }

  private writeContext(simulation: Simulation, target: Float32Array, offset: number): void {
    const { model, clock } = this
    const { now } = simulation
    clock.set(simulation)
    let at = offset
    for (let group = 0; group < model.groups; group++) {
      let people = 0
      let overdue = 0
      let longest = 0
      for (let classIndex = group * acuityLevels; classIndex < (group + 1) * acuityLevels; classIndex++) {
        people += this.count[classIndex]!
        overdue += this.overdue[classIndex]!
        longest = Math.max(longest, this.headWait[classIndex]!)
      }
      target[at++] = people / 5
      target[at++] = overdue / 5
      target[at++] = longest / 60
    }
    const spaces = model.scenario.resources.careSpaces
    target[at++] = simulation.freeSpaces / spaces
    target[at++] = Math.min(simulation.freeSpaces, 4) / 4
    target[at++] = simulation.freeClinicians / 2
    target[at++] = clock.cliniciansOnDuty / 4
    target[at++] = clock.changeSoon
    target[at++] = clock.changeLater
    target[at++] = simulation.boarding / 5
    target[at++] = simulation.occupiedSpaces / spaces
    target[at++] = simulation.waiting / 10
    target[at++] = clock.sineOfDay
    target[at++] = clock.cosineOfDay
    target[at++] = clock.sineOfHalfDay
    target[at++] = clock.cosineOfHalfDay
    target[at++] = (simulation.arrivedCount - arrivedBefore(simulation, now - minutesPerHour)) / 5
    target[at++] = clock.expectedNow / 5
    target[at++] = clock.expectedSoon / 5
    target[at++] = (clock.expectedSoon + clock.expectedLater) / 10
    target[at++] = clock.partOfHour
    target[at++] = simulation.nonEmptyClasses / 5
    target[at++] = clock.incident
    for (let acuity = 0; acuity < acuityLevels; acuity++) {
      let people = 0
      let overdue = 0
      for (let classIndex = acuity; classIndex < model.classes; classIndex += acuityLevels) {
        people += this.count[classIndex]!
        overdue += this.overdue[classIndex]!
      }
      target[at++] = people / 5
      target[at++] = overdue / 5
    }
  }
}

/** How many patients had arrived by `minutes`. */
function arrivedBefore(simulation: Simulation, minutes: number): number {
  const { arrivalMinutes } = simulation.patients
  let low = 0
  let high = simulation.arrivedCount
  while (low < high) {
    const middle = (low + high) >> 1
    if (arrivalMinutes[middle]! <= minutes) low = middle + 1
    else high = middle
  }
  return low
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
