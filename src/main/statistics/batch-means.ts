import { mean } from './moments.ts'

/** Standard normal, one-sided 5 %. */
const criticalValue = 1.645

/**
 * Whether neighbouring batch means resemble each other too much to be taken for independent: von Neumann's ratio against its value for independent
 * values, one-sided at 5 % (Alexopoulos and Seila, "Output data analysis", 1998). Batches that are correlated make intervals too narrow.
 */
export function batchesCorrelated(means: readonly number[]): boolean {
  const batches = means.length
  if (batches < 3) return false
  const centre = mean(means)
  const squares = means.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  if (squares === 0) return false
  const steps = means.slice(1).reduce((sum, value, index) => sum + (value - means[index]!) ** 2, 0)
  const correlation = 1 - steps / (2 * squares)
  return correlation / Math.sqrt((batches - 2) / (batches ** 2 - 1)) > criticalValue
}
