import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Step } from '../../src/shared/model/step.ts'
import {
  type DrawnPatient,
  type Happening,
  holds,
  needsOf,
  type Person,
  personOf,
  unitsInService,
  type Waiting,
} from './reference-person.ts'
import { groupsOf, queueOf } from './reference-queues.ts'
import { changeTimes, minutesPerUnit } from './reference-schedule.ts'
import { ReferenceTurns } from './reference-turns.ts'
import { ReferenceUnits } from './reference-units.ts'

const never = Number.POSITIVE_INFINITY

/**
 * Simulates a document by its meaning alone, with plain objects and lists that are looked through again and again: slow, and easy to
 * follow. Steps: seize, serve, delay, release, branch by condition, become, exit; times are attributes by name.
 */
export class ReferenceSimulation {
  private readonly document: ModelDocument
  private readonly unit: number
  private readonly people: Person[]
  private readonly units: ReferenceUnits
  private readonly turns: ReferenceTurns
  private readonly groups: readonly ReadonlySet<string>[]
  private takings = 0
  /** Those who found their queue full: lost unless they start at once. */
  private readonly onTrial: Person[] = []

  constructor(document: ModelDocument, drawn: readonly DrawnPatient[]) {
    this.document = document
    this.unit = minutesPerUnit[document.timeUnit]
    this.people = drawn.map(personOf)
    this.units = new ReferenceUnits(document, this.people)
    this.turns = new ReferenceTurns(this.people, this.units)
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
          minutes: this.units.now + Math.max(0, person.waiting.patienceLeft) / this.impatience(person.waiting.queue),
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
    return 1 + (queue.crowding ?? 0) * this.turns.waitingIn(queue.name).length
  }

  private passTo(minutes: number): void {
    const rates = new Map(
      this.people.flatMap(({ waiting }) => (waiting === null ? [] : [[waiting.queue, this.impatience(waiting.queue)]])),
    )
    for (const { waiting } of this.people)
      if (waiting !== null) waiting.patienceLeft -= (minutes - this.units.now) * rates.get(waiting.queue)!
    this.units.now = minutes
  }

  private tell(person: Person, what: string, where: string): void {
    person.happenings.push([what, where, this.units.now])
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
        this.stay(person, step, person.drawn.minutes[step.duration as string]!, this.units.now)
        break
      case 'release':
        this.giveBack(person, step.resources)
        this.goBehind(person, step)
        break
      case 'branch':
        this.goTo(person, step.to.find(({ when }) => holds(person.drawn, person.className, when))!.step)
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

  private stay(person: Person, step: Step, minutes: number, joined: number): void {
    person.busy = { step, until: this.units.now + minutes, joined }
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
      this.units.inUse[name]! -= units
      person.held[name]! -= units
    }
  }

  private depart(person: Person, exit: string): void {
    this.giveBack(person, { ...person.held })
    this.tell(person, 'out', exit)
  }

  private ask(person: Person, step: Waiting['step']): void {
    const queue = queueOf(this.document, step)
    const waiting = this.turns.waitingIn(queue.name).length
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
    person.waiting = { step, queue, joined: this.units.now, patienceLeft: patience, worsensAt: this.units.now + worsens }
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
      if (waiting === null || this.turns.waitingIn(waiting.queue.name).length <= waiting.queue.places!) continue
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
    const next = typeof to === 'string' ? to : to.cases.find(({ when }) => holds(person.drawn, person.drawn.className, when))!.use
    if (next === person.className) return
    person.className = next
    this.tell(person, 'became', next)
  }

  /** The first minute after now at which any number of units differs. */
  private nextShiftChange(): number {
    const times = (this.document.resources ?? []).flatMap((resource) => changeTimes(this.document, resource, this.units.now))
    return Math.min(never, ...times)
  }

  /** Resources that hand over give back what is too much, the least urgent and latest started patient first. */
  private endShifts(): void {
    for (const { name, atShiftEnd } of this.document.resources ?? [])
      while (atShiftEnd === 'hand-over' && this.units.free(name) < 0) {
        const victim = this.units.latestStarted(name, this.people)
        if (victim === undefined) break
        this.interrupt(victim, [name], 'handed-over')
      }
  }

  /** Units are taken away; the patient waits for them, in the old place, keeping the others. */
  private interrupt(person: Person, names: readonly string[], why: 'preempted' | 'handed-over'): void {
    if (person.owed === null) {
      const { step, until, joined } = person.busy!
      if (step.do !== 'serve') throw new Error('the reference interrupts services only')
      const queue = queueOf(this.document, step)
      const again = why === 'preempted' && queue.preemption === 'restart'
      person.left = again ? person.drawn.minutes[step.duration as string]! : until - this.units.now
      person.busy = null
      person.owed = {}
      person.waiting = { step, queue, joined, patienceLeft: never, worsensAt: never }
      this.tell(person, why, step.name)
    }
    for (const name of names) {
      const units = unitsInService(person, name)
      if (units === 0) continue
      person.owed[name] = (person.owed[name] ?? 0) + units
      this.giveBack(person, { [name]: units })
    }
  }

  /** One group of queues after the other, and again from the first as long as somebody starts. */
  private startWhoeverCan(): void {
    for (let started = true; started; ) {
      started = false
      for (const group of this.groups)
        for (let person = this.turns.nextToStart(group); person !== undefined; person = this.turns.nextToStart(group)) {
          this.start(person)
          started = true
        }
    }
  }

  private start(person: Person): void {
    const lacking = this.units.lackingOf(person)
    const needs = needsOf(person)
    for (const name of lacking)
      while (this.units.free(name) < needs[name]!)
        this.interrupt(this.units.latestStarted(name, this.units.interruptible(person))!, lacking, 'preempted')
    const { step, joined } = person.waiting!
    const goesOn = person.owed !== null
    person.waiting = null
    person.owed = null
    this.tell(person, 'started', step.name)
    for (const [name, units] of Object.entries(needs)) {
      this.units.inUse[name]! += units
      person.held[name] = (person.held[name] ?? 0) + units
      person.taken[name] = this.takings++
    }
    if (step.do === 'serve')
      this.stay(person, step, goesOn ? person.left : person.drawn.minutes[step.duration as string]!, joined)
    else this.goBehind(person, step)
  }
}
