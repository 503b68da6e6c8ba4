import type { CheckContext, Path } from './check-context.ts'
import type { Duration, ModelDistribution } from './distribution.ts'
import type { Cases, Condition } from './primitives.ts'

/** How far probabilities may be from adding up to 1. */
const tolerance = 0.001
/** A normal distribution cut further than this many standard deviations above its mean has nothing left to draw. */
const farthestCut = 5

export interface DistributionUse {
  /** Whether `never` is an answer: for patience and class changes. */
  never: boolean
  /** Attributes that are drawn by then; all unless given. */
  known?: ReadonlySet<string>
}

/** A duration: the name of an attribute that holds a time, one distribution, or cases. */
export function checkDuration(context: CheckContext, path: Path, duration: Duration, use: DistributionUse): void {
  if (typeof duration !== 'string') {
    checkDistributions(context, path, duration, use)
    return
  }
  const attribute = context.attributes.get(duration)
  if (attribute === undefined) context.fail(path, `names attribute "${duration}"; ${numbersOf(context)}`)
  else if ('values' in attribute) context.fail(path, `names attribute "${duration}", which holds a label; ${numbersOf(context)}`)
  else if (!use.never && mayBeNever(context, duration))
    context.fail(path, `names attribute "${duration}", which may be "never"; that is for patience and classChange only`)
}

function numbersOf(context: CheckContext): string {
  const names = [...context.attributes.values()].filter((attribute) => !('values' in attribute)).map(({ name }) => name)
  return names.length === 0
    ? 'the model has no attributes that hold a time'
    : `attributes that hold a time are ${names.join(', ')}`
}

/** Whether an attribute's time may be `never`, by itself or through a formula. */
export function mayBeNever(context: CheckContext, name: string, asking: ReadonlySet<string> = new Set()): boolean {
  const attribute = context.attributes.get(name)
  if (attribute === undefined || asking.has(name) || 'values' in attribute) return false
  if ('duration' in attribute) return distributionsOf(attribute.duration).some(({ use }) => use.distribution === 'never')
  const within = new Set([...asking, name])
  return namesIn(attribute.formula).some((inner) => mayBeNever(context, inner, within))
}

/** Names of attributes in a formula. */
export function namesIn(formula: unknown): string[] {
  if (typeof formula === 'string') return [formula]
  return typeof formula === 'object' && formula !== null ? Object.values(formula).flat().flatMap(namesIn) : []
}

function distributionsOf(value: Cases<ModelDistribution>): { path: Path; use: ModelDistribution }[] {
  return 'cases' in value
    ? value.cases.map(({ use }, index) => ({ path: ['cases', index, 'use'], use }))
    : [{ path: [], use: value }]
}

export function checkDistributions(
  context: CheckContext,
  path: Path,
  value: Cases<ModelDistribution>,
  use: DistributionUse,
): void {
  checkCases(context, path, value, use.known)
  for (const part of distributionsOf(value)) checkDistribution(context, [...path, ...part.path], part.use, use.never)
}

/** Conditions of cases: names, and that somebody is meant for everybody. */
export function checkCases(context: CheckContext, path: Path, value: Cases<object | string>, known?: ReadonlySet<string>): void {
  if (typeof value !== 'object' || !('cases' in value)) return
  const { cases } = value as { cases: { when?: Condition }[] }
  const before = context.problems.length
  cases.forEach(({ when }, index) => {
    if (when !== undefined) context.checkCondition([...path, 'cases', index, 'when'], when, known)
  })
  if (context.problems.length === before)
    context.mustCover(
      [...path, 'cases'],
      cases.map(({ when }) => when),
      'a case',
    )
}

function checkDistribution(context: CheckContext, path: Path, distribution: ModelDistribution, never: boolean): void {
  const fail = (field: Path, message: string) => context.fail([...path, ...field], message)
  const mustAddUp = (field: string, probabilities: readonly number[]) => {
    const sum = probabilities.reduce((total, probability) => total + probability, 0)
    if (Math.abs(sum - 1) > tolerance)
      fail([field], `has probabilities that add up to ${Number(sum.toFixed(4))}; they must add up to 1`)
  }
  switch (distribution.distribution) {
    case 'uniform':
      if (distribution.minimum >= distribution.maximum)
        fail(['minimum'], `is ${distribution.minimum}; it must be below maximum, ${distribution.maximum}`)
      break
    case 'triangular':
      if (distribution.minimum >= distribution.maximum)
        fail(['minimum'], `is ${distribution.minimum}; it must be below maximum, ${distribution.maximum}`)
      else if (distribution.mode < distribution.minimum || distribution.mode > distribution.maximum)
        fail(
          ['mode'],
          `is ${distribution.mode}; it must be from minimum to maximum, ${distribution.minimum} to ${distribution.maximum}`,
        )
      break
    case 'normal':
      if ((distribution.minimum ?? 0) > distribution.mean + farthestCut * distribution.sd)
        fail(['minimum'], `is ${distribution.minimum}; so far above the mean nothing is left to draw, lower it`)
      break
    case 'lognormal': {
      const given = (['mean', 'sd', 'variance', 'median', 'sigma'] as const).filter((field) => distribution[field] !== undefined)
      if (!['mean sd', 'mean variance', 'median sigma'].includes(given.join(' ')))
        fail(
          [],
          `is lognormal with ${given.length === 0 ? 'nothing' : given.join(' and ')}; give mean and sd, mean and variance, or median and sigma`,
        )
      break
    }
    case 'hyperexponential':
      mustAddUp(
        'branches',
        distribution.branches.map(({ probability }) => probability),
      )
      break
    case 'discrete':
      if (distribution.probabilities.length !== distribution.values.length)
        fail(
          ['probabilities'],
          `is a list of ${distribution.probabilities.length}; give one for each of the ${distribution.values.length} values`,
        )
      else mustAddUp('probabilities', distribution.probabilities)
      break
    case 'never':
      if (!never) fail([], 'is "never"; that is for patience and classChange only')
  }
}
