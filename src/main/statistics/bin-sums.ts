/** What is summed of each bin over samples: its count, and the growth at its upper end of the squares of counts up to there and of their products with sizes. */
export const binParts = 3
/** What is summed of samples as a whole: how many had values, their sizes, the squares of these. */
const sampleParts = 3

/**
 * Sums over samples of how often times fell into bins, of several kinds of times one after the other: in `bins` how many bins there are, then each; in
 * `sums` the sums of the samples, then those of each bin. Whole numbers, so that sums made anywhere and in any order come to the same bits.
 */
export interface BinSums {
  readonly bins: Uint32Array
  readonly sums: Float64Array
}

/** Where the next kind of times begins. */
export interface BinSumsPlace {
  bins: number
  sums: number
}

/** Goes on to the kind of times after the one at a place. */
export function skipSums({ bins }: BinSums, place: BinSumsPlace): void {
  const count = bins[place.bins]!
  place.bins += 1 + count
  place.sums += sampleParts + binParts * count
}

/** The bins of the kind of times at a place, and how often times fell into each. */
export function* countsAt({ bins, sums }: BinSums, place: BinSumsPlace): Generator<{ bin: number; count: number }> {
  for (let index = 0; index < bins[place.bins]!; index++)
    yield { bin: bins[place.bins + 1 + index]!, count: sums[place.sums + sampleParts + binParts * index]! }
}

/** Writes sums one after the other. */
export class BinSumsWriter {
  private bins = new Uint32Array(1024)
  private sums = new Float64Array(binParts * 1024)
  private binsLength = 0
  private sumsLength = 0

  clear(): void {
    this.binsLength = 0
    this.sumsLength = 0
  }

  open(binCount: number, samples: number, size: number, squaredSizes: number): void {
    this.reserve(binCount)
    this.bins[this.binsLength++] = binCount
    this.sums[this.sumsLength++] = samples
    this.sums[this.sumsLength++] = size
    this.sums[this.sumsLength++] = squaredSizes
  }

  add(bin: number, count: number, squares: number, products: number): void {
    this.bins[this.binsLength++] = bin
    this.sums[this.sumsLength++] = count
    this.sums[this.sumsLength++] = squares
    this.sums[this.sumsLength++] = products
  }

  written(): BinSums {
    return { bins: this.bins.slice(0, this.binsLength), sums: this.sums.slice(0, this.sumsLength) }
  }

  private reserve(binCount: number): void {
    const bins = this.binsLength + 1 + binCount
    if (bins > this.bins.length) {
      const longer = new Uint32Array(Math.max(bins, 2 * this.bins.length))
      longer.set(this.bins)
      this.bins = longer
    }
    const sums = this.sumsLength + sampleParts + binParts * binCount
    if (sums > this.sums.length) {
      const longer = new Float64Array(Math.max(sums, 2 * this.sums.length))
      longer.set(this.sums)
      this.sums = longer
    }
  }
}
