import { LINEAR, multiplyAdd, TANH, VECTOR } from './lanes'

/**
 * tanh(x) as x P(x^2) / Q(x^2), both of degree 4: the fit of the reference engine (its file says how good), here in single precision.
 */
// @ts-ignore: decorator
@inline
function tanh(x: v128): v128 {
  const inside = f32x4.max(f32x4.min(x, f32x4.splat(8)), f32x4.splat(-8))
  const t = f32x4.mul(inside, inside)
  let above = multiplyAdd(t, f32x4.splat(1.5230519801787225e-8), f32x4.splat(2.1894734453756504e-5))
  above = multiplyAdd(t, above, f32x4.splat(0.0035716024063868986))
  above = multiplyAdd(t, above, f32x4.splat(0.13444501667725944))
  above = multiplyAdd(t, above, f32x4.splat(0.999999993575012))
  let below = multiplyAdd(t, f32x4.splat(8.522488005760955e-7), f32x4.splat(0.0003411299195963387))
  below = multiplyAdd(t, below, f32x4.splat(0.026164459599199146))
  below = multiplyAdd(t, below, f32x4.splat(0.46777828988911224))
  below = multiplyAdd(t, below, f32x4.splat(1))
  return f32x4.div(f32x4.mul(inside, above), below)
}

// @ts-ignore: decorator
@inline
export function activated(value: v128, activation: i32): v128 {
  if (activation == LINEAR) return value
  if (activation == TANH) return tanh(value)
  return f32x4.max(value, f32x4.splat(0))
}

/** A gradient by an activation's output, as the gradient by its input: every slope follows from the output. */
// @ts-ignore: decorator
@inline
export function throughActivation(gradient: v128, output: v128, activation: i32): v128 {
  if (activation == LINEAR) return gradient
  if (activation == TANH) return f32x4.mul(gradient, f32x4.sub(f32x4.splat(1), f32x4.mul(output, output)))
  return v128.and(gradient, f32x4.gt(output, f32x4.splat(0)))
}

/** The same for `count` numbers (rounded up to four) in place. */
export function slope(gradient: usize, output: usize, count: i32, activation: i32): void {
  const end = gradient + (<usize>count << 2)
  while (gradient < end) {
    v128.store(gradient, throughActivation(v128.load(gradient), v128.load(output), activation))
    gradient += VECTOR
    output += VECTOR
  }
}
