import { AsyncIteratorClass } from '@orpc/server'
import type { Clock } from '../training/clock.ts'

export interface WatchOptions<T> {
  /** The state now (null while there is none yet), and whether nothing comes after it. What it throws ends the watch with that error. */
  read(): { state: T | null; last: boolean }
  minimumMilliseconds: number
  signal?: AbortSignal | undefined
  /** The watcher has gone or has seen the last state. */
  left?(): void
}

interface Watcher {
  notify(): void
  leave(): void
}

/**
 * Tells watchers that something has changed, by its id. A watcher reads the state when it is its turn, so the latest wins and a slow
 * one costs nothing: full state at once, then after changes, not more often than asked for.
 */
export class Topics {
  readonly #clock: Clock
  readonly #failure: (error: unknown) => Error
  readonly #watchers = new Map<string, Set<Watcher>>()

  /** `failure` makes of an error what a watcher is told. */
  constructor(clock: Clock, failure: (error: unknown) => Error) {
    this.#clock = clock
    this.#failure = failure
  }

  changed(id: string): void {
    for (const watcher of this.#watchers.get(id) ?? []) watcher.notify()
  }

  watcherCount(id: string): number {
    return this.#watchers.get(id)?.size ?? 0
  }

  watch<T>(id: string, options: WatchOptions<T>): AsyncIteratorClass<T, undefined> {
    const { read, minimumMilliseconds, signal, left } = options
    let pending = true
    let over = false
    let earliest = Number.NEGATIVE_INFINITY
    let wake = () => {}

    const leave = () => {
      over = true
      const wasHere = this.#remove(id, watcher)
      signal?.removeEventListener('abort', leave)
      wake()
      if (wasHere) left?.()
    }
    const notify = () => {
      pending = true
      wake()
    }
    const watcher: Watcher = { notify, leave }
    /** Until there is something to read and its time has come, or the watcher leaves. */
    const turn = async () => {
      while (!over && !pending) await new Promise<void>((resolve) => (wake = resolve))
      const early = earliest - this.#clock.now()
      if (over || early <= 0) return
      let callOff = () => {}
      await new Promise<void>((resolve) => {
        callOff = this.#clock.after(early, resolve)
        wake = () => {
          // A change before its turn is only noted.
          if (over) resolve()
        }
      })
      callOff()
    }

    this.#add(id, watcher)
    if (signal?.aborted) leave()
    else signal?.addEventListener('abort', leave, { once: true })

    const next = async (): Promise<IteratorResult<T, undefined>> => {
      for (await turn(); !over; await turn()) {
        pending = false
        const { state, last } = this.#guarded(read)
        if (last) leave()
        if (state === null) continue
        earliest = this.#clock.now() + minimumMilliseconds
        return { done: false, value: state }
      }
      return { done: true, value: undefined }
    }
    return new AsyncIteratorClass<T, undefined>(next, async () => leave())
  }

  /** Ends all watches. */
  close(): void {
    for (const watchers of [...this.#watchers.values()]) for (const watcher of [...watchers]) watcher.leave()
  }

  #guarded<Result>(read: () => Result): Result {
    try {
      return read()
    } catch (error) {
      throw this.#failure(error)
    }
  }

  #add(id: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(id) ?? new Set()
    this.#watchers.set(id, watchers.add(watcher))
  }

  #remove(id: string, watcher: Watcher): boolean {
    const watchers = this.#watchers.get(id)
    const wasHere = watchers?.delete(watcher) === true
    if (watchers?.size === 0) this.#watchers.delete(id)
    return wasHere
  }
}
