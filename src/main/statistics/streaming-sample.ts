import { quantileOfSorted } from './quantile.ts'

/** Octaves of the exponent of a 64-bit float; each is cut into 512 bins, so a bin is at most 1/512 = 0.2 % wide. */
const exponents = 2048
const binsPerExponent = 512
const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)
/** Where the half of a float stands that holds sign, exponent and the first 20 digits. */
const highWord = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0

/**
 * Times of many patients (0 or more) in memory that does not grow with them. Count, mean, standard deviation, extremes, zeros and the share above
 * a threshold are exact; quantiles are exact for the first `exactUpTo` values and within 0.2 % beyond: values are then counted in bins of equal
 * relative width, found from the bits of the number. Zeros have a bin of their own.
 */
export class StreamingSample {
  count = 0
  /** How many were above 0, and above the threshold. */
  positive = 0
  over = 0
  private sum = 0
  /** Sums around the first value: sums of raw squares would lose the digits where the mean is large against the spread. */
  private origin = 0
  private deviation = 0
  private squares = 0
  private smallest = Number.POSITIVE_INFINITY
  private largest = 0
  private exact: Float64Array
  /** Whether all values still stand in `exact`, and there in ascending order. */
  private listed = true
  private ascending = false
  private readonly blocks: (Float64Array | undefined)[] = []
  private readonly threshold: number
  private readonly exactUpTo: number

  /** `threshold`: values above it are counted (`Infinity`: none). */
  constructor(threshold = Number.POSITIVE_INFINITY, exactUpTo = 2048) {
    this.threshold = threshold
    this.exactUpTo = exactUpTo
    this.exact = new Float64Array(Math.min(64, exactUpTo))
  }

  clear(): void {
    if (!this.listed) for (const block of this.blocks) block?.fill(0)
    this.count = 0
    this.positive = 0
    this.over = 0
    this.sum = 0
    this.origin = 0
    this.deviation = 0
    this.squares = 0
    this.smallest = Number.POSITIVE_INFINITY
    this.largest = 0
    this.listed = true
  }

  /** Throws a RangeError for a negative value and for what is no number. */
  add(value: number): void {
    if (!(value >= 0)) throw new RangeError(`A time of ${value} was recorded; times are 0 or more.`)
    if (this.count === 0) this.origin = value
    if (this.listed) {
      if (this.count < this.exactUpTo) this.list(value)
      else this.spill()
    }
    this.count++
    this.sum += value
    const deviation = value - this.origin
    this.deviation += deviation
    this.squares += deviation * deviation
    if (value > 0) this.positive++
    if (value > this.threshold) this.over++
    if (value < this.smallest) this.smallest = value
    if (value > this.largest) this.largest = value
    if (!this.listed && value > 0) this.bin(value, 1)
  }

  /** Takes in everything another sample holds; both need the same threshold. */
  merge(other: StreamingSample): void {
    if (other.count === 0) return
    if (this.count === 0) this.origin = other.origin
    if (this.listed && other.listed && this.count + other.count <= this.exactUpTo) {
      for (let index = 0; index < other.count; index++) this.list(other.exact[index]!, index)
    } else {
      if (this.listed) this.spill()
      if (other.listed) for (let index = 0; index < other.count; index++) this.binPositive(other.exact[index]!)
      else this.mergeBlocks(other.blocks)
    }
    const shift = other.origin - this.origin
    this.squares += other.squares + 2 * shift * other.deviation + other.count * shift * shift
    this.deviation += other.deviation + other.count * shift
    this.count += other.count
    this.sum += other.sum
    this.positive += other.positive
    this.over += other.over
    this.smallest = Math.min(this.smallest, other.smallest)
    this.largest = Math.max(this.largest, other.largest)
  }

  /** NaN where there is no value; so are the others. */
  get mean(): number {
    return this.sum / this.count
  }

  /** Divisor n - 1; 0 for one value. */
  get standardDeviation(): number {
    if (this.count < 2) return this.count === 1 ? 0 : Number.NaN
    return Math.sqrt(Math.max(0, this.squares - (this.deviation * this.deviation) / this.count) / (this.count - 1))
  }

