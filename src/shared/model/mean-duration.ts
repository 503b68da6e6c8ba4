import type { Formula } from './attribute.ts'
import type { ModelDistribution } from './distribution.ts'
import { meanOf } from './distribution-mean.ts'
import type { ModelDocument } from './document.ts'
import { type Labels, valueFor } from './label-shares.ts'
import type { Cases } from './primitives.ts'

/** Mean, and the attributes whose chance is in it. */
interface Mean {
  mean: number
  random: readonly string[]
}

/** Mean of a duration for a kind of patient, in the model's unit; null where a formula leaves it open. */
export function meanDuration(model: ModelDocument, duration: string | Cases<ModelDistribution>, labels: Labels): number | null {
  const found = typeof duration === 'string' ? attributeMean(model, duration, labels) : distributionMean('', duration, labels)
  return found?.mean ?? null
}

function distributionMean(name: string, value: Cases<ModelDistribution>, labels: Labels): Mean | null {
  const distribution = valueFor(value, labels)
  if (distribution === undefined) return null
  return { mean: meanOf(distribution), random: distribution.distribution === 'constant' ? [] : [name] }
}

function attributeMean(model: ModelDocument, name: string, labels: Labels): Mean | null {
  const attribute = model.attributes?.find((candidate) => candidate.name === name)
  if (attribute === undefined || 'values' in attribute) return null
  if ('duration' in attribute) return distributionMean(name, attribute.duration, labels)
  const found = formulaMean(model, attribute.formula, labels)
  // Times below 0 count as 0, which moves the mean where chance can bring them about.
  if (found !== null && found.random.length > 0 && mayBeNegative(attribute.formula)) return null
  return found === null ? null : { ...found, mean: Math.max(0, found.mean) }
}

function mayBeNegative(formula: Formula): boolean {
  if (typeof formula === 'number') return formula < 0
  if (typeof formula === 'string') return false
  return 'difference' in formula || Object.values(formula).flat().some(mayBeNegative)
}

function formulaMean(model: ModelDocument, formula: Formula, labels: Labels): Mean | null {
  if (typeof formula === 'number') return { mean: formula, random: [] }
  if (typeof formula === 'string') return attributeMean(model, formula, labels)
  const operands: Formula[] = Object.values(formula).flat()
  const parts: Mean[] = []
  for (const operand of operands) {
    const part = formulaMean(model, operand, labels)
    if (part === null) return null
    parts.push(part)
  }
  const random = parts.flatMap((part) => part.random)
  const means = parts.map(({ mean }) => mean)
  const certain = random.length === 0
  if ('sum' in formula) return { mean: means.reduce((sum, mean) => sum + mean, 0), random }
  if ('difference' in formula) return { mean: (means[0] ?? 0) - (means[1] ?? 0), random }
  // The mean of a product is the product of the means where the factors have no chance in common.
  if ('product' in formula)
    return new Set(random).size === random.length ? { mean: means.reduce((product, mean) => product * mean, 1), random } : null
  if ('smallest' in formula) return certain ? { mean: Math.min(...means), random } : null
  return certain ? { mean: Math.max(...means), random } : null
}
