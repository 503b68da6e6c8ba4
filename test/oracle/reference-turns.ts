import type { Queue } from '../../src/shared/model/queue.ts'
import { joinedBefore, needsOf, type Person } from './reference-person.ts'
import { rank } from './reference-queues.ts'
import type { ReferenceUnits } from './reference-units.ts'

/** Whose turn it is. */
export class ReferenceTurns {
  private readonly people: readonly Person[]
  private readonly units: ReferenceUnits

  constructor(people: readonly Person[], units: ReferenceUnits) {
    this.people = people
    this.units = units
  }

  waitingIn(queue: string): Person[] {
    return this.people.filter(({ waiting }) => waiting?.queue.name === queue)
  }

  /** People in a queue, who is to start first before the others. */
  private inOrder(queue: Queue): Person[] {
    const key = ({ waiting, className }: Person): number => {
      const waited = this.units.now - waiting!.joined
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
  nextToStart(group: ReadonlySet<string>): Person | undefined {
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
      const needs = needsOf(person)
      const own = kept.get(queue.name) ?? new Set()
      kept.set(queue.name, own)
      const names = Object.keys(needs)
      const minds = queue.overtaking !== true && person.owed === null
      const behindOwn = minds && names.some((name) => own.has(name))
      const heldBack = behindOwn || (minds && names.some((name) => lacking.has(name)))
      if (
        !heldBack &&
        this.units.lackingOf(person).every((name) => this.units.free(name) + this.units.takeable(person, name) >= needs[name]!)
      )
        return person
      for (const name of Object.keys(step.resources)) own.add(name)
      for (const name of names) if (!behindOwn && this.units.free(name) < needs[name]!) lacking.add(name)
    }
  }
}
