/** Activations, as `forward` is told them. */
export const LINEAR: i32 = 0
export const TANH: i32 = 1
export const RELU: i32 = 2

/** Bytes of a vector of four numbers. */
export const VECTOR: usize = 16

/**
 * a * b + c. The bitwise build rounds after the product and after the sum, on every processor; the relaxed build leaves it to the
 * processor, and most have one instruction for it that rounds once.
 */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (isDefined(RELAXED)) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/** The next multiple of four. */
export function padded(count: i32): i32 {
  return (count + 3) & ~3
}

/** Keeps the first `count` of four lanes (1 to 4), and makes the others 0. */
export function firstLanes(value: v128, count: i32): v128 {
  return v128.and(value, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)))
}
