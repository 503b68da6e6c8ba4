import { LINEAR, multiplyAdd, TANH, VECTOR } from './lanes'

/** P and Q, from the highest degree down; in memory, from where a constant is quicker in all lanes than from the code. */
const above = memory.data<f32>([
  1.5230519801787225e-8, 2.1894734453756504e-5, 0.0035716024063868986, 0.13444501667725944, 0.999999993575012,
])
const below = memory.data<f32>([8.522488005760955e-7, 0.0003411299195963387, 0.026164459599199146, 0.46777828988911224, 1])
const limits = memory.data<f32>([8, -8])

/**
 * tanh(x) as x P(x^2) / Q(x^2), both of degree 4: the fit of the reference engine (its file says how good), here in single precision.
 */
function tanh(x: v128): v128 {
  // One instruction each, where min and max are many; x in the first place, so that what is no number stays.
  const inside = f32x4.pmax(f32x4.pmin(x, v128.load32_splat(limits)), v128.load32_splat(limits, 4))
  const t = f32x4.mul(inside, inside)
  let p = multiplyAdd(t, v128.load32_splat(above), v128.load32_splat(above, 4))
  p = multiplyAdd(t, p, v128.load32_splat(above, 8))
  p = multiplyAdd(t, p, v128.load32_splat(above, 12))
  p = multiplyAdd(t, p, v128.load32_splat(above, 16))
  let q = multiplyAdd(t, v128.load32_splat(below), v128.load32_splat(below, 4))
  q = multiplyAdd(t, q, v128.load32_splat(below, 8))
  q = multiplyAdd(t, q, v128.load32_splat(below, 12))
  q = multiplyAdd(t, q, v128.load32_splat(below, 16))
  return f32x4.div(f32x4.mul(inside, p), q)
}

/** What an activation gives. Told to be put in place: in most of its places, the compiler would call it, which is slower. */
@inline
export function activated(value: v128, activation: i32): v128 {
  if (activation == LINEAR) return value
  if (activation == TANH) return tanh(value)
  // The larger of it and 0, in two instructions; what is no number stays.
  return v128.andnot(value, f32x4.le(value, f32x4.splat(0)))
}

/** A gradient by an activation's output, as the gradient by its input: every slope follows from the output. */
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
