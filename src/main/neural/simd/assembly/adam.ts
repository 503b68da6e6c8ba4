/** Euclidean length, summed in double precision; the list is rounded up to four, with zeros. */
export function norm(list: usize, count: i32): f64 {
  let low = f64x2.splat(0)
  let high = low
  const end = list + (<usize>count << 2)
  for (; list < end; list += 16) {
    const four = v128.load(list)
    const first = f64x2.promote_low_f32x4(four)
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3))
    low = f64x2.add(low, f64x2.mul(first, first))
    high = f64x2.add(high, f64x2.mul(second, second))
  }
  const sum = f64x2.add(low, high)
  return sqrt(f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1))
}

/** A gradient and a moment below these count as 0. In memory, from where a constant is quicker in all lanes than from the code. */
const leastGradient = memory.data<f32>([1e-17])
const leastMoment = memory.data<f32>([1e-30])
/** All bits but the sign. */
const magnitude = memory.data<u32>([0x7fffffff])

/**
 * 0 in place of what is next to nothing. The moments of a unit that has fallen silent shrink for ever, and the smallest numbers that
 * single precision has are a hundred times slower to compute with than others. What is no number stays.
 */
function orZero(value: v128, least: usize): v128 {
  const length = v128.and(value, v128.load32_splat(magnitude))
  return v128.andnot(value, f32x4.lt(length, v128.load32_splat(least)))
}

/**
 * One step of Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization") on lists that are rounded up to four.
 *
 * @param size learning rate over 1 - beta1^step
 * @param correction 1 over 1 - beta2^step
 */
export function adam(
  parameters: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  count: i32,
  scale: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  size: f32,
  correction: f32,
  epsilon: f32,
): void {
  const length = <usize>count << 2
  const lanes1 = f32x4.splat(beta1)
  const lanes2 = f32x4.splat(beta2)
  const rests1 = f32x4.splat(rest1)
  const rests2 = f32x4.splat(rest2)
  const scales = f32x4.splat(scale)
  const sizes = f32x4.splat(size)
  const corrections = f32x4.splat(correction)
  const epsilons = f32x4.splat(epsilon)
  for (let at: usize = 0; at < length; at += 16) {
    const gradient = orZero(f32x4.mul(v128.load(gradients + at), scales), leastGradient)
    const oldFirst = f32x4.mul(lanes1, v128.load(firstMoments + at))
    const first = orZero(f32x4.add(oldFirst, f32x4.mul(rests1, gradient)), leastMoment)
    const square = f32x4.mul(f32x4.mul(rests2, gradient), gradient)
    const oldSecond = f32x4.mul(lanes2, v128.load(secondMoments + at))
    const second = orZero(f32x4.add(oldSecond, square), leastMoment)
    v128.store(firstMoments + at, first)
    v128.store(secondMoments + at, second)
    const below = f32x4.add(f32x4.sqrt(f32x4.mul(second, corrections)), epsilons)
    const step = f32x4.div(f32x4.mul(sizes, first), below)
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), step))
  }
}
