import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Condition } from '../../src/shared/model/primitives.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Resource } from '../../src/shared/model/resource.ts'
import type { Step } from '../../src/shared/model/step.ts'
import { groupsOf, queueOf, rank } from './reference-queues.ts'
import { changeTimes, minutesPerUnit, unitsAt } from './reference-schedule.ts'

/** Somebody as drawn: when and where they come, and everything that is known about them. */
export interface DrawnPatient {
  arrivalMinutes: number
  entry: string
  className: string
  labels: Record<string, string>
  /** Times in minutes by attribute. */
  minutes: Record<string, number>
  /** From 0 to 1, by step, a new one each time the patient has gone back to before it: whoever is below the probability turns away. */
  balkingDraws: Record<string, number[]>
}

/** What happened to one patient: a word, the step (or class) it happened at, and the minute. */
export type Happening = readonly [what: string, where: string, minutes: number]

interface Waiting {
  step: Extract<Step, { do: 'seize' | 'serve' }>
  queue: Queue
  joined: number
  patienceLeft: number
  worsensAt: number
}

interface Person {
  drawn: DrawnPatient
  number: number
  className: string
  hasWorsened: boolean
  held: Record<string, number>
  happenings: Happening[]
  /** How often the patient has gone back to an earlier step. */
  rounds: number
  waiting: Waiting | null
  /** The delay that is running. */
  busy: { step: Step; until: number; joined: number } | null
  /** What was taken away from a service that is broken off, and how long it still takes. */
  owed: Record<string, number> | null
  left: number
  /** When (in order) each resource of the present service was taken last. */
  taken: Record<string, number>
}

const never = Number.POSITIVE_INFINITY

/**
 * Simulates a document by its meaning alone, with plain objects and lists that are looked through again and again: slow, and easy to
 * follow. Steps: seize, serve, delay, release, branch by condition, become, exit; times are attributes by name.
 */
export class ReferenceSimulation {
  private readonly document: ModelDocument
  private readonly unit: number
  private readonly people: Person[]
  private readonly inUse: Record<string, number> = {}
  private readonly groups: readonly ReadonlySet<string>[]
  private now = 0
  private takings = 0
  /** Those who found their queue full: lost unless they start at once. */
  private readonly onTrial: Person[] = []

  constructor(document: ModelDocument, drawn: readonly DrawnPatient[]) {
    this.document = document
    this.unit = minutesPerUnit[document.timeUnit]
    this.people = drawn.map((patient, number) => ({
      drawn: patient,
      number,
      className: patient.className,
      hasWorsened: false,
      held: {},
      happenings: [],
      rounds: 0,
      waiting: null,
      busy: null,
      owed: null,
      left: 0,
      taken: {},
    }))
    for (const { name } of document.resources ?? []) this.inUse[name] = 0
    this.groups = groupsOf(document)
  }

  /** What happened to each patient up to the horizon, or to another minute. */
  run(horizon = this.document.run.horizon * this.unit): Happening[][] {
    const arrivals = [...this.people]
    for (;;) {
      const event = this.nextEvent(arrivals)
      if (event.minutes > horizon) return this.people.map(({ happenings }) => happenings)
      this.passTo(event.minutes)
      event.happen()
      this.settle()
    }
  }

  /** Steps at which patients wait, by number of the patient. */
  get waitingNow(): ReadonlyMap<number, string> {
    return new Map(this.people.flatMap(({ number, waiting }) => (waiting === null ? [] : [[number, waiting.step.name]])))
  }

  /** The earliest; at the same minute in the order of this list, and then of arrival. */
  private nextEvent(arrivals: Person[]): { minutes: number; happen: () => void } {
    const candidates: { minutes: number; happen: () => void }[] = [
      { minutes: this.nextShiftChange(), happen: () => this.endShifts() },
    ]
    for (const person of this.people)
      if (person.busy !== null) candidates.push({ minutes: person.busy.until, happen: () => this.endDelay(person) })
    for (const person of this.people)
      if (person.waiting !== null) candidates.push({ minutes: person.waiting.worsensAt, happen: () => this.worsen(person) })
    for (const person of this.people)
      if (person.waiting !== null && person.waiting.patienceLeft < never)
        candidates.push({
          minutes: this.now + Math.max(0, person.waiting.patienceLeft) / this.impatience(person.waiting.queue),
          happen: () => this.leave(person),
        })
    const first = arrivals[0]
    if (first !== undefined)
      candidates.push({
        minutes: first.drawn.arrivalMinutes,
        happen: () => {
          arrivals.shift()
          this.goTo(first, first.drawn.entry)
        },
      })
    return candidates.reduce((best, candidate) => (candidate.minutes < best.minutes ? candidate : best))
  }

