/**
 * How often times fell into bins, for several samples one after the other: for each the number of its bins, then each bin and its count, bins
 * ascending. Whole numbers, so that samples can be sent anywhere and put together in any order to the same bits.
 */
export class BinCounts {
  private data = new Uint32Array(1024)
  /** Numbers written so far. */
  length = 0
  private headAt = 0

  clear(): void {
    this.length = 0
  }

  /** Begins the next sample. */
  open(): void {
    this.reserve(1)
    this.headAt = this.length
    this.data[this.length++] = 0
  }

  add(bin: number, count: number): void {
    this.reserve(2)
    this.data[this.length++] = bin
    this.data[this.length++] = count
    this.data[this.headAt]!++
  }

  /** The next sample as a whole, from the bin of each of its values, ascending. */
  addSample(bins: Uint32Array): void {
    this.reserve(1 + 2 * bins.length)
    const { data } = this
    const head = this.length
    let end = head + 1
    for (let index = 0; index < bins.length; ) {
      const bin = bins[index]!
      const first = index++
      while (index < bins.length && bins[index] === bin) index++
      data[end++] = bin
      data[end++] = index - first
    }
    data[head] = (end - head - 1) / 2
    this.length = end
  }

  /** What was written, up to the next change. */
  written(): Uint32Array {
    return this.data.subarray(0, this.length)
  }

  private reserve(numbers: number): void {
    const needed = this.length + numbers
    if (needed <= this.data.length) return
    const longer = new Uint32Array(Math.max(needed, 2 * this.data.length))
    longer.set(this.data)
    this.data = longer
  }
}

/** Where the sample after the one at `at` begins. */
export function nextSample(counts: Uint32Array, at: number): number {
  return at + 1 + 2 * counts[at]!
}
