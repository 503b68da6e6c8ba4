/** The next multiple of four: the kernels work on vectors of four numbers. */
export const padded = (count: number): number => Math.ceil(count / 4) * 4

/** Bytes of this many numbers in single precision. */
export const bytesOf = (numbers: number): number => 4 * numbers

const lineBytes = 64

/** Hands out places in a memory, one after the other. Nothing is given back: a network plans anew when it needs more. */
export class MemoryPlan {
  end: number

  constructor(start: number) {
    this.end = start
  }

  /** Address of room for this many numbers, and for a vector more: kernels may read and write a little past the end. */
  take(numbers: number): number {
    const at = Math.ceil(this.end / lineBytes) * lineBytes
    this.end = at + bytesOf(numbers + 4)
    return at
  }
}
