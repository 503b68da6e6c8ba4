import { normalQuantile } from '../../src/main/simulation/population/normal-quantile.ts'
import { KeyedRandom, purposes } from '../../src/main/simulation/population/random.ts'
import { gammaQuantile } from '../../src/shared/gamma-function.ts'

/** Repeatable random numbers for tests. */
export function chance(seed: number) {
  const random = new KeyedRandom({ seed, use: 'development', replication: 0 })
  let draws = 0
  const uniform = () => {
    random.draw(draws++, purposes.arrival)
    return random.first
  }
  return {
    uniform,
    normal: () => normalQuantile(uniform()),
    lognormal: (median: number, sigma: number) => median * Math.exp(sigma * normalQuantile(uniform())),
    gamma: (mean: number, shape: number) => (mean / shape) * gammaQuantile(shape, uniform()),
    poisson: (mean: number) => {
      let count = 0
      for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) count++
      return count
    },
    pick: (shares: readonly number[]) => {
      let left = uniform()
      const at = shares.findIndex((share) => {
        left -= share
        return left < 0
      })
      return at < 0 ? shares.length - 1 : at
    },
  }
}
