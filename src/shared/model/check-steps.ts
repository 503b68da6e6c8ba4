import { formatNumber } from '../format.ts'
import { hoursOf } from './arrival-rate.ts'
import { checkTimetable } from './check-arrivals.ts'
import { type CheckContext, listed, type Path } from './check-context.ts'
import { checkDuration } from './check-distribution.ts'
import type { Resource } from './resource.ts'
import type { Step } from './step.ts'

/** Changes of the units on duty in a replication, over all resources. */
const mostChanges = 20_000_000

const tolerance = 0.001

export function checkResources(context: CheckContext): void {
  const resources = context.model.resources ?? []
  context.mustDiffer(
    ['resources'],
    resources.map(({ name }) => name),
    ['name'],
  )
  let changes = 0
  resources.forEach(({ units }, index) => {
    if (typeof units === 'number') return
    const { horizon } = context.model.run
    const before = changes
    if ('changes' in units) {
      checkTimetable(context, ['resources', index, 'units', 'changes'], units.changes, units.repeatEvery)
      if (units.repeatEvery !== undefined) changes += (units.changes.length * horizon) / units.repeatEvery
    } else changes += horizon * hoursOf(context.model)
    if (before <= mostChanges && changes > mostChanges)
      context.fail(
        ['resources', index, 'units'],
        `brings the changes of units in a replication to about ${formatNumber(changes)}; at most ${formatNumber(mostChanges)} can be simulated, with a shorter horizon or a longer cycle`,
      )
  })
}

/** The most units of a resource that are ever on duty. */
function mostUnits({ units }: Resource): number {
  if (typeof units === 'number') return units
  if ('byHour' in units) return Math.max(...units.byHour)
  if ('byHourOfWeek' in units) return Math.max(...units.byHourOfWeek)
  return units.changes.reduce((most, change) => Math.max(most, change.units), 0)
}

export function checkSteps(context: CheckContext): void {
  const { steps } = context.model
  context.mustDiffer(
    ['steps'],
    steps.map(({ name }) => name),
    ['name'],
  )
  const most = new Map(context.model.resources?.map((resource) => [resource.name, mostUnits(resource)]))
  steps.forEach((step, index) => {
    const path: Path = ['steps', index]
    if ('resources' in step) checkRequest(context, path, step, most)
    if ('queue' in step && step.queue !== undefined) context.mustName([...path, 'queue'], 'queue', step.queue)
    if ('duration' in step) checkDuration(context, [...path, 'duration'], step.duration, { never: false })
    if (step.do === 'branch') checkBranches(context, [...path, 'to'], step.to)
    else if (step.do === 'become') context.mustName([...path, 'class'], 'class', step.class)
    else if (step.do === 'draw') checkDraw(context, [...path, 'attributes'], step.attributes)
    if ('next' in step && step.next !== undefined) context.mustName([...path, 'next'], 'step', step.next)
    else if (index === steps.length - 1 && step.do !== 'exit' && step.do !== 'branch')
      context.fail(path, 'is the last and leads nowhere; give it "next", or add a step that does "exit"')
  })
}

function checkRequest(
  context: CheckContext,
  path: Path,
  step: Extract<Step, { resources: unknown }>,
  most: ReadonlyMap<string, number>,
): void {
  const wanted = Object.entries(step.resources)
  if (wanted.length === 0)
    context.fail([...path, 'resources'], `names nothing to ${step.do}; name a resource, or use a delay alone`)
  for (const [name, units] of wanted) {
    const at = [...path, 'resources', name]
    context.mustName(at, 'resource', name)
    const available = most.get(name) ?? 0
    // Nobody on duty at any time may be meant: what happens without. Too few at any time cannot.
    if (step.do !== 'release' && available > 0 && units > available)
      context.fail(at, `is ${units}; there are never more than ${available} on duty, so nobody would ever start`)
  }
}

function checkBranches(context: CheckContext, path: Path, branches: Extract<Step, { do: 'branch' }>['to']): void {
  const before = context.problems.length
  branches.forEach(({ when, probability, step }, index) => {
    context.mustName([...path, index, 'step'], 'step', step)
    if (when !== undefined) context.checkCondition([...path, index, 'when'], when)
    if (when !== undefined && probability !== undefined)
      context.fail([...path, index], 'has both when and probability; give one of them')
  })
  const chances = branches.flatMap(({ probability }) => (probability === undefined ? [] : [probability]))
  if (chances.length === 0) {
    if (context.problems.length === before)
      context.mustCover(
        path,
        branches.map(({ when }) => when),
        'a branch',
      )
    return
  }
  const without = branches.findIndex(({ probability }) => probability === undefined)
  const other = branches.findIndex(({ when, probability }) => when !== undefined && probability === undefined)
  const sum = chances.reduce((total, chance) => total + chance, 0)
  if (other >= 0)
    context.fail([...path, other], 'goes by when, others by probability; use one of the two, in two branch steps if need be')
  else if (without >= 0 && without < branches.length - 1)
    context.fail([...path, without, 'probability'], 'is missing; only the last may go without, taking what is left')
  else if (sum > 1 + tolerance || (without < 0 && sum < 1 - tolerance))
    context.fail(
      path,
      `has probabilities that add up to ${Number(sum.toFixed(4))}; they must add up to 1, or leave the last without`,
    )
}

function checkDraw(context: CheckContext, path: Path, names: readonly string[]): void {
  names.forEach((name, index) => {
    if (name === 'class') context.fail([...path, index], 'is "class", which cannot be drawn anew; use a step that does "become"')
    else if (!context.attributes.has(name))
      context.fail([...path, index], `names attribute "${name}"; ${listed('attributes', [...context.attributes.keys()])}`)
  })
  context.mustDiffer(path, names)
}
