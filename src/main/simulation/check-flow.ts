import type { ModelDocument } from '../../shared/model/document.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Holdings } from './holdings.ts'
import type { StepGraph } from './step-graph.ts'

/** What is wrong with the ways of patients through a document, beyond what they hold. */
export function flowProblems(document: ModelDocument, graph: StepGraph, holdings: Holdings): Problem[] {
  const problems: Problem[] = []
  const reached = graph.reachable(graph.entries)
  const going = graph.reachable(graph.entries, ({ possible }) => possible)
  document.steps.forEach((_, index) => {
    if (!reached.has(index))
      problems.push({ path: `steps[${index}]`, message: 'can never be reached; lead to it from another step, or remove it' })
    else if (going.has(index) && ![...graph.reachable([index], ({ possible }) => possible)].some((step) => graph.leadsOut(step)))
      problems.push({
        path: `steps[${index}]`,
        message: 'never lets patients leave the model; lead on to a step that does "exit"',
      })
  })
  return [...problems, ...requestProblems(document, holdings), ...queueProblems(document)]
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
