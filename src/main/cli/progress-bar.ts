import type { TextStream } from './text-stream.ts'

const barLength = 24
const drawMilliseconds = 100
const lineMilliseconds = 10_000

/** How far long work has come: a bar that is drawn over on a terminal, a line every ten seconds elsewhere. */
export class ProgressBar {
  readonly #stream: TextStream
  readonly #now: () => number
  readonly #started: number
  #shownAt = Number.NEGATIVE_INFINITY
  #last = ''
  #fraction = 0

  constructor(stream: TextStream, now: () => number) {
    this.#stream = stream
    this.#now = now
    this.#started = now()
  }

  show(fraction: number, detail: string): void {
    // Never back: people read that as trouble.
    this.#fraction = Math.max(this.#fraction, Math.min(1, fraction))
    const now = this.#now()
    const terminal = this.#stream.isTTY === true
    this.#last = terminal ? this.#bar(detail, now) : `${this.#percent()} ${detail}`
    if (now - this.#shownAt < (terminal ? drawMilliseconds : lineMilliseconds)) return
    this.#shownAt = now
    this.#stream.write(terminal ? `\r\u001b[2K${this.#last}` : `${this.#last}\n`)
  }

  end(): void {
    if (this.#last !== '' && this.#stream.isTTY === true) this.#stream.write(`\r\u001b[2K${this.#last}\n`)
  }

  #percent(): string {
    return `${Math.floor(this.#fraction * 100)} %`.padStart(5)
  }

  #bar(detail: string, now: number): string {
    const full = Math.round(this.#fraction * barLength)
    const text = `[${'#'.repeat(full)}${'.'.repeat(barLength - full)}] ${this.#percent()} ${this.#remaining(now)}${detail}`
    return text.slice(0, Math.max(20, (this.#stream.columns ?? 80) - 1))
  }

  #remaining(now: number): string {
    const elapsed = (now - this.#started) / 1000
    if (this.#fraction < 0.03 || elapsed < 2 || this.#fraction >= 1) return ''
    const seconds = Math.round((elapsed * (1 - this.#fraction)) / this.#fraction)
    return seconds < 120 ? `${seconds} s left, ` : `${Math.round(seconds / 60)} min left, `
  }
}
