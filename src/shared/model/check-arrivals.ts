import { formatNumber } from '../format.ts'
import { expectedArrivals } from './arrival-rate.ts'
import type { Arrival, ArrivalProcess, ChoiceRule } from './arrivals.ts'
import { type CheckContext, listed, type Path } from './check-context.ts'
import { checkCases, checkDistributions, mayBeNever, namesIn } from './check-distribution.ts'
import { meanOf } from './distribution-mean.ts'

/** Patients of one replication: a day's computing; more is a mistake in a rate or in the time unit. */
const mostPatients = 20_000_000
const tolerance = 0.001

export function checkArrivals(context: CheckContext): void {
  const { arrivals } = context.model
  const before = context.problems.length
  context.mustDiffer(
    ['arrivals'],
    arrivals.map(({ name }) => name),
    ['name'],
  )
  arrivals.forEach((arrival, index) => {
    checkArrival(context, ['arrivals', index], arrival)
  })
  if (context.problems.length > before) return
  const expected = arrivals.map((arrival) => expectedArrivals(arrival, context.model))
  const total = expected.reduce((sum, patients) => sum + patients, 0)
  if (total === 0) context.fail(['arrivals'], 'bring nobody before the horizon; raise a rate or the horizon')
  if (total > mostPatients) {
    const largest = expected.indexOf(Math.max(...expected))
    context.fail(
      ['arrivals', largest, 'process'],
      `brings about ${formatNumber(expected[largest] ?? 0)} patients in a replication, ${formatNumber(total)} with all streams; at most ${formatNumber(mostPatients)} can be simulated, with fewer an hour or a shorter horizon`,
    )
  }
}

function checkArrival(context: CheckContext, path: Path, arrival: Arrival): void {
  checkProcess(context, [...path, 'process'], arrival.process)
  if (arrival.batch !== undefined) {
    checkDistributions(context, [...path, 'batch'], arrival.batch, { never: false })
    if (meanOf(arrival.batch) === 0) context.fail([...path, 'batch'], 'is always 0; a batch has at least 1 patient')
  }
  for (const [name, rule] of Object.entries(arrival.attributes ?? {})) {
    const at = [...path, 'attributes', name]
    const labels = context.labelsOf(name)
    if (labels !== null) checkRule(context, at, rule, name, labels)
    else if (context.attributes.has(name))
      context.fail(at, `gives a label to "${name}", which holds a number; give it cases in attributes`)
    else context.fail(at, `names attribute "${name}"; ${listed('attributes', ['class', ...context.attributes.keys()])}`)
  }
  if (arrival.entry !== undefined) context.mustName([...path, 'entry'], 'step', arrival.entry)
  if (arrival.until !== undefined && arrival.until <= (arrival.from ?? 0))
    context.fail([...path, 'until'], `is ${arrival.until}; it must be after from, ${arrival.from ?? 0}`)
}

function checkProcess(context: CheckContext, path: Path, process: ArrivalProcess): void {
  switch (process.process) {
    case 'poisson':
      if ((process.ratePerHour === undefined) === (process.meanBetween === undefined))
        context.fail(
          path,
          `has ${process.ratePerHour === undefined ? 'neither ratePerHour nor' : 'both ratePerHour and'} meanBetween; give one of them`,
        )
      break
    case 'poisson-by-period':
      checkTimetable(context, [...path, 'periods'], process.periods, process.repeatEvery)
      break
    case 'renewal':
      checkDistributions(context, [...path, 'between'], process.between, { never: false })
      if (meanOf(process.between) === 0) context.fail([...path, 'between'], 'is always 0; time has to pass between arrivals')
      break
    case 'times':
      mustRise(context, [...path, 'times'], process.times, false)
      break
    case 'spread': {
      mustRise(context, [...path, 'bounds'], process.bounds, true)
      if (process.bounds.length !== process.shares.length + 1)
        context.fail(
          [...path, 'bounds'],
          `is a list of ${process.bounds.length}; give one more than shares, ${process.shares.length + 1}`,
        )
      const sum = process.shares.reduce((total, share) => total + share, 0)
      if (Math.abs(sum - 1) > tolerance)
        context.fail([...path, 'shares'], `adds up to ${Number(sum.toFixed(4))}; shares must add up to 1`)
    }
  }
}

