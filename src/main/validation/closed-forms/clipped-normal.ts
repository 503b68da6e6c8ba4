/**
 * Mean and variance of a normal value that is set to a bound where it lies beyond it. By Simpson's rule over the bell curve.
 */
export function clippedNormalMoments(
  mean: number,
  sd: number,
  lowest: number,
  highest: number,
): { mean: number; variance: number } {
  const span = 9
  const intervals = 18_000
  const step = (2 * span) / intervals
  let [first, second] = [0, 0]
  for (let point = 0; point <= intervals; point++) {
    const z = -span + point * step
    const weight = point === 0 || point === intervals ? 1 : point % 2 === 1 ? 4 : 2
    const density = (weight * Math.exp((-z * z) / 2) * step) / (3 * Math.sqrt(2 * Math.PI))
    const value = Math.min(highest, Math.max(lowest, mean + sd * z))
    first += density * value
    second += density * value * value
  }
  return { mean: first, variance: second - first * first }
}
