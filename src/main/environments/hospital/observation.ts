import { acuityLevels } from '../../../shared/scenario.ts'
import { minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import type { HospitalModel } from '../../simulation/hospital/hospital-model.ts'
import type { Simulation } from '../../simulation/hospital/simulation.ts'

const incidentMinutes = 240
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
  private readonly logIndex: Float64Array
  private largestIndex = 0

  constructor(model: HospitalModel, groupBlind = false) {
    const { scenario, groups, classes } = model
    this.model = model
    this.groupBlind = groupBlind
    this.actionFeatures = 4 + acuityLevels + groups
    this.contextFeatures = 3 * groups + sharedNames.length + 2 * acuityLevels
    this.stateFeatures = this.contextFeatures + 2 * classes
    this.count = new Int32Array(classes)
    this.overdue = new Int32Array(classes)
    this.logWait = new Float64Array(classes)
    this.headWait = new Float64Array(classes)
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

  /** Writes rows for all classes; offsets count numbers in the arrays. `prior` holds logits, 0 for empty classes. */
  writeDecision(
    simulation: Simulation,
    into: { actionFeatures: Float32Array; context: Float32Array; mask: Uint8Array; prior: Float32Array },
    copy: number,
  ): void {
    this.look(simulation)
    if (this.groupBlind) this.mergeGroups()
    const { classes, classGroup, classAcuity } = this.model
    const firstRow = copy * classes
    for (let classIndex = 0; classIndex < classes; classIndex++) {
      const row = firstRow + classIndex
      const at = row * this.actionFeatures
      into.actionFeatures.fill(0, at, at + this.actionFeatures)
      into.actionFeatures[at + 4 + classAcuity[classIndex]!] = 1
      if (!this.groupBlind) into.actionFeatures[at + 4 + acuityLevels + classGroup[classIndex]!] = 1
      const people = this.count[classIndex]!
      into.mask[row] = people > 0 ? 1 : 0
      into.prior[row] = 0
      if (people === 0) continue
      const below = this.logIndex[classIndex]! - this.largestIndex
      into.actionFeatures[at] = people / 3
      into.actionFeatures[at + 1] = this.logWait[classIndex]!
      into.actionFeatures[at + 2] = this.overdue[classIndex]! / 3
      into.actionFeatures[at + 3] = below / 3
      into.prior[row] = Math.max(priorFloor, priorSharpness * below)
    }
    this.writeContext(simulation, into.context, copy * this.contextFeatures)
    if (this.groupBlind) this.hideGroups(into.context, copy * this.contextFeatures)
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

  /** Counts who waits in each class, and how long. */
  private look(simulation: Simulation): void {
    const { classes, classAcuity, targetMinutes } = this.model
    const { arrivalMinutes } = simulation.patients
    this.largestIndex = Number.NEGATIVE_INFINITY
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
      const index = priorLevels[acuity]! + Math.log1p(priorGrowth * overTarget)
      this.headWait[classIndex] = overTarget * target
      this.logWait[classIndex] = Math.log1p(overTarget)
      this.logIndex[classIndex] = index
      if (index > this.largestIndex) this.largestIndex = index
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
    const { model } = this
    const { now } = simulation
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
    const onDuty = simulation.cliniciansOnDuty(now)
    const angle = (2 * Math.PI * (now % minutesPerDay)) / minutesPerDay
    const nextHour = this.expectedAt(now, 0.5)
    target[at++] = simulation.freeSpaces / spaces
    target[at++] = Math.min(simulation.freeSpaces, 4) / 4
    target[at++] = simulation.freeClinicians / 2
    target[at++] = onDuty / 4
    target[at++] = simulation.cliniciansOnDuty(now + minutesPerHour) - onDuty
    target[at++] = simulation.cliniciansOnDuty(now + 3 * minutesPerHour) - onDuty
    target[at++] = simulation.boarding / 5
    target[at++] = simulation.occupiedSpaces / spaces
    target[at++] = simulation.waiting / 10
    target[at++] = Math.sin(angle)
    target[at++] = Math.cos(angle)
    target[at++] = Math.sin(2 * angle)
    target[at++] = Math.cos(2 * angle)
    target[at++] = (simulation.arrivedCount - arrivedBefore(simulation, now - minutesPerHour)) / 5
    target[at++] = this.expectedAt(now, 0) / 5
    target[at++] = nextHour / 5
    target[at++] = (nextHour + this.expectedAt(now, 1.5)) / 10
    target[at++] = (now % minutesPerHour) / minutesPerHour
    target[at++] = simulation.nonEmptyClasses / 5
    target[at++] = this.incidentNow(now) ? 1 : 0
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

  /** Usual arrivals per hour of the hour of day that begins around `hoursAhead` from now. */
  private expectedAt(now: number, hoursAhead: number): number {
    const minutes = now + hoursAhead * minutesPerHour
    const day = Math.floor(minutes / minutesPerDay)
    return (
      this.model.arrivalsPerHour[Math.floor((minutes % minutesPerDay) / minutesPerHour)]! * this.model.weekdayFactor[day % 7]!
    )
  }

  private incidentNow(now: number): boolean {
    const { surge } = this.model.scenario.arrivals
    if (surge === null) return false
    const since = now - (surge.day - 1) * minutesPerDay - surge.hour * minutesPerHour
    return since >= 0 && since < incidentMinutes
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
