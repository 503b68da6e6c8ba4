import type { ModelDocument } from '../../src/shared/model/document.ts'
import { needsOf, type Person, serviceOf, unitsInService } from './reference-person.ts'
import { queueOf, rank } from './reference-queues.ts'
import { unitsAt } from './reference-schedule.ts'

/** Units of each resource: how many are free, who holds them, and from whom they may be taken. */
export class ReferenceUnits {
  readonly inUse: Record<string, number>
  /** The present minute. */
  now = 0
  private readonly document: ModelDocument
  private readonly people: readonly Person[]

  constructor(document: ModelDocument, people: readonly Person[]) {
    this.document = document
    this.people = people
    this.inUse = Object.fromEntries((document.resources ?? []).map(({ name }) => [name, 0]))
  }

  free(name: string): number {
    const resource = this.document.resources!.find((each) => each.name === name)!
    return unitsAt(this.document, resource, this.now) - this.inUse[name]!
  }

  /** Of those in service (or in a service that is broken off) with units of a resource: the least urgent, of these the latest started. */
  latestStarted(resource: string, people: readonly Person[]): Person | undefined {
    const holders = people.flatMap((person) => {
      const step = serviceOf(person)
      if (step?.do !== 'serve' || unitsInService(person, resource) === 0) return []
      return [{ person, rank: rank(queueOf(this.document, step), person.className) }]
    })
    return holders.toSorted((a, b) =>
      a.rank === b.rank ? b.person.taken[resource]! - a.person.taken[resource]! : b.rank > a.rank ? 1 : -1,
    )[0]?.person
  }

  /** Resources of which not enough is free for this waiting patient. */
  lackingOf(person: Person): string[] {
    const needs = needsOf(person)
    return (this.document.resources ?? []).flatMap(({ name }) => (name in needs && this.free(name) < needs[name]! ? [name] : []))
  }

  /** Less urgent patients whose service, by the same queue, this one may interrupt. */
  interruptible(person: Person): Person[] {
    const { queue } = person.waiting!
    if ((queue.preemption ?? 'none') === 'none') return []
    return this.people.filter(
      (other) =>
        serviceOf(other)?.do === 'serve' &&
        queueOf(this.document, serviceOf(other)!).name === queue.name &&
        rank(queue, other.className) > rank(queue, person.className),
    )
  }

  /** Units that this patient could take from them. */
  takeable(person: Person, resource: string): number {
    return this.interruptible(person).reduce((sum, other) => sum + unitsInService(other, resource), 0)
  }
}
