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
  for (let at: usize = 0; at < length; at += 16) {
    const gradient = f32x4.mul(v128.load(gradients + at), f32x4.splat(scale))
    const first = f32x4.add(
      f32x4.mul(f32x4.splat(beta1), v128.load(firstMoments + at)),
      f32x4.mul(f32x4.splat(rest1), gradient),
    )
    const second = f32x4.add(
      f32x4.mul(f32x4.splat(beta2), v128.load(secondMoments + at)),
      f32x4.mul(f32x4.mul(f32x4.splat(rest2), gradient), gradient),
    )
    v128.store(firstMoments + at, first)
    v128.store(secondMoments + at, second)
    const below = f32x4.add(f32x4.sqrt(f32x4.mul(second, f32x4.splat(correction))), f32x4.splat(epsilon))
    const step = f32x4.div(f32x4.mul(f32x4.splat(size), first), below)
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), step))
  }
}
