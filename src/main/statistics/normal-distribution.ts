/**
 * Distribution function of the standard normal distribution to 15 decimals, and to 8 digits far in the lower tail (Hart's algorithm 5666 as given by
 * West, "Better approximations to cumulative normal functions", 2005).
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z)
  if (x > 37) return z > 0 ? 1 : 0
  const bell = Math.exp((-x * x) / 2)
  let tail: number
  if (x < 7.07106781186547) {
    // Horner's scheme, written out: this is the innermost line of every fit.
    const above =
      (((((0.0352624965998911 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x + 112.079291497871) *
        x +
        221.213596169931) *
        x +
      220.206867912376
    const below =
      ((((((0.0883883476483184 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x + 296.564248779674) *
        x +
        637.333633378831) *
        x +
        793.826512519948) *
        x +
      440.413735824752
    tail = (bell * above) / below
  } else tail = bell / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631
  return z > 0 ? 1 - tail : tail
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
}
