import { ProgressBar } from './progress-bar.ts'
import type { TextStream } from './text-stream.ts'

interface Streams {
  standardOutput: TextStream
  standardError: TextStream
}

/** What a command says: its result on standard output, everything else on standard error. */
export class Output {
  /** One JSON object instead of words. */
  json = false
  /** Whether the result has been given: there is one per command. */
  hasResult = false
  readonly #streams: Streams
  #bar: ProgressBar | null = null

  constructor(streams: Streams) {
    this.#streams = streams
  }

  /** The result, once per command: `value` as one JSON object, or `words` for people. */
  result(value: object, words: () => string): void {
    this.endProgress()
    this.hasResult = true
    this.#streams.standardOutput.write(`${this.json ? JSON.stringify(value) : words().trimEnd()}\n`)
  }

  /** Text that is the result itself, such as a scenario document. */
  raw(text: string): void {
    this.endProgress()
    this.hasResult = true
    this.#streams.standardOutput.write(text.endsWith('\n') ? text : `${text}\n`)
  }

  /** A sentence on the way. */
  say(sentence: string): void {
    this.endProgress()
    this.#streams.standardError.write(`${sentence}\n`)
  }

  /** How far long work has come; `fraction` from 0 to 1. */
  progress(fraction: number, detail: string): void {
    this.#bar ??= new ProgressBar(this.#streams.standardError, () => performance.now())
    this.#bar.show(fraction, detail)
  }

  endProgress(): void {
    this.#bar?.end()
    this.#bar = null
  }
}
