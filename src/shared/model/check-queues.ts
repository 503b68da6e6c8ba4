import type { CheckContext, Path } from './check-context.ts'
import { checkCases, checkDuration } from './check-distribution.ts'
import type { Queue } from './queue.ts'

export function checkQueues(context: CheckContext): void {
  const queues = context.model.queues ?? []
  context.mustDiffer(
    ['queues'],
    queues.map(({ name }) => name),
    ['name'],
  )
  queues.forEach((queue, index) => {
    const path: Path = ['queues', index]
    checkDiscipline(context, path, queue)
    checkLeaving(context, path, queue)
    if (queue.classChange !== undefined) {
      const { after, to } = queue.classChange
      checkDuration(context, [...path, 'classChange', 'after'], after, { never: true })
      const at = [...path, 'classChange', 'to']
      checkCases(context, at, to)
      if (typeof to === 'string') context.mustName(at, 'class', to)
      else
        to.cases.forEach(({ use }, position) => {
          context.mustName([...at, 'cases', position, 'use'], 'class', use)
        })
    }
  })
}

function checkDiscipline(context: CheckContext, path: Path, queue: Queue): void {
  const { discipline } = queue
  const needs = (field: 'order' | 'slopes' | 'targets', what: string, always: readonly string[], allowed = always) => {
    if (queue[field] === undefined && always.includes(discipline))
      context.fail([...path, field], `is missing; ${discipline} needs ${what}`)
    if (queue[field] !== undefined && !allowed.includes(discipline))
      context.fail([...path, field], `has no effect with ${discipline}; remove it, or choose ${allowed.join(' or ')}`)
  }
  needs('order', 'the classes, the most urgent first', ['priority'], ['priority', 'policy'])
  needs('slopes', 'a slope for each class', ['accumulating'])
  needs('targets', 'a time for each class', ['wait-over-target'])
  const order = queue.order?.flat() ?? []
  for (const name of order) context.mustName([...path, 'order'], 'class', name)
  const twice = order.find((name, index) => order.indexOf(name) !== index)
  if (twice !== undefined) context.fail([...path, 'order'], `names class "${twice}" twice; name each class once`)
  for (const field of ['slopes', 'targets'] as const) {
    const values = queue[field]
    if (values === undefined) continue
    for (const name of Object.keys(values)) context.mustName([...path, field], 'class', name)
    for (const name of context.model.classes)
      if (values[name] === undefined) context.fail([...path, field, name], 'is missing; give one for each class')
  }
  if (queue.preemption !== undefined && queue.preemption !== 'none' && discipline !== 'priority')
    context.fail(
      [...path, 'preemption'],
      `is ${queue.preemption} with ${discipline}; only priority can interrupt, choose it or remove preemption`,
    )
}

function checkLeaving(context: CheckContext, path: Path, queue: Queue): void {
  if (queue.balking !== undefined)
    queue.balking.forEach(({ waiting }, index, list) => {
      const before = list[index - 1]?.waiting
      if (before !== undefined && waiting <= before)
        context.fail(
          [...path, 'balking', index, 'waiting'],
          `is ${waiting}, after ${before}; put them in order, the fewest waiting first`,
        )
    })
  if (queue.patience !== undefined) checkDuration(context, [...path, 'patience'], queue.patience, { never: true })
  const dependent = [
    ['whenFull', 'places'],
    ['whenBalked', 'balking'],
    ['whenOutOfPatience', 'patience'],
  ] as const
  for (const [field, on] of dependent) {
    const step = queue[field]
    if (step === undefined) continue
    context.mustName([...path, field], 'step', step)
    if (queue[on] === undefined) context.fail([...path, field], `has no effect without ${on}; give ${on} or remove it`)
  }
  if (queue.crowding !== undefined && queue.patience === undefined)
    context.fail([...path, 'crowding'], 'has no effect without patience; give patience or remove it')
}