  private impatience(queue: Queue): number {
    return 1 + (queue.crowding ?? 0) * this.waitingIn(queue.name).length
  }

  private waitingIn(queue: string): Person[] {
    return this.people.filter(({ waiting }) => waiting?.queue.name === queue)
  }

  private passTo(minutes: number): void {
    const rates = new Map(
      this.people.flatMap(({ waiting }) => (waiting === null ? [] : [[waiting.queue, this.impatience(waiting.queue)]])),
    )
    for (const { waiting } of this.people)
      if (waiting !== null) waiting.patienceLeft -= (minutes - this.now) * rates.get(waiting.queue)!
    this.now = minutes
  }

  private tell(person: Person, what: string, where: string): void {
    person.happenings.push([what, where, this.now])
  }

  private goTo(person: Person, name: string): void {
    const index = this.document.steps.findIndex((step) => step.name === name)
    this.goOn(person, this.document.steps[index]!)
  }

  private goBehind(person: Person, step: Step): void {
    const index = this.document.steps.indexOf(step)
    const next = 'next' in step && step.next !== undefined ? step.next : this.document.steps[index + 1]!.name
    if (this.document.steps.findIndex((other) => other.name === next) <= index) person.rounds++
    this.goTo(person, next)
  }

  private goOn(person: Person, step: Step): void {
    switch (step.do) {
      case 'seize':
      case 'serve':
        this.ask(person, step)
        break
      case 'delay':
        this.stay(person, step, person.drawn.minutes[step.duration as string]!, this.now)
        break
      case 'release':
        this.giveBack(person, step.resources)
        this.goBehind(person, step)
        break
      case 'branch':
        this.goTo(person, step.to.find(({ when }) => this.holds(person, when))!.step)
        break
      case 'become':
        if (person.className !== step.class) {
          person.className = step.class
          this.tell(person, 'became', step.class)
        }
        this.goBehind(person, step)
        break
      case 'exit':
        this.depart(person, step.name)
        break
      case 'draw':
        throw new Error('the reference does not draw')
    }
  }

  private holds(person: Person, condition: Condition | undefined): boolean {
    const labels: Record<string, string> = { ...person.drawn.labels, class: person.className }
    return Object.entries(condition ?? {}).every(([name, wanted]) => [wanted].flat().includes(labels[name]!))
  }

  private stay(person: Person, step: Step, minutes: number, joined: number): void {
    person.busy = { step, until: this.now + minutes, joined }
  }

  private endDelay(person: Person): void {
    const { step } = person.busy!
    person.busy = null
    if (step.do === 'serve') {
      this.giveBack(person, step.resources)
    }
    this.goBehind(person, step)
  }

  private giveBack(person: Person, resources: Record<string, number>): void {
    for (const [name, units] of Object.entries(resources)) {
      this.inUse[name]! -= units
      person.held[name]! -= units
    }
  }

  private depart(person: Person, exit: string): void {
    this.giveBack(person, { ...person.held })
    this.tell(person, 'out', exit)
  }

  private ask(person: Person, step: Waiting['step']): void {
    const queue = queueOf(this.document, step)
    const waiting = this.waitingIn(queue.name).length
    const chance = queue.balking?.findLast((threshold) => waiting >= threshold.waiting)?.probability ?? 0
    if (chance > 0 && this.balkingDraw(person, step.name) < chance) {
      this.tell(person, 'balked', step.name)
      if (queue.whenBalked === undefined) this.depart(person, 'balked')
      else this.goTo(person, queue.whenBalked)
      return
    }
    const { minutes } = person.drawn
    const worsens = queue.classChange === undefined || person.hasWorsened ? never : minutes[queue.classChange.after as string]!
    const patience = queue.patience === undefined ? never : minutes[queue.patience as string]!
    person.waiting = { step, queue, joined: this.now, patienceLeft: patience, worsensAt: this.now + worsens }
    if (waiting >= (queue.places ?? never)) this.onTrial.push(person)
  }

  private balkingDraw({ drawn, rounds }: Person, step: string): number {
    const draws = drawn.balkingDraws[step]!
    return draws[Math.min(rounds, draws.length - 1)]!
  }

