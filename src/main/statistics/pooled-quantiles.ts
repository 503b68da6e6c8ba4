import { nextSample } from './bin-counts.ts'
import { type BinSums, type BinSumsPlace, type BinSumsWriter, binParts, skipSums } from './bin-sums.ts'
import { binsPerOctave, lowerEndOf, octaveOf, placeOf } from './time-bins.ts'

/** Standard errors of a share to either side that an interval of 95 % has. */
const reach = 1.96
const nothing = new Float64Array()

/** What samples together say, and how far chance goes. */
export interface PooledEstimate {
  readonly value: number
  readonly standardError: number
}

/** The distribution so far, for looking up: bins that are not empty, ascending, and running sums at their upper ends. */
interface Distribution {
  readonly bins: Float64Array
  /** Values up to the end of each bin, over all samples. */
  readonly counts: Float64Array
  /** Sums over samples of the square of that count, and of its product with the sample's size. */
  readonly squares: Float64Array
  readonly products: Float64Array
}

/**
 * Quantiles of the times of several samples put together, each sample weighing as much as it has values, with standard errors for samples that are
 * independent of each other while their values are not. Memory grows neither with values nor with samples: of the counts of each bin only sums,
 * sums of squares and of products over samples are kept, all whole numbers, so that the order of samples does not matter to the last bit.
 */
export class PooledQuantiles {
  private count = 0
  private samples = 0
  private squaredSizes = 0
  /** Bins that are not empty, in the order in which they were first met. */
  private filled = new Uint32Array(256)
  private filledCount = 0
  /** By octave: for each bin its count, and the growth of the sum of squares and of products at its upper end. */
  private readonly blocks: (Float64Array | undefined)[] = []
  private known: Distribution | null = null

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

  /**
   * The quantile of a share (0 to 1), between neighbouring values as `quantileOfSorted` has them, within 0.2 %; `smallest` and `largest` are the
   * extremes of all values. The share of values below it is a ratio of sums over samples; its 95 % interval, carried over to times by the
   * distribution itself, is one of the quantile (Woodruff, "Confidence intervals for medians and other position measures", 1952), and the standard
   * error what makes half of that length. NaN where there is no value; a standard error of 0 where a single sample tells nothing about chance.
   */
  estimate(share: number, smallest: number, largest: number): PooledEstimate {
    if (this.count === 0) return { value: Number.NaN, standardError: Number.NaN }
    const distribution = this.distribution()
    const at = (wanted: number) =>
      quantileOf(distribution, (this.count - 1) * Math.min(1, Math.max(0, wanted)), smallest, largest)
    const error = this.shareError(distribution, share)
    return {
      value: at(share),
      standardError: error === 0 ? 0 : (at(share + reach * error) - at(share - reach * error)) / (2 * reach),
    }
  }

  /** Standard error of the share of values that lie below the quantile of this share. */
  private shareError({ counts, squares, products }: Distribution, share: number): number {
    const { count, samples, squaredSizes } = this
    if (samples < 2) return 0
    const upper = firstAbove(counts, (count - 1) * share)
    const varianceAt = (end: number) => {
      if (end < 0) return 0
      const part = counts[end]! / count
      return Math.max(0, squares[end]! - 2 * part * products[end]! + part * part * squaredSizes)
    }
    const before = upper === 0 ? 0 : counts[upper - 1]!
    const between = Math.min(1, Math.max(0, (share * count - before) / (counts[upper]! - before)))
    const squaredDifferences = varianceAt(upper - 1) * (1 - between) + varianceAt(upper) * between
    return Math.sqrt((squaredDifferences * samples) / (samples - 1)) / count
  }

  private distribution(): Distribution {
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
    this.known = { bins, counts: sums[0]!, squares: sums[1]!, products: sums[2]! }
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

/** The value at a position among all values (0 is the smallest), between two neighbours where it is no whole number. */
function quantileOf(distribution: Distribution, position: number, smallest: number, largest: number): number {
  const below = Math.floor(position)
  const low = valueAt(distribution, below, smallest, largest)
  return position === below ? low : low + (valueAt(distribution, below + 1, smallest, largest) - low) * (position - below)
}

/** The value of a rank; values are taken as spread evenly inside their bin. */
function valueAt({ bins, counts }: Distribution, rank: number, smallest: number, largest: number): number {
  const index = firstAbove(counts, rank)
  const bin = bins[index]!
  if (bin === 0) return 0
  const before = index === 0 ? 0 : counts[index - 1]!
  const lower = lowerEndOf(bin)
  const value = lower + ((rank - before + 0.5) / (counts[index]! - before)) * (lowerEndOf(bin + 1) - lower)
  return Math.min(largest, Math.max(smallest, value))
}

/** The first bin whose running count is above a rank. */
function firstAbove(counts: Float64Array, rank: number): number {
  let low = 0
  let high = counts.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (counts[middle]! > rank) high = middle
    else low = middle + 1
  }
  return low
}
