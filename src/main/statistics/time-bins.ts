const placeDigits = 9
/** Each power of two of a 64-bit float is cut into this many bins, so a bin is at most 1/512 = 0.2 % wide. */
export const binsPerOctave = 1 << placeDigits
const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)
/** Where the half of a float stands that holds sign, exponent and the first 20 digits. */
const highWord = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0
const droppedDigits = 11

/** The bin of a time (0 or more), found from the bits of the number: bins ascend with times, and 0 has bin 0. */
export function binOf(time: number): number {
  bits[0] = time
  return words[highWord]! >>> droppedDigits
}

/** The smallest time of a bin. */
export function lowerEndOf(bin: number): number {
  words[1 - highWord] = 0
  words[highWord] = bin << droppedDigits
  return bits[0]!
}

/** The power of two that a bin belongs to, and its place among the bins of this. */
export function octaveOf(bin: number): number {
  return bin >>> placeDigits
}
export function placeOf(bin: number): number {
  return bin & (binsPerOctave - 1)
}
