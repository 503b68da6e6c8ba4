const parity = 0x1bd11bda
const words = 2 ** 32

/**
 * Threefry-2x32 with 20 rounds: a counter-based generator (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011).
 * The same key and counter always give the same two words, so a draw needs no state and no order. Only 32-bit additions, rotations and
 * exclusive ors: the same bits on every machine.
 */
export class Threefry {
  /** The two words of the last draw as numbers strictly between 0 and 1. (Fields: an array to write to would take longer than the rounds.) */
  first = 0.5
  second = 0.5
  protected key0 = 0
  protected key1 = 0

  /** The two words for these counters (32-bit integers) under the present key. */
  draw(counter0: number, counter1: number): void {
    const { key0, key1 } = this
    const key2 = parity ^ key0 ^ key1
    let x = (counter0 + key0) | 0
    let y = (counter1 + key1) | 0
    x = (x + y) | 0
    y = ((y << 13) | (y >>> 19)) ^ x
    x = (x + y) | 0
    y = ((y << 15) | (y >>> 17)) ^ x
    x = (x + y) | 0
    y = ((y << 26) | (y >>> 6)) ^ x
    x = (x + y) | 0
    y = ((y << 6) | (y >>> 26)) ^ x
    x = (x + key1) | 0
    y = (y + key2 + 1) | 0
    x = (x + y) | 0
    y = ((y << 17) | (y >>> 15)) ^ x
    x = (x + y) | 0
    y = ((y << 29) | (y >>> 3)) ^ x
    x = (x + y) | 0
    y = ((y << 16) | (y >>> 16)) ^ x
    x = (x + y) | 0
    y = ((y << 24) | (y >>> 8)) ^ x
    x = (x + key2) | 0
    y = (y + key0 + 2) | 0
    x = (x + y) | 0
    y = ((y << 13) | (y >>> 19)) ^ x
    x = (x + y) | 0
    y = ((y << 15) | (y >>> 17)) ^ x
    x = (x + y) | 0
    y = ((y << 26) | (y >>> 6)) ^ x
    x = (x + y) | 0
    y = ((y << 6) | (y >>> 26)) ^ x
    x = (x + key0) | 0
    y = (y + key1 + 3) | 0
    x = (x + y) | 0
    y = ((y << 17) | (y >>> 15)) ^ x
    x = (x + y) | 0
    y = ((y << 29) | (y >>> 3)) ^ x
    x = (x + y) | 0
    y = ((y << 16) | (y >>> 16)) ^ x
    x = (x + y) | 0
    y = ((y << 24) | (y >>> 8)) ^ x
    x = (x + key1) | 0
    y = (y + key2 + 4) | 0
    x = (x + y) | 0
    y = ((y << 13) | (y >>> 19)) ^ x
    x = (x + y) | 0
    y = ((y << 15) | (y >>> 17)) ^ x
    x = (x + y) | 0
    y = ((y << 26) | (y >>> 6)) ^ x
    x = (x + y) | 0
    y = ((y << 6) | (y >>> 26)) ^ x
    this.first = (((x + key2) >>> 0) + 0.5) / words
    this.second = (((y + key0 + 5) >>> 0) + 0.5) / words
  }

  /** Draws under this key from now on. */
  protected setKey(key0: number, key1: number): void {
    this.key0 = key0
    this.key1 = key1
  }

  /** Makes the words of the last draw the key. */
  protected keyByLastDraw(): void {
    this.setKey(wordOf(this.first), wordOf(this.second))
  }
}

/** The word that a number between 0 and 1 was made from. */
export function wordOf(uniform: number): number {
  return (uniform * words - 0.5) | 0
}
