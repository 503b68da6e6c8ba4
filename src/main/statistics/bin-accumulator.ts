import { nextSample } from './bin-counts.ts'
import { type BinSums, type BinSumsPlace, type BinSumsWriter, binParts, skipSums } from './bin-sums.ts'
import { binsPerOctave, octaveOf, placeOf } from './time-bins.ts'

const nothing = new Float64Array()

/** How times of several samples together are distributed: bins that are not empty, ascending, and running sums at their upper ends. */
export interface PooledDistribution {
  /** Values of all samples, samples that had any, and the squares of their sizes added up. */
  readonly count: number
  readonly samples: number
  readonly squaredSizes: number
  readonly bins: Float64Array
  /** Values up to the end of each bin, over all samples. */
  readonly counts: Float64Array
  /** Sums over samples of the square of that count, and of its product with the sample's size. */
  readonly squares: Float64Array
  readonly products: Float64Array
}

/**
 * Sums up how often times of several samples fell into bins. Memory grows neither with values nor with samples: of the counts of each bin only sums,
 * sums of squares and of products over samples are kept, all whole numbers, so that the order of samples does not matter to the last bit.
 */
export class BinAccumulator {
  private count = 0
  private samples = 0
  private squaredSizes = 0
  /** Bins that are not empty, in the order in which they were first met. */
  private filled = new Uint32Array(256)
  private filledCount = 0
  /** By octave: for each bin its count, and the growth of the sum of squares and of products at its upper end. */
  private readonly blocks: (Float64Array | undefined)[] = []
  private known: PooledDistribution | null = null

  /** Takes in the sample of `BinCounts` that begins at `at`; returns where the next begins. */
  add(counts: Uint32Array, at: number): number {
    const end = nextSample(counts, at)
    let size = 0
    for (let index = at + 2; index < end; index += 2) size += counts[index]!
    if (size === 0) return end
    this.known = null
    this.samples++
    this.count += size
    this.squaredSizes += size * size
    let below = 0
    let octave = -1
    let block: Float64Array = nothing
    for (let index = at + 1; index < end; index += 2) {
      const bin = counts[index]!
      const times = counts[index + 1]!
      if (octaveOf(bin) !== octave) {
        octave = octaveOf(bin)
        block = this.blockOf(octave)
      }
      const place = placeOf(bin) * binParts
      const before = block[place]!
      if (before === 0 && times > 0) this.fill(bin)
      block[place] = before + times
      block[place + 1] = block[place + 1]! + times * (2 * below + times)
      block[place + 2] = block[place + 2]! + times * size
      below += times
    }
    return end
  }

  /** Writes what is known of the samples so far. */
  write(into: BinSumsWriter): void {
    into.open(this.filledCount, this.samples, this.count, this.squaredSizes)
    for (let index = 0; index < this.filledCount; index++) {
      const bin = this.filled[index]!
      const block = this.blocks[octaveOf(bin)]!
      const place = placeOf(bin) * binParts
      into.add(bin, block[place]!, block[place + 1]!, block[place + 2]!)
    }
  }

  /** Takes in what `write` wrote at a place, and goes on to what comes after it. */
  merge(from: BinSums, place: BinSumsPlace): void {
    const { bins, sums } = from
    const first = place.bins + 1
    let at = place.sums
    skipSums(from, place)
    if (sums[at] === 0) return
    this.known = null
    this.samples += sums[at++]!
    this.count += sums[at++]!
    this.squaredSizes += sums[at++]!
    for (let index = first; index < place.bins; index++) {
      const bin = bins[index]!
      const block = this.blockOf(octaveOf(bin))
      const to = placeOf(bin) * binParts
      if (block[to] === 0) this.fill(bin)
      for (let part = 0; part < binParts; part++) block[to + part] = block[to + part]! + sums[at++]!
    }
  }

  /** Forgets all samples. */
  clear(): void {
    for (let index = 0; index < this.filledCount; index++) {
      const place = placeOf(this.filled[index]!) * binParts
      this.blocks[octaveOf(this.filled[index]!)]!.fill(0, place, place + binParts)
    }
    this.filledCount = 0
    this.count = 0
    this.samples = 0
    this.squaredSizes = 0
    this.known = null
  }

  /** What is known so far. */
  distribution(): PooledDistribution {
    if (this.known !== null) return this.known
    const bins = new Float64Array(this.filledCount)
    const sums = Array.from({ length: binParts }, () => new Float64Array(this.filledCount))
    const running = new Float64Array(binParts)
    let index = 0
    this.blocks.forEach((block, octave) => {
      if (block === undefined) return
      for (let bin = 0; bin < binsPerOctave; bin++) {
        if (block[bin * binParts] === 0) continue
        bins[index] = octave * binsPerOctave + bin
        for (let part = 0; part < binParts; part++) {
          running[part]! += block[bin * binParts + part]!
          sums[part]![index] = running[part]!
        }
        index++
      }
    })
    const { count, samples, squaredSizes } = this
    this.known = { count, samples, squaredSizes, bins, counts: sums[0]!, squares: sums[1]!, products: sums[2]! }
    return this.known
  }

  private fill(bin: number): void {
    if (this.filledCount === this.filled.length) {
      const longer = new Uint32Array(2 * this.filledCount)
      longer.set(this.filled)
      this.filled = longer
    }
    this.filled[this.filledCount++] = bin
  }

  private blockOf(octave: number): Float64Array {
    let block = this.blocks[octave]
    if (block === undefined) {
      block = new Float64Array(binParts * binsPerOctave)
      this.blocks[octave] = block
    }
    return block
  }
}