  /** Starts whoever can start; who found a queue full, did not start and still is one too many, is lost, the last of them first. */
  private settle(): void {
    this.startWhoeverCan()
    for (let person = this.onTrial.pop(); person !== undefined; person = this.onTrial.pop()) {
      const { waiting } = person
      if (waiting === null || this.waitingIn(waiting.queue.name).length <= waiting.queue.places!) continue
      person.waiting = null
      this.tell(person, 'lost', waiting.step.name)
      if (waiting.queue.whenFull === undefined) this.depart(person, 'lost')
      else this.goTo(person, waiting.queue.whenFull)
      this.startWhoeverCan()
    }
  }

  private leave(person: Person): void {
    const { step, queue } = person.waiting!
    person.waiting = null
    this.tell(person, 'left', step.name)
    if (queue.whenOutOfPatience === undefined) this.depart(person, 'left')
    else this.goTo(person, queue.whenOutOfPatience)
  }

  private worsen(person: Person): void {
    const { queue } = person.waiting!
    person.waiting!.worsensAt = never
    person.hasWorsened = true
    const { to } = queue.classChange!
    const next =
      typeof to === 'string'
        ? to
        : to.cases.find(({ when }) => this.holds({ ...person, className: person.drawn.className }, when))!.use
    if (next === person.className) return
    person.className = next
    this.tell(person, 'became', next)
  }

  /** Units on duty now. */
  private onDuty(resource: Resource): number {
    return unitsAt(this.document, resource, this.now)
  }

  private free(name: string): number {
    return this.onDuty(this.document.resources!.find((resource) => resource.name === name)!) - this.inUse[name]!
  }

  /** The first minute after now at which any number of units differs. */
  private nextShiftChange(): number {
    const times = (this.document.resources ?? []).flatMap((resource) => changeTimes(this.document, resource, this.now))
    return Math.min(never, ...times)
  }

  /** Resources that hand over give back what is too much, the least urgent and latest started patient first. */
  private endShifts(): void {
    for (const { name, atShiftEnd } of this.document.resources ?? [])
      while (atShiftEnd === 'hand-over' && this.free(name) < 0) {
        const victim = this.latestStarted(name, this.people)
        if (victim === undefined) break
        this.interrupt(victim, [name], 'handed-over')
      }
  }

  /** The step of a service that goes on or is broken off. */
  private serviceOf({ busy, owed, waiting }: Person): Step | undefined {
    return owed === null ? busy?.step : waiting!.step
  }

  /** Of those in service (or in a service that is broken off) with units of a resource: the least urgent, of these the latest started. */
  private latestStarted(resource: string, people: readonly Person[]): Person | undefined {
    const holders = people.flatMap((person) => {
      const step = this.serviceOf(person)
      if (step?.do !== 'serve' || this.unitsInService(person, resource) === 0) return []
      return [{ person, rank: rank(queueOf(this.document, step), person.className) }]
    })
    return holders.toSorted((a, b) =>
      a.rank === b.rank ? b.person.taken[resource]! - a.person.taken[resource]! : b.rank > a.rank ? 1 : -1,
    )[0]?.person
  }

  private unitsInService(person: Person, resource: string): number {
    const step = this.serviceOf(person)
    return step !== undefined && 'resources' in step ? (step.resources[resource] ?? 0) - (person.owed?.[resource] ?? 0) : 0
  }

  /** Units are taken away; the patient waits for them, in the old place, keeping the others. */
  private interrupt(person: Person, names: readonly string[], why: 'preempted' | 'handed-over'): void {
    if (person.owed === null) {
      const { step, until, joined } = person.busy!
      if (step.do !== 'serve') throw new Error('the reference interrupts services only')
      const queue = queueOf(this.document, step)
      const again = why === 'preempted' && queue.preemption === 'restart'
      person.left = again ? person.drawn.minutes[step.duration as string]! : until - this.now
      person.busy = null
      person.owed = {}
      person.waiting = { step, queue, joined, patienceLeft: never, worsensAt: never }
      this.tell(person, why, step.name)
    }
    for (const name of names) {
      const units = this.unitsInService(person, name)
      if (units === 0) continue
      person.owed[name] = (person.owed[name] ?? 0) + units
      this.giveBack(person, { [name]: units })
    }
  }

  /** What a waiting patient needs: all that was asked for, or what was taken away. */
  private needsOf(person: Person): Record<string, number> {
    return person.owed ?? person.waiting!.step.resources
  }

