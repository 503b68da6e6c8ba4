/** Fewer numbers are copied sooner one by one than by the library, which first has to be told where they are. */
const fewNumbers = 32

/** Copies `count` numbers from one list to another. */
export function copyNumbers(source: Float32Array, from: number, target: Float32Array, to: number, count: number): void {
  if (count >= fewNumbers) {
    target.set(source.subarray(from, from + count), to)
    return
  }
  for (let at = 0; at < count; at++) target[to + at] = source[from + at]!
}