  /** The quantiles of ascending `shares` (0 to 1), between neighbouring values as `quantileOfSorted` has them. */
  quantiles(shares: readonly number[]): number[] {
    if (this.count === 0) return shares.map(() => Number.NaN)
    if (!this.listed) return this.binnedQuantiles(shares)
    const values = this.exact.subarray(0, this.count)
    if (!this.ascending) values.sort()
    this.ascending = true
    return shares.map((share) => quantileOfSorted(values, share))
  }

  private list(value: number, after = 0): void {
    const at = this.count + after
    if (at === this.exact.length) {
      const longer = new Float64Array(Math.min(2 * at, this.exactUpTo))
      longer.set(this.exact)
      this.exact = longer
    }
    this.exact[at] = value
    this.ascending = false
  }

  private spill(): void {
    this.listed = false
    for (let index = 0; index < this.count; index++) this.binPositive(this.exact[index]!)
  }

  private binPositive(value: number): void {
    if (value > 0) this.bin(value, 1)
  }

  private bin(value: number, times: number): void {
    bits[0] = value
    const bin = words[highWord]! >>> 11
    const exponent = bin >>> 9
    let block = this.blocks[exponent]
    if (block === undefined) {
      block = new Float64Array(binsPerExponent)
      this.blocks[exponent] = block
    }
    block[bin & (binsPerExponent - 1)]! += times
  }

  private mergeBlocks(others: readonly (Float64Array | undefined)[]): void {
    others.forEach((other, exponent) => {
      if (other === undefined) return
      const block = this.blocks[exponent]
      if (block === undefined) this.blocks[exponent] = other.slice()
      else for (let bin = 0; bin < binsPerExponent; bin++) block[bin]! += other[bin]!
    })
  }

  /** Positions of ascending shares are met in one walk over the bins. */
  private binnedQuantiles(shares: readonly number[]): number[] {
    const walk = new BinWalk(this.blocks, this.count - this.positive, this.smallest, this.largest)
    return shares.map((share) => {
      const position = (this.count - 1) * share
      const below = Math.floor(position)
      const low = walk.valueAt(below)
      return position === below ? low : low + (walk.valueAt(below + 1, true) - low) * (position - below)
    })
  }
}

/** Values by rank, taken as spread evenly inside their bin. */
class BinWalk {
  private exponent = 0
  private bin = -1
  /** Values before the present bin, and in it. */
  private before = 0
  private inside: number
  private readonly blocks: readonly (Float64Array | undefined)[]
  private readonly smallest: number
  private readonly largest: number

  constructor(blocks: readonly (Float64Array | undefined)[], zeros: number, smallest: number, largest: number) {
    this.blocks = blocks
    this.inside = zeros
    this.smallest = smallest
    this.largest = largest
  }

  /** The value of this rank (0 is the smallest); ranks must not fall. With `peek` the walk stays where it is. */
  valueAt(rank: number, peek = false): number {
    const { exponent, bin, before, inside } = this
    while (rank >= this.before + this.inside) this.step()
    const value = this.bin < 0 ? 0 : this.valueInBin(rank - this.before)
    if (peek) {
      this.exponent = exponent
      this.bin = bin
      this.before = before
      this.inside = inside
    }
    return value
  }

  private step(): void {
    this.before += this.inside
    this.inside = 0
    while (this.inside === 0 && this.exponent < exponents) {
      if (++this.bin === binsPerExponent || this.blocks[this.exponent] === undefined) {
        this.exponent++
        this.bin = -1
      } else this.inside = this.blocks[this.exponent]![this.bin]!
    }
    if (this.exponent === exponents) throw new RangeError('There are fewer values than that.')
  }

  private valueInBin(index: number): number {
    const lower = lowerEnd(this.exponent, this.bin)
    const upper = lowerEnd(this.exponent, this.bin + 1)
    const value = lower + ((index + 0.5) / this.inside) * (upper - lower)
    return Math.min(this.largest, Math.max(this.smallest, value))
  }
}

function lowerEnd(exponent: number, bin: number): number {
  words[1 - highWord] = 0
  words[highWord] = (exponent * binsPerExponent + bin) << 11
  return bits[0]!
}
