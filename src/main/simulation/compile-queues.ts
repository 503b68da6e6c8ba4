import type { ModelDocument } from '../../shared/model/document.ts'
import type { Queue } from '../../shared/model/queue.ts'
import { disciplineCodes, type QueuePlan } from './pathway-model.ts'

/** A queue of a document. `minutesPerUnit`: of the document's time unit. */
export function compileQueue(queue: Queue, { classes }: ModelDocument, minutesPerUnit: number): QueuePlan {
  return {
    name: queue.name,
    ...compileDiscipline(queue, classes),
    preemption: queue.preemption ?? 'none',
    places: queue.places ?? Number.POSITIVE_INFINITY,
    // The uniform number that decides is drawn like any other time: from 0 to 1 time unit.
    balking: (queue.balking ?? []).map(({ waiting, probability }) => ({ waiting, limit: probability * minutesPerUnit })),
    crowding: queue.crowding ?? 0,
    overtaking: queue.overtaking ?? false,
  }
}

/** A line of its own for a step that names no queue. */
export function ownQueue(step: string, document: ModelDocument): QueuePlan {
  return compileQueue({ name: step, discipline: 'first-come' }, document, 1)
}

function compileDiscipline(queue: Queue, classes: readonly string[]): Pick<QueuePlan, 'discipline' | 'lineOf' | 'weights'> {
  const oneLine = { lineOf: classes.map(() => 0), weights: [0] }
  const ofEachClass = classes.map((_, index) => index)
  const ranks = classes.map((name) => rankOf(name, queue.order ?? [], classes.length))
  switch (queue.discipline) {
    case 'first-come':
      return { discipline: disciplineCodes.firstCome, ...oneLine }
    case 'last-come':
      return { discipline: disciplineCodes.lastCome, ...oneLine }
    case 'priority': {
      const weights = [...new Set(ranks)].sort((a, b) => a - b)
      return { discipline: disciplineCodes.priority, lineOf: ranks.map((rank) => weights.indexOf(rank)), weights }
    }
    case 'accumulating':
      return { discipline: disciplineCodes.weighted, ...sharedLines(classes.map((name) => queue.slopes?.[name] ?? 0)) }
    case 'wait-over-target': {
      const targets = classes.map((name) => queue.targets?.[name] ?? Number.POSITIVE_INFINITY)
      return { discipline: disciplineCodes.weighted, ...sharedLines(targets.map((target) => 1 / target)) }
    }
    case 'policy':
      return { discipline: disciplineCodes.controlled, lineOf: ofEachClass, weights: ranks }
  }
}

/** Classes of the same weight wait in one line. */
function sharedLines(weightOf: readonly number[]): Pick<QueuePlan, 'lineOf' | 'weights'> {
  const weights = [...new Set(weightOf)]
  return { lineOf: weightOf.map((weight) => weights.indexOf(weight)), weights }
}

/** Position in the order; classes that are not named come last, together: behind every place that an order can have. */
function rankOf(name: string, order: NonNullable<Queue['order']>, classCount: number): number {
  const rank = order.findIndex((entry) => (typeof entry === 'string' ? entry === name : entry.includes(name)))
  return rank < 0 ? classCount : rank
}
