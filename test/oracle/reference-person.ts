import type { Condition } from '../../src/shared/model/primitives.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Step } from '../../src/shared/model/step.ts'

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

export interface Waiting {
  step: Extract<Step, { do: 'seize' | 'serve' }>
  queue: Queue
  joined: number
  patienceLeft: number
  worsensAt: number
}

export interface Person {
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

/** Somebody before arrival. */
export function personOf(drawn: DrawnPatient, number: number): Person {
  return {
    drawn,
    number,
    className: drawn.className,
    hasWorsened: false,
    held: {},
    happenings: [],
    rounds: 0,
    waiting: null,
    busy: null,
    owed: null,
    left: 0,
    taken: {},
  }
}

/** Whether a condition holds for somebody who is of this class now. */
export function holds({ labels }: DrawnPatient, className: string, condition: Condition | undefined): boolean {
  const known: Record<string, string> = { ...labels, class: className }
  return Object.entries(condition ?? {}).every(([name, wanted]) => [wanted].flat().includes(known[name]!))
}

/** The step of a service that goes on or is broken off. */
export function serviceOf({ busy, owed, waiting }: Person): Step | undefined {
  return owed === null ? busy?.step : waiting!.step
}

/** Units of a resource that somebody has for the present service. */
export function unitsInService(person: Person, resource: string): number {
  const step = serviceOf(person)
  return step !== undefined && 'resources' in step ? (step.resources[resource] ?? 0) - (person.owed?.[resource] ?? 0) : 0
}

/** What a waiting patient needs: all that was asked for, or what was taken away. */
export function needsOf(person: Person): Record<string, number> {
  return person.owed ?? person.waiting!.step.resources
}

/** Below 0 where the first joined before the second. */
export function joinedBefore(a: Person, b: Person): number {
  return a.waiting!.joined - b.waiting!.joined || a.number - b.number
}
