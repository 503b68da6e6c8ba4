import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Condition } from '../../src/shared/model/primitives.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Resource } from '../../src/shared/model/resource.ts'
import type { Step } from '../../src/shared/model/step.ts'
import { changeTimes, minutesPerUnit, unitsAt } from './reference-schedule.ts'

/** Somebody as drawn: when and where they come, and everything that is known about them. */
export interface DrawnPatient {
  arrivalMinutes: number
  entry: string
  className: string
  labels: Record<string, string>
  /** Times in minutes by attribute. */
  minutes: Record<string, number>
  /** From 0 to 1, by step: whoever is below the probability turns away. */
  balkingDraw: Record<string, number>
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
  waiting: Waiting | null
  /** The delay that is running: where to go on, and when. */
  busy: { step: Step; since: number; until: number; started: number; joined: number } | null
  /** What is left of an interrupted service, by step. */
  left: Record<string, number>
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
  private now = 0

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
      waiting: null,
      busy: null,
      left: {},
    }))
    for (const { name } of document.resources ?? []) this.inUse[name] = 0
  }

  /** What happened to each patient up to the horizon. */
  run(): Happening[][] {
    const horizon = this.document.run.horizon * this.unit
    const arrivals = [...this.people]
    for (;;) {
      const event = this.nextEvent(arrivals)
      if (event.minutes > horizon) return this.people.map(({ happenings }) => happenings)
      this.passTo(event.minutes)
      event.happen()
      this.startWhoeverCan()
    }
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
    person.busy = { step, since: this.now, until: this.now + minutes, started: this.now, joined }
  }

  private endDelay(person: Person): void {
    const { step } = person.busy!
    person.busy = null
    if (step.do === 'serve') {
      delete person.left[step.name]
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
    const queue = this.document.queues?.find(({ name }) => name === step.queue) ?? {
      name: ` ${step.name}`,
      discipline: 'first-come' as const,
    }
    const waiting = this.waitingIn(queue.name).length
    const chance = queue.balking?.findLast((threshold) => waiting >= threshold.waiting)?.probability ?? 0
    if (person.drawn.balkingDraw[step.name]! < chance) {
      this.tell(person, 'balked', step.name)
      if (queue.whenBalked === undefined) this.depart(person, 'balked')
      else this.goTo(person, queue.whenBalked)
      return
    }
    this.wait(person, step, queue, this.now)
    if (waiting < (queue.places ?? never) || this.nextToStart() === person) return
    person.waiting = null
    this.tell(person, 'lost', step.name)
    if (queue.whenFull === undefined) this.depart(person, 'lost')
    else this.goTo(person, queue.whenFull)
  }

  private wait(person: Person, step: Waiting['step'], queue: Queue, joined: number): void {
    const { minutes } = person.drawn
    const worsens = queue.classChange === undefined || person.hasWorsened ? never : minutes[queue.classChange.after as string]!
    const patience = queue.patience === undefined ? never : minutes[queue.patience as string]!
    person.waiting = { step, queue, joined, patienceLeft: patience, worsensAt: this.now + worsens }
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
    for (const resource of this.document.resources ?? []) {
      if (resource.atShiftEnd !== 'hand-over') continue
      while (this.free(resource.name) < 0) {
        const victim = this.latestStarted(
          this.people.filter(({ busy }) => busy?.step.do === 'serve' && resource.name in busy.step.resources),
        )
        if (victim === undefined) break
        this.interrupt(victim, 'handed-over')
      }
    }
  }

  private rank(queue: Queue, className: string): number {
    const at = (queue.order ?? []).findIndex((entry) => [entry].flat().includes(className))
    return at < 0 ? never : at
  }

  private queueOf(step: Step): Queue {
    return (
      this.document.queues?.find(({ name }) => 'queue' in step && name === step.queue) ?? { name: '', discipline: 'first-come' }
    )
  }

  private latestStarted(people: Person[]): Person | undefined {
    return people.toSorted((a, b) => {
      const ranks = [a, b].map((person) => this.rank(this.queueOf(person.busy!.step), person.className))
      if (ranks[0] !== ranks[1]) return ranks[1]! - ranks[0]!
      return b.busy!.started - a.busy!.started || b.number - a.number
    })[0]
  }

  /** A service is broken off; the patient waits again, in the old place. */
  private interrupt(person: Person, why: 'preempted' | 'handed-over'): void {
    const { step, until, since, joined } = person.busy!
    if (step.do !== 'serve') throw new Error('the reference interrupts services only')
    const queue = this.queueOf(step)
    const restart = why === 'preempted' && queue.preemption === 'restart'
    const whole = person.drawn.minutes[step.duration as string]!
    person.left[step.name] = restart ? whole : until - this.now
    if (until < since) throw new Error('a service that ends before it starts')
    person.busy = null
    this.giveBack(person, step.resources)
    this.tell(person, why, step.name)
    this.wait(person, step, queue, joined)
  }

  /** People in a queue, who is to start first before the others. */
  private inOrder(queue: Queue): Person[] {
    const key = ({ waiting, className }: Person): number => {
      const waited = this.now - waiting!.joined
      switch (queue.discipline) {
        case 'priority':
        case 'policy':
          return this.rank(queue, className)
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
      return first === second ? turn * joinedBefore(a, b) : first - second
    })
  }

  /**
   * Between queues, whoever waits longest is looked at first. Inside a queue nobody touches what somebody before asked for and waits on.
   * Who is not held up by the own queue and lacks units of a resource keeps it from all who come after, also in other queues. Queues with
   * overtaking do not mind either.
   */
  private nextToStart(): Person | undefined {
    const queues = new Set(this.people.flatMap(({ waiting }) => (waiting === null ? [] : [waiting.queue.name])))
    const orders = [...queues].map((name) => this.inOrder(this.waitingIn(name)[0]!.waiting!.queue))
    const lacking = new Set<string>()
    const kept = new Map<string, Set<string>>()
    for (;;) {
      const next = orders.filter((order) => order.length > 0).toSorted((a, b) => joinedBefore(a[0]!, b[0]!))[0]
      if (next === undefined) return undefined
      const person = next.shift()!
      const { queue, step } = person.waiting!
      const own = kept.get(queue.name) ?? new Set()
      kept.set(queue.name, own)
      const names = Object.keys(step.resources)
      const behindOwn = queue.overtaking !== true && names.some((name) => own.has(name))
      const heldBack = behindOwn || (queue.overtaking !== true && names.some((name) => lacking.has(name)))
      if (!heldBack && this.victimsFor(person) !== null) return person
      for (const name of names) {
        own.add(name)
        if (!behindOwn && this.free(name) < step.resources[name]!) lacking.add(name)
      }
    }
  }

  /** Whom a waiting patient has to interrupt to start now; null where it cannot be. */
  private victimsFor(person: Person): Person[] | null {
    const { queue, step } = person.waiting!
    const victims: Person[] = []
    for (const [name, units] of Object.entries(step.resources)) {
      let free = this.free(name) + victims.reduce((sum, { busy }) => sum + (unitsOf(busy!.step, name) ?? 0), 0)
      while (free < units) {
        if ((queue.preemption ?? 'none') === 'none') return null
        const victim = this.latestStarted(
          this.people.filter(
            (other) =>
              other.busy !== null &&
              !victims.includes(other) &&
              other.busy.step.do === 'serve' &&
              other.busy.step.queue === queue.name &&
              unitsOf(other.busy.step, name) > 0 &&
              this.rank(queue, other.className) > this.rank(queue, person.className),
          ),
        )
        if (victim === undefined) return null
        victims.push(victim)
        free += unitsOf(victim.busy!.step, name)
      }
    }
    return victims
  }

  private startWhoeverCan(): void {
    for (let person = this.nextToStart(); person !== undefined; person = this.nextToStart()) {
      for (const victim of this.victimsFor(person)!) this.interrupt(victim, 'preempted')
      const { step, joined } = person.waiting!
      person.waiting = null
      this.tell(person, 'started', step.name)
      for (const [name, units] of Object.entries(step.resources)) {
        this.inUse[name]! += units
        person.held[name] = (person.held[name] ?? 0) + units
      }
      if (step.do === 'serve')
        this.stay(person, step, person.left[step.name] ?? person.drawn.minutes[step.duration as string]!, joined)
      else this.goBehind(person, step)
    }
  }
}

function unitsOf(step: Step, resource: string): number {
  return 'resources' in step ? (step.resources[resource] ?? 0) : 0
}

/** Below 0 where the first joined before the second. */
function joinedBefore(a: Person, b: Person): number {
  return a.waiting!.joined - b.waiting!.joined || a.number - b.number
}
