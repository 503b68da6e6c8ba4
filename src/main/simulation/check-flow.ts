import type { Arrival } from '../../shared/model/arrivals.ts'
import type { ModelDocument } from '../../shared/model/document.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Holdings } from './holdings.ts'
import type { StepGraph } from './step-graph.ts'

/** What is wrong with the ways of patients through a document, beyond what they hold. */
export function flowProblems(document: ModelDocument, graph: StepGraph, holdings: Holdings): Problem[] {
  const reached = graph.reachable(graph.entries)
  const problems = document.steps.flatMap((_, index) =>
    reached.has(index)
      ? []
      : [{ path: `steps[${index}]`, message: 'can never be reached; lead to it from another step, or remove it' }],
  )
  return [...problems, ...growthProblems(document, graph), ...requestProblems(document, holdings), ...queueProblems(document)]
}

/**
 * Steps at which patients are caught who come without end, where they are caught first. A fixed number of them may go round for ever: machines
 * and those who repair them.
 */
function growthProblems(document: ModelDocument, graph: StepGraph): Problem[] {
  const entries = document.arrivals.flatMap((arrival) => (isEndless(arrival, document) ? [graph.entryOf(arrival)] : []))
  const going = graph.reachable(entries, ({ possible }) => possible)
  const leaving = graph.leaving()
  const caught = [...going].filter((index) => !leaving.has(index))
  const first = new Set(entries)
  for (const index of going)
    if (leaving.has(index)) for (const { to, possible } of graph.edges[index]!) if (possible) first.add(to)
  return caught
    .filter((index) => first.has(index))
    .map((index) => ({
      path: `steps[${index}]`,
      message: `leads to no exit: nobody who comes to ${document.steps[index]!.name} can leave the model, so that there would be ever more patients inside; lead on to a step that does "exit", or let only a fixed number arrive (a limit, times, or at-start)`,
    }))
}

/** Whether a stream brings more and more patients as long as a run lasts. */
function isEndless({ process, limit, until }: Arrival, { run }: ModelDocument): boolean {
  const listed = process.process === 'times' || process.process === 'at-start' || process.process === 'spread'
  return !listed && limit === undefined && (until ?? Number.POSITIVE_INFINITY) >= run.horizon
}

function requestProblems(document: ModelDocument, holdings: Holdings): Problem[] {
  const most = document.resources?.map(({ units }) => mostUnits(units)) ?? []
  return document.steps.flatMap((step, index) => {
    if (step.do !== 'seize' && step.do !== 'serve') return []
    const held = holdings.before[index]!
    return holdings.amounts(step).flatMap((units, resource): Problem[] => {
      const name = document.resources![resource]!.name
      return units > 0 && held[resource]! > 0 && most[resource]! > 0 && units + held[resource]! > most[resource]!
        ? [
            {
              path: `steps[${index}].resources.${name}`,
              message: `is ${units} and patients who come here hold ${held[resource]} already; there are never more than ${most[resource]} on duty, so nobody would ever start`,
            },
          ]
        : []
    })
  })
}

/** Whoever controls a queue chooses a class: it must be enough to know which one can start. */
function queueProblems(document: ModelDocument): Problem[] {
  const handedOver = new Set(document.resources?.flatMap(({ name, atShiftEnd }) => (atShiftEnd === 'hand-over' ? [name] : [])))
  return (document.queues ?? []).flatMap((queue, index): Problem[] => {
    if (queue.discipline !== 'policy') return []
    const users = document.steps.flatMap((step) =>
      (step.do === 'seize' || step.do === 'serve') && step.queue === queue.name ? [step] : [],
    )
    const requests = new Set(users.map(({ resources }) => JSON.stringify(Object.entries(resources).sort())))
    const path = `queues[${index}].discipline`
    const shared = users.flatMap(({ resources }) => Object.keys(resources)).find((name) => handedOver.has(name))
    if (requests.size > 1)
      return [{ path, message: 'is policy, so all steps that wait here must ask for the same units; give each its own queue' }]
    if (shared !== undefined)
      return [
        {
          path,
          message: `is policy, which cannot wait for ${shared}, whose patients are handed over at the end of a shift; let ${shared} finish, or choose another discipline`,
        },
      ]
    return []
  })
}

/** The most units that are ever on duty. */
function mostUnits(units: NonNullable<ModelDocument['resources']>[number]['units']): number {
  if (typeof units === 'number') return units
  if ('byHour' in units) return Math.max(...units.byHour)
  if ('byHourOfWeek' in units) return Math.max(...units.byHourOfWeek)
  return units.changes.reduce((most, change) => Math.max(most, change.units), 0)
}
