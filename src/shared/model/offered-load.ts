import { expectedArrivals, mean } from './arrival-rate.ts'
import { namesIn } from './check-distribution.ts'
import type { ModelDocument } from './document.ts'
import { chosen, holds, type Labels, labelSharesOf } from './label-shares.ts'
import { meanDuration } from './mean-duration.ts'
import type { Resource } from './resource.ts'
import type { Step } from './step.ts'

/** What one resource of a model has to do in the long run. */
export type ResourceLoad = {
  resource: string
  /** Units on duty on average. */
  units: number
} & (
  | {
      /** Units busy on average if nobody waited with something in hand, left, was turned away or lost, and nobody's class changed while waiting. */
      load: number
    }
  | { load: null; because: UnknownLoad }
)

/**
 * Why the document alone cannot tell a load: there are more kinds of patients than are gone through; some go round for ever; some go round so
 * long that sums do not settle; the mean time at a step follows from a formula of random times.
 */
export type UnknownLoad = 'many-kinds' | 'endless' | 'unsettled' | { step: string }

/** More states (step, class, labels) are not gone through. */
const mostStates = 20_000
/** Steps of going round until the flows of loops have settled. */
const mostMoves = 500_000
const settled = 1e-13

/** A kind of patient at a step. `labels.class` is the class at arrival, `className` the class now. */
interface State {
  step: number
  className: string
  labels: Labels
  /** Patients per time unit who come from outside, and in all. */
  inflow: number
  flow: number
  to: { state: State; probability: number }[]
}

/**
 * Offered load of every resource, in the order of `resources`: expected visits to each step (for each kind of patient, by solving the
 * balance of flows, so that loops count) times the mean time with units in hand, over all streams at their mean rate. Patients who are
 * there at the start do not count.
 */
export function modelOfferedLoad(model: ModelDocument): ResourceLoad[] {
  const resources = model.resources ?? []
  const loads = loadsOf(model)
  return resources.map((resource) => {
    const load = loads instanceof Map ? (loads.get(resource.name) ?? 0) : loads
    const units = meanUnits(resource, model.run.horizon)
    return typeof load === 'number'
      ? { resource: resource.name, load, units }
      : { resource: resource.name, load: null, because: load, units }
  })
}

/** Load by resource, or why it cannot be known; one reason for all where the flows cannot be known. */
function loadsOf(model: ModelDocument): Map<string, number | UnknownLoad> | UnknownLoad {
  const states = statesOf(model)
  if (states === null) return 'many-kinds'
  if (!allCanEnd(states)) return 'endless'
  if (!balance(states)) return 'unsettled'
  const held = holdingsOf(model.steps, states)
  const loads = new Map<string, number | UnknownLoad>()
  for (const state of states) {
    const step = model.steps[state.step]
    if (step === undefined || !('duration' in step) || state.flow === 0) continue
    const time = meanDuration(model, step.duration, state.labels)
    const units = new Map(held.get(state.step))
    if (step.do === 'serve')
      for (const [name, count] of Object.entries(step.resources)) units.set(name, (units.get(name) ?? 0) + count)
    for (const [name, count] of units) {
      const before = loads.get(name) ?? 0
      if (typeof before === 'number') loads.set(name, time === null ? { step: step.name } : before + state.flow * time * count)
    }
  }
  return loads
}

function statesOf(model: ModelDocument): State[] | null {
  const relevant = relevantAttributes(model)
  const position = new Map(model.steps.map(({ name }, index) => [name, index]))
  const states = new Map<string, State>()
  const stateAt = (step: number, className: string, labels: Labels): State => {
    const key = JSON.stringify([step, className, labels])
    const known = states.get(key)
    if (known !== undefined) return known
    const state: State = { step, className, labels, inflow: 0, flow: 0, to: [] }
    states.set(key, state)
    return state
  }
  for (const arrival of model.arrivals) {
    const kinds = labelSharesOf(model, arrival, relevant)
    if (kinds === null) return null
    // They count only for whether they ever leave.
    const rate = arrival.process.process === 'at-start' ? 0 : expectedArrivals(arrival, model) / model.run.horizon
    const entry = arrival.entry === undefined ? 0 : (position.get(arrival.entry) ?? 0)
    for (const { labels, share } of kinds) stateAt(entry, labels.class ?? '', labels).inflow += rate * share
  }
  // A map goes on to what is added while it is gone through.
  for (const state of states.values()) {
    if (states.size > mostStates) return null
    const next = nextOf(model, state, position)
    if (next === null) return null
    for (const { step, className, labels, probability } of next)
      state.to.push({ state: stateAt(step, className, labels), probability })
  }
  return [...states.values()]
}

