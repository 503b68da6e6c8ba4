/** Texts that may be on their way: enough to keep both ends busy. */
const textsAhead = 16

/** A count that a job and its thread share, so that a thread which computes without a break does not fill the memory with what it writes. */
export const newTextCredit = (): SharedArrayBuffer => {
  const buffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  new Int32Array(buffer)[0] = textsAhead
  return buffer
}

export function textCredit(buffer: SharedArrayBuffer) {
  const count = new Int32Array(buffer)
  return {
    /** Before a text is posted; stands still until there is room. In the thread only. */
    take(): void {
      while (Atomics.load(count, 0) <= 0) Atomics.wait(count, 0, 0)
      Atomics.sub(count, 0, 1)
    },
    /** A text has been taken. */
    give(): void {
      Atomics.add(count, 0, 1)
      Atomics.notify(count, 0)
    },
  }
}
