import type { BinCounts } from './bin-counts.ts'
import { binOf, binsPerOctave, octaveOf, placeOf } from './time-bins.ts'

/** So many bins are listed one by one before they are counted. */
const longestList = 2048

/**
 * Times of many patients (0 or more) in memory that does not grow with them. Count, mean, spread, extremes, zeros and the number above a
 * threshold are exact; how the times are distributed is kept in bins of at most 0.2 % (`time-bins.ts`).
 */
export class StreamingSample {
  count = 0
  /** How many were above 0, and above the threshold. */
  positive = 0
  over = 0
  /** Infinity and 0 where there is no value. */
  smallest = Number.POSITIVE_INFINITY
  largest = 0
  /** Sums around the first value: sums of raw squares would lose the digits where the mean is large against the spread. */
  private origin = 0
  private deviation = 0
  private squares = 0
  /** The bin of each value, while there are few; later counts by bin, in blocks by power of two. */
  private list = new Uint32Array(64)
  private listed = true
  /** So many bins at the beginning of the list ascend. */
  private ascending = 0
  private readonly blocks: (Float64Array | undefined)[] = []
  private readonly threshold: number

  /** `threshold`: values above it are counted (`Infinity`: none). */
  constructor(threshold = Number.POSITIVE_INFINITY) {
    this.threshold = threshold
  }

  clear(): void {
    if (!this.listed) for (const block of this.blocks) block?.fill(0)
    this.count = 0
    this.positive = 0
    this.over = 0
    this.origin = 0
    this.deviation = 0
    this.squares = 0
    this.smallest = Number.POSITIVE_INFINITY
    this.largest = 0
    this.listed = true
    this.ascending = 0
  }

  /** Throws a RangeError for a negative value and for what is no number. */
  add(value: number): void {
    if (!(value >= 0)) throw new RangeError(`A time of ${value} was recorded; times are 0 or more.`)
    if (this.count === 0) this.origin = value
    if (this.listed && this.count === longestList) this.spill()
    if (!this.listed) this.bin(binOf(value), 1)
    else {
      if (this.count === this.list.length) this.lengthen(this.count + 1)
      this.list[this.count] = binOf(value)
    }
    this.count++
    const deviation = value - this.origin
    this.deviation += deviation
    this.squares += deviation * deviation
    if (value > 0) this.positive++
    if (value > this.threshold) this.over++
    if (value < this.smallest) this.smallest = value
    if (value > this.largest) this.largest = value
  }

  /** Takes in everything another sample holds; both need the same threshold. */
  merge(other: StreamingSample): void {
    if (other.count === 0) return
    if (this.count === 0) this.origin = other.origin
    const count = this.count + other.count
    if (this.listed && other.listed && count <= longestList) {
      this.lengthen(count)
      this.list.set(other.list.subarray(0, other.count), this.count)
    } else {
      if (this.listed) this.spill()
      other.eachBin((bin, times) => this.bin(bin, times))
    }
    const shift = other.origin - this.origin
    this.squares += other.squares + 2 * shift * other.deviation + other.count * shift * shift
    this.deviation += other.deviation + other.count * shift
    this.count = count
    this.positive += other.positive
    this.over += other.over
    this.smallest = Math.min(this.smallest, other.smallest)
    this.largest = Math.max(this.largest, other.largest)
  }

  /** 0 where there is no value. */
  get mean(): number {
    return this.count === 0 ? 0 : this.origin + this.deviation / this.count
  }

  /** Sum of the squares of what values differ from their mean. */
  get squaredDeviations(): number {
    return this.count === 0 ? 0 : Math.max(0, this.squares - (this.deviation * this.deviation) / this.count)
  }

  /** Writes the distribution as one sample. */
  writeBins(into: BinCounts): void {
    if (this.listed && this.count > 0) {
      const list = this.list.subarray(0, this.count)
      if (this.ascending < this.count) list.sort()
      this.ascending = this.count
      into.addSample(list)
      return
    }
    into.open()
    if (!this.listed) this.eachBin((bin, times) => into.add(bin, times))
  }

  private eachBin(tell: (bin: number, times: number) => void): void {
    if (this.listed) for (let index = 0; index < this.count; index++) tell(this.list[index]!, 1)
    else
      this.blocks.forEach((block, octave) => {
        if (block === undefined) return
        for (let bin = 0; bin < binsPerOctave; bin++) if (block[bin]! > 0) tell(octave * binsPerOctave + bin, block[bin]!)
      })
  }

  private lengthen(count: number): void {
    if (count <= this.list.length) return
    const longer = new Uint32Array(Math.min(longestList, Math.max(count, 2 * this.list.length)))
    longer.set(this.list)
    this.list = longer
  }

  private spill(): void {
    this.listed = false
    for (let index = 0; index < this.count; index++) this.bin(this.list[index]!, 1)
  }

  private bin(bin: number, times: number): void {
    const octave = octaveOf(bin)
    let block = this.blocks[octave]
    if (block === undefined) {
      block = new Float64Array(binsPerOctave)
      this.blocks[octave] = block
    }
    block[placeOf(bin)]! += times
  }
}
