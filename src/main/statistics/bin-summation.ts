import { BinAccumulator } from './bin-accumulator.ts'
import { nextSample } from './bin-counts.ts'
import { type BinSums, BinSumsWriter } from './bin-sums.ts'

/** Puts samples of several kinds of times together; its memory is kept for the next ones. */
export class BinSummation {
  private readonly writer = new BinSumsWriter()
  private readonly accumulator = new BinAccumulator()

  /**
   * `counts` is what `BinCounts` wrote: rows of one sample of each kind; each `together` rows are summed up, kind by kind. One kind at a time, so that
   * its bins stay near the processor.
   */
  sum(counts: Uint32Array, kinds: number, together: number): BinSums {
    const { writer, accumulator } = this
    const rows: number[] = []
    for (let at = 0; at < counts.length; ) {
      rows.push(at)
      for (let kind = 0; kind < kinds; kind++) at = nextSample(counts, at)
    }
    writer.clear()
    for (let first = 0; first < rows.length; first += together) {
      const at = rows.slice(first, first + together)
      for (let kind = 0; kind < kinds; kind++) {
        accumulator.clear()
        for (let row = 0; row < at.length; row++) at[row] = accumulator.add(counts, at[row]!)
        accumulator.write(writer)
      }
    }
    return writer.written()
  }
}
