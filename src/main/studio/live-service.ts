import { v7 as newId } from 'uuid'
import type { LiveCommand, LiveFrame } from '../../shared/live.ts'
import { isActive, type JobStatus } from '../../shared/run.ts'
import type { Clock } from '../training/clock.ts'
import type { StatusDetail } from '../training/job-store.ts'
import type { Supervisor } from '../training/supervisor.ts'
import { conflict, notFound } from './failures.ts'
import type { LiveListener } from './job-board.ts'
import type { PolicyService } from './policy-service.ts'
import type { ScenarioService } from './scenario-service.ts'
import type { Topics } from './topics.ts'

/** How long a hospital goes on that nobody watches: at first, and when its last watcher has gone. */
const unwatchedMilliseconds = { first: 30_000, later: 5_000 }

interface Session {
  frame: LiveFrame | null
  ended: boolean
  error: string | null
  callOff: () => void
}

export interface LiveServiceParts {
  supervisor: Pick<Supervisor, 'submit' | 'stop' | 'command'>
  scenarios: ScenarioService
  policies: PolicyService
  topics: Topics
  clock: Clock
}

/** Hospitals to watch. They leave nothing in the store. */
export class LiveService implements LiveListener {
  readonly #parts: LiveServiceParts
  readonly #sessions = new Map<string, Session>()

  constructor(parts: LiveServiceParts) {
    this.#parts = parts
  }

  start(request: { scenario: string; policy: string; seed: number }): { id: string } {
    const hospital = this.#parts.scenarios.getUsable(request.scenario)
    const { scenario } = hospital
    const policy = this.#parts.policies.source(request.policy, hospital)
    const id = newId()
    this.#sessions.set(id, { frame: null, ended: false, error: null, callOff: () => undefined })
    this.#endUnlessWatched(id, unwatchedMilliseconds.first)
    this.#parts.supervisor.submit({ kind: 'live', id, attempt: 1, scenario, policy, seed: request.seed })
    return { id }
  }

  watch(id: string, signal: AbortSignal | undefined) {
    const session = this.#require(id)
    session.callOff()
    return this.#parts.topics.watch(id, {
      read: () => {
        if (session.error !== null) throw conflict(session.error)
        return { state: session.frame, last: session.ended }
      },
      minimumMilliseconds: 100,
      signal,
      left: () => this.#endUnlessWatched(id, unwatchedMilliseconds.later),
    })
  }

  command(id: string, command: LiveCommand): { id: string } {
    this.#require(id)
    if (!this.#parts.supervisor.command(id, command)) throw conflict('This live hospital has ended; start it again.')
    return { id }
  }

  /** One that has ended already is fine. */
  stop(id: string): { id: string } {
    this.#parts.supervisor.stop(id)
    return { id }
  }

  frameArrived(id: string, frame: LiveFrame): void {
    const session = this.#sessions.get(id)
    if (session === undefined) return
    session.frame = frame
    this.#parts.topics.changed(id)
  }

  statusChanged(id: string, status: JobStatus, { error }: StatusDetail): void {
    const session = this.#sessions.get(id)
    if (session === undefined || isActive(status)) return
    session.callOff()
    session.ended = true
    session.error = status === 'failed' ? (error ?? 'The live hospital ended unexpectedly; start it again.') : null
    this.#sessions.delete(id)
    this.#parts.topics.changed(id)
  }

  /** All there was to see has been seen. */
  finished(): void {}

  close(): void {
    for (const session of this.#sessions.values()) session.callOff()
  }

  #require(id: string): Session {
    const session = this.#sessions.get(id)
    if (session === undefined) throw notFound('This live hospital has ended; start it again.')
    return session
  }

  #endUnlessWatched(id: string, milliseconds: number): void {
    const session = this.#sessions.get(id)
    if (session === undefined) return
    session.callOff()
    session.callOff = this.#parts.clock.after(milliseconds, () => {
      if (this.#parts.topics.watcherCount(id) === 0) this.#parts.supervisor.stop(id)
    })
  }
}