/** Entries in order of time from 0 on, all inside the cycle where they repeat. */
export function checkTimetable(
  context: CheckContext,
  path: Path,
  entries: readonly { at: number }[],
  repeatEvery: number | undefined,
): void {
  const times = entries.map(({ at }) => at)
  if (times[0] !== 0) context.fail([...path, 0, 'at'], `is ${times[0]}; the first entry must be at 0, what holds from the start`)
  mustRise(context, path, times, true, ['at'])
  const last = times.at(-1) ?? 0
  if (repeatEvery !== undefined && last >= repeatEvery)
    context.fail([...path, times.length - 1, 'at'], `is ${last}; it must be before repeatEvery, ${repeatEvery}`)
}

function mustRise(context: CheckContext, path: Path, values: readonly number[], strictly: boolean, field: Path = []): void {
  const index = values.findIndex((value, at) => at > 0 && (strictly ? value <= values[at - 1]! : value < values[at - 1]!))
  if (index > 0)
    context.fail(
      [...path, index, ...field],
      `is ${values[index]}, after ${values[index - 1]}; put the times in order${strictly ? ', each once' : ''}`,
    )
}

function checkRule(context: CheckContext, path: Path, rule: ChoiceRule, name: string, labels: readonly string[]): void {
  const mustBeLabels = (at: Path, found: readonly string[]) => {
    for (const label of found)
      if (!labels.includes(label))
        context.fail(
          at,
          name === 'class'
            ? `names class "${label}"; ${listed('classes', labels)}`
            : `names label "${label}"; ${listed(`labels of ${name}`, labels)}`,
        )
  }
  if ('is' in rule) mustBeLabels([...path, 'is'], [rule.is])
  else if ('shares' in rule) mustBeLabels([...path, 'shares'], Object.keys(rule.shares))
  else if ('sharesByHour' in rule)
    rule.sharesByHour.forEach((shares, hour) => {
      mustBeLabels([...path, 'sharesByHour', hour], Object.keys(shares))
    })
  else {
    mustRise(
      context,
      [...path, 'sharesByTime'],
      rule.sharesByTime.map(({ at }) => at),
      true,
      ['at'],
    )
    rule.sharesByTime.forEach(({ shares }, index) => {
      mustBeLabels([...path, 'sharesByTime', index, 'shares'], Object.keys(shares))
    })
  }
}

export function checkAttributes(context: CheckContext): void {
  const attributes = context.model.attributes ?? []
  context.mustDiffer(
    ['attributes'],
    attributes.map(({ name }) => name),
    ['name'],
  )
  // What is drawn before an attribute; the class comes first where the list does not say when.
  const known = new Set(context.attributes.has('class') ? [] : ['class'])
  attributes.forEach((attribute, index) => {
    const path: Path = ['attributes', index]
    if ('values' in attribute) {
      context.mustDiffer([...path, 'values'], attribute.values)
      if (attribute.name === 'class')
        attribute.values.forEach((label, position) => {
          context.mustName([...path, 'values', position], 'class', label)
        })
      const { choose } = attribute
      checkCases(context, [...path, 'choose'], choose, known)
      if ('cases' in choose)
        choose.cases.forEach(({ use }, position) => {
          checkRule(context, [...path, 'choose', 'cases', position, 'use'], use, attribute.name, attribute.values)
        })
      else checkRule(context, [...path, 'choose'], choose, attribute.name, attribute.values)
    } else if (attribute.name === 'class')
      context.fail([...path, 'name'], 'is "class", which holds the class of a patient; choose another name')
    else if ('duration' in attribute)
      checkDistributions(context, [...path, 'duration'], attribute.duration, { never: true, known })
    else checkFormula(context, [...path, 'formula'], attribute.formula, known)
    known.add(attribute.name)
  })
}

function checkFormula(context: CheckContext, path: Path, formula: unknown, known: ReadonlySet<string>): void {
  if (typeof formula === 'string') {
    const attribute = context.attributes.get(formula)
    if (attribute === undefined || formula === 'class')
      context.fail(path, `names "${formula}"; a formula stands on attributes further up that hold a number`)
    else if ('values' in attribute)
      context.fail(path, `names "${formula}", which holds a label; only numbers can be reckoned with`)
    else if (!known.has(formula))
      context.fail(path, `names "${formula}", which is worked out later; move "${formula}" further up in attributes`)
    return
  }
  if (typeof formula !== 'object' || formula === null) return
  for (const [operation, operands] of Object.entries(formula)) {
    if (operation === 'difference' && namesIn(operands).some((name) => mayBeNever(context, name)))
      context.fail([...path, operation], 'takes away from or by what may be "never"; that has no answer')
    ;(operands as unknown[]).forEach((operand, index) => {
      checkFormula(context, [...path, operation, index], operand, known)
    })
  }
}