/** Attributes with labels that something depends on: branches, durations, and other attributes that these depend on. */
function relevantAttributes(model: ModelDocument): Set<string> {
  const relevant = new Set<string>()
  const byName = new Map(model.attributes?.map((attribute) => [attribute.name, attribute]))
  const add = (name: string) => {
    if (relevant.has(name)) return
    relevant.add(name)
    addConditions(byName.get(name))
    const attribute = byName.get(name)
    if (attribute !== undefined && 'formula' in attribute) for (const inner of namesIn(attribute.formula)) add(inner)
  }
  const addConditions = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [key, inner] of Object.entries(part)) {
      if (key === 'when') for (const name of Object.keys(inner as object)) add(name)
      else addConditions(inner)
    }
  }
  for (const step of model.steps) {
    addConditions(step)
    if ('duration' in step && typeof step.duration === 'string') add(step.duration)
  }
  return relevant
}

type Next = { step: number; className: string; labels: Labels; probability: number }

/** Where a kind of patient goes on, by how; null where they are too many. */
function nextOf(
  model: ModelDocument,
  { step: at, className, labels }: State,
  position: ReadonlyMap<string, number>,
): Next[] | null {
  const step = model.steps[at]
  if (step === undefined || step.do === 'exit') return []
  const stepOf = (name: string | undefined) => (name === undefined ? at + 1 : (position.get(name) ?? at + 1))
  if (step.do === 'branch') {
    const now = { ...labels, class: className }
    const byChance = step.to.some(({ probability }) => probability !== undefined)
    if (!byChance) {
      const taken = step.to.find(({ when }) => holds(when, now))
      return taken === undefined ? [] : [{ step: stepOf(taken.step), className, labels, probability: 1 }]
    }
    const given = step.to.reduce((sum, { probability }) => sum + (probability ?? 0), 0)
    return step.to.map(({ probability, step: to }) => ({
      step: stepOf(to),
      className,
      labels,
      probability: probability ?? Math.max(0, 1 - given),
    }))
  }
  const onward = { step: stepOf(step.next), className, labels, probability: 1 }
  if (step.do === 'become') return [{ ...onward, className: step.class }]
  if (step.do !== 'draw') return [onward]
  // Only labels that are told apart: what nothing depends on may be drawn without being looked at.
  let kinds: Next[] = [onward]
  for (const attribute of model.attributes ?? []) {
    if (!step.attributes.includes(attribute.name) || labels[attribute.name] === undefined) continue
    const rule = 'values' in attribute ? attribute.choose : undefined
    const further: Next[] = []
    for (const kind of kinds) {
      for (const [label, share] of chosen(model, rule, kind.labels, null))
        further.push({ ...kind, labels: { ...kind.labels, [attribute.name]: label }, probability: kind.probability * share })
      if (further.length > mostStates) return null
    }
    kinds = further
  }
  return kinds
}

/** Whether every way ends, with some probability. */
function allCanEnd(states: readonly State[]): boolean {
  const before = new Map<State, State[]>(states.map((state) => [state, []]))
  for (const state of states) for (const { state: to, probability } of state.to) if (probability > 0) before.get(to)?.push(state)
  const ending = new Set(states.filter(({ to }) => to.length === 0))
  for (const state of ending) for (const earlier of before.get(state) ?? []) ending.add(earlier)
  return states.every((state) => ending.has(state))
}

/** Solves flow = inflow + what comes from other states, by going round until nothing changes any more; false where it never settles. */
function balance(states: readonly State[]): boolean {
  const waiting = new Map<State, number>(states.filter(({ inflow }) => inflow > 0).map((state) => [state, state.inflow]))
  const total = states.reduce((sum, { inflow }) => sum + inflow, 0)
  for (let move = 0; move < mostMoves && waiting.size > 0; move++) {
    const [state, amount] = waiting.entries().next().value!
    waiting.delete(state)
    state.flow += amount
    for (const { state: to, probability } of state.to) {
      const more = (waiting.get(to) ?? 0) + amount * probability
      if (more > total * settled) waiting.set(to, more)
    }
  }
  return waiting.size === 0
}

/** Units in hand at each step, as the steps before it leave them. */
function holdingsOf(steps: readonly Step[], states: readonly State[]): Map<number, ReadonlyMap<string, number>> {
  const held = new Map<number, ReadonlyMap<string, number>>()
  for (const state of states) {
    const step = steps[state.step]
    if (step === undefined) continue
    const now = held.get(state.step) ?? new Map<string, number>()
    held.set(state.step, now)
    const after = new Map(now)
    if (step.do === 'seize')
      for (const [name, units] of Object.entries(step.resources)) after.set(name, (after.get(name) ?? 0) + units)
    if (step.do === 'release')
      for (const [name, units] of Object.entries(step.resources)) after.set(name, (after.get(name) ?? 0) - units)
    for (const { state: to } of state.to) if (!held.has(to.step)) held.set(to.step, after)
  }
  return held
}

/** Over the run where changes do not repeat, over their cycle where they do. */
function meanUnits({ units }: Resource, horizon: number): number {
  if (typeof units === 'number') return units
  if ('byHour' in units) return mean(units.byHour)
  if ('byHourOfWeek' in units) return mean(units.byHourOfWeek)
  const end = units.repeatEvery ?? horizon
  return (
    units.changes.reduce((sum, change, index) => {
      const until = Math.min(end, units.changes[index + 1]?.at ?? end)
      return sum + change.units * Math.max(0, until - change.at)
    }, 0) / end
  )
}
