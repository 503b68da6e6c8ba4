/**
 * A small seeded generator (xoshiro128**) with a state that can be saved: the same seed and stream give the same numbers
 * on every machine. For initial weights, sampled actions and shuffles; patients have their own keyed streams.
 */
export class Generator {
  private readonly state = new Uint32Array(4)

  /** Streams of one seed are unrelated; `seed` and `stream` are taken modulo 2^32. */
  constructor(seed: number, stream: number) {
    // The two words are hashed into the state, so that neighbouring seeds do not give similar streams.
    let word = hash((seed >>> 0) ^ hash((stream >>> 0) + 0x9e3779b9))
    for (let index = 0; index < 4; index++) {
      word = (word + 0x9e3779b9) >>> 0
      this.state[index] = hash(word ^ Math.imul(stream | 0, 0x85ebca6b))
    }
    // The state must not be all zeros.
    this.state[3] = (this.state[3] as number) | 1
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const state = this.state
    const second = state[1] as number
    const scrambled = Math.imul(second, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    state[2] = (state[2] as number) ^ (state[0] as number)
    state[3] = (state[3] as number) ^ second
    state[1] = second ^ (state[2] as number)
    state[0] = (state[0] as number) ^ (state[3] as number)
    state[2] = (state[2] as number) ^ (second << 9)
    const last = state[3] as number
    state[3] = (last << 11) | (last >>> 21)
    return result
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return ((this.next() >>> 6) * 0x8000000 + (this.next() >>> 5)) / 0x20000000000000
  }

  /** Standard normal, by the polar method. */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1
      const y = 2 * this.uniform() - 1
      const square = x * x + y * y
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
    }
  }

  /** Puts a list in random order (Fisher-Yates). */
  shuffle(list: Int32Array): void {
    for (let last = list.length - 1; last > 0; last--) {
      const other = Math.floor(this.uniform() * (last + 1))
      const value = list[last] as number
      list[last] = list[other] as number
      list[other] = value
    }
  }

  saveState(): Uint32Array {
    return this.state.slice()
  }

  restoreState(state: Uint32Array): void {
    this.state.set(state)
  }
}

/** Mixes the bits of a 32-bit word. */
function hash(word: number): number {
  let mixed = word ^ (word >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
