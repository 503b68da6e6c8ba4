/** Jobs that wait for a place, first come first served, and those that have one. */
export class Queue {
  readonly #places: () => number
  readonly #running = new Set<string>()
  #waiting: string[] = []

  /** `places` is asked each time a job may start. */
  constructor(places: () => number) {
    this.#places = places
  }

  add(id: string): void {
    this.#waiting.push(id)
  }

  /** The next job that may start, which then has a place; undefined where none waits or all places are taken. */
  take(): string | undefined {
    if (this.#running.size >= this.#places()) return undefined
    const id = this.#waiting.shift()
    if (id !== undefined) this.#running.add(id)
    return id
  }

  /** Takes a job out, wherever it is. */
  remove(id: string): void {
    this.#running.delete(id)
    this.#waiting = this.#waiting.filter((waiting) => waiting !== id)
  }
}
