/** Coefficients of Lanczos's series for the gamma function with g = 7 ("A precision approximation of the gamma function", 1964). */
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
  9.984369578019572e-6, 1.5056327351493116e-7,
]
const lanczosG = 7

/** Natural logarithm of the gamma function of x > 0, to about 14 digits. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  let series = 0.9999999999998099
  for (let index = 0; index < lanczos.length; index++) series += lanczos[index]! / (shifted + index + 1)
  const base = shifted + lanczosG + 0.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series)
}

const smallest = 1e-300
const precision = 1e-15
const mostTerms = 10_000

/**
 * Distribution function at x >= 0 of the gamma distribution with this shape and scale 1 (the regularised lower incomplete gamma function):
 * its power series below the mean, Lentz's continued fraction above (Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29
 * and 6.5.31).
 */
export function gammaBelow(shape: number, x: number): number {
  if (x <= 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  if (x < shape + 1) {
    const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
    let term = 1 / shape
    let sum = term
    for (let n = 1; n < mostTerms && term > sum * precision; n++) {
      term *= x / (shape + n)
      sum += term
    }
    return Math.min(1, sum * front)
  }
  return Math.max(0, 1 - tail(shape, x))
}

/** The rest of it, with all digits where it is small: the probability above x. */
export function gammaAbove(shape: number, x: number): number {
  return x < shape + 1 ? 1 - gammaBelow(shape, x) : tail(shape, x)
}

/** Lentz's continued fraction, for x >= shape + 1. */
function tail(shape: number, x: number): number {
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  let b = x + 1 - shape
  let c = 1 / smallest
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < mostTerms; n++) {
    const a = -n * (n - shape)
    b += 2
    d = 1 / nonZero(a * d + b)
    c = nonZero(b + a / c)
    const change = c * d
    fraction *= change
    if (Math.abs(change - 1) < precision) break
  }
  return front * fraction
}

const nonZero = (value: number): number => (Math.abs(value) < smallest ? smallest : value)

/** Quantile, for 0 < p < 1, of the gamma distribution with this shape and scale 1: bisection in the logarithm, ended by Newton's steps. */
export function gammaQuantile(shape: number, p: number): number {
  let low = Math.log(smallest)
  let high = Math.log(Math.max(1, shape)) + 1
  while (gammaBelow(shape, Math.exp(high)) < p) high += 1
  // Near zero the distribution function is x^shape / gamma(shape + 1), which is exact where bisection would take longest.
  let at = Math.min(high, Math.max(low, (Math.log(p) + logGamma(shape + 1)) / shape))
  for (let step = 0; step < 200; step++) {
    const x = Math.exp(at)
    const error = gammaBelow(shape, x) - p
    if (error > 0) high = at
    else low = at
    const slope = Math.exp(shape * at - x - logGamma(shape))
    const newton = at - error / slope
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - at) < 1e-14 * Math.max(1, Math.abs(at))) return Math.exp(next)
    at = next
  }
  return Math.exp(at)
}
