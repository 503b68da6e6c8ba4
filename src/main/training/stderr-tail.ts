import { StringDecoder } from 'node:string_decoder'

const longestLine = 1000

/** Keeps the last lines of what a process writes to stderr, whatever it writes. */
export class StderrTail {
  readonly #decoder = new StringDecoder('utf8')
  readonly #limit: number
  #lines: string[] = []
  #rest = ''

  constructor(limit = 20) {
    this.#limit = limit
  }

  add(chunk: Buffer): void {
    const parts = (this.#rest + this.#decoder.write(chunk)).split('\n')
    this.#rest = (parts.pop() ?? '').slice(-longestLine)
    const lines = parts.map((line) => line.trimEnd().slice(0, longestLine)).filter((line) => line !== '')
    this.#lines = [...this.#lines, ...lines].slice(-this.#limit)
  }

  lines(): string[] {
    const rest = this.#rest.trim()
    return rest === '' ? this.#lines : [...this.#lines, rest].slice(-this.#limit)
  }
}
