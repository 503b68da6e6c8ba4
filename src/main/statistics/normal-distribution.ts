/** Numerator and denominator of Hart's rational function for the tail, highest power first. */
const numerator = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376,
]
const denominator = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948,
  440.413735824752,
]
const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, value) => sum * x + value, 0)

/**
 * Distribution function of the standard normal distribution to 15 decimals, and to 8 digits far in the lower tail (Hart's algorithm 5666 as given by
 * West, "Better approximations to cumulative normal functions", 2005).
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z)
  if (x > 37) return z > 0 ? 1 : 0
  const bell = Math.exp((-x * x) / 2)
  let tail: number
  if (x < 7.07106781186547) tail = (bell * polynomial(numerator, x)) / polynomial(denominator, x)
  else tail = bell / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631
  return z > 0 ? 1 - tail : tail
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
}