  /** People in a queue, who is to start first before the others. */
  private inOrder(queue: Queue): Person[] {
    const key = ({ waiting, className }: Person): number => {
      const waited = this.now - waiting!.joined
      switch (queue.discipline) {
        case 'priority':
        case 'policy':
          return rank(queue, className)
        case 'accumulating':
          return -queue.slopes![className]! * waited
        case 'wait-over-target':
          return -waited / queue.targets![className]!
        default:
          return 0
      }
    }
    const turn = queue.discipline === 'last-come' ? -1 : 1
    return this.waitingIn(queue.name).toSorted((a, b) => {
      const [first, second] = [key(a), key(b)]
      const brokenOff = queue.discipline === 'last-come' ? Number(b.owed !== null) - Number(a.owed !== null) : 0
      return brokenOff || (first === second ? turn * joinedBefore(a, b) : first - second)
    })
  }

  /**
   * Between queues, whoever waits longest is looked at first. Inside a queue nobody touches what somebody before asked for and waits on.
   * Who is not held up by the own queue and lacks units of a resource keeps it from all who come after, also in other queues. Queues with
   * overtaking do not mind either, nor do those whose service was broken off.
   */
  private nextToStart(group: ReadonlySet<string>): Person | undefined {
    const queues = new Set(this.people.flatMap(({ waiting }) => (waiting === null ? [] : [waiting.queue.name])))
    const orders = [...queues]
      .filter((name) => group.has(name))
      .map((name) => this.inOrder(this.waitingIn(name)[0]!.waiting!.queue))
    const lacking = new Set<string>()
    const kept = new Map<string, Set<string>>()
    for (;;) {
      const next = orders.filter((order) => order.length > 0).toSorted((a, b) => joinedBefore(a[0]!, b[0]!))[0]
      if (next === undefined) return undefined
      const person = next.shift()!
      const { queue, step } = person.waiting!
      const needs = this.needsOf(person)
      const own = kept.get(queue.name) ?? new Set()
      kept.set(queue.name, own)
      const names = Object.keys(needs)
      const minds = queue.overtaking !== true && person.owed === null
      const behindOwn = minds && names.some((name) => own.has(name))
      const heldBack = behindOwn || (minds && names.some((name) => lacking.has(name)))
      if (!heldBack && this.lackingOf(person).every((name) => this.free(name) + this.takeable(person, name) >= needs[name]!))
        return person
      for (const name of Object.keys(step.resources)) own.add(name)
      for (const name of names) if (!behindOwn && this.free(name) < needs[name]!) lacking.add(name)
    }
  }

  private lackingOf(person: Person): string[] {
    const needs = this.needsOf(person)
    return (this.document.resources ?? []).flatMap(({ name }) => (name in needs && this.free(name) < needs[name]! ? [name] : []))
  }

  /** Less urgent patients whose service, by the same queue, this one may interrupt. */
  private interruptible(person: Person): Person[] {
    const { queue } = person.waiting!
    if ((queue.preemption ?? 'none') === 'none') return []
    return this.people.filter(
      (other) =>
        this.serviceOf(other)?.do === 'serve' &&
        queueOf(this.document, this.serviceOf(other)!).name === queue.name &&
        rank(queue, other.className) > rank(queue, person.className),
    )
  }

  private takeable(person: Person, resource: string): number {
    return this.interruptible(person).reduce((sum, other) => sum + this.unitsInService(other, resource), 0)
  }

  /** One group of queues after the other, and again from the first as long as somebody starts. */
  private startWhoeverCan(): void {
    for (let started = true; started; ) {
      started = false
      for (const group of this.groups)
        for (let person = this.nextToStart(group); person !== undefined; person = this.nextToStart(group)) {
          this.start(person)
          started = true
        }
    }
  }

  private start(person: Person): void {
    const lacking = this.lackingOf(person)
    const needs = this.needsOf(person)
    for (const name of lacking)
      while (this.free(name) < needs[name]!)
        this.interrupt(this.latestStarted(name, this.interruptible(person))!, lacking, 'preempted')
    const { step, joined } = person.waiting!
    const goesOn = person.owed !== null
    person.waiting = null
    person.owed = null
    this.tell(person, 'started', step.name)
    for (const [name, units] of Object.entries(needs)) {
      this.inUse[name]! += units
      person.held[name] = (person.held[name] ?? 0) + units
      person.taken[name] = this.takings++
    }
    if (step.do === 'serve')
      this.stay(person, step, goesOn ? person.left : person.drawn.minutes[step.duration as string]!, joined)
    else this.goBehind(person, step)
  }
}

/** Below 0 where the first joined before the second. */
function joinedBefore(a: Person, b: Person): number {
  return a.waiting!.joined - b.waiting!.joined || a.number - b.number
}
