import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Queue } from '../../src/shared/model/queue.ts'
import type { Step } from '../../src/shared/model/step.ts'

/** The queue of a step: the one it names, or a line of its own. */
export function queueOf(document: ModelDocument, step: Step): Queue {
  const named = 'queue' in step ? document.queues?.find(({ name }) => name === step.queue) : undefined
  return named ?? { name: `of ${step.name}`, discipline: 'first-come' }
}

/** Place of a class in the order of a queue; all are equal where there is none. */
export function rank(queue: Queue, className: string): number {
  if (queue.discipline !== 'priority' && queue.discipline !== 'policy') return 0
  const at = (queue.order ?? []).findIndex((entry) => [entry].flat().includes(className))
  return at < 0 ? Number.POSITIVE_INFINITY : at
}

/** Names of queues that compete for resources, directly or through others, together; the others do not wait for each other. */
export function groupsOf(document: ModelDocument): ReadonlySet<string>[] {
  const asked = new Map<string, string[]>((document.queues ?? []).map(({ name }) => [name, []]))
  for (const step of document.steps) {
    if (step.do !== 'seize' && step.do !== 'serve') continue
    const { name } = queueOf(document, step)
    asked.set(name, [...(asked.get(name) ?? []), ...Object.keys(step.resources)])
  }
  const left = new Map(asked)
  return [...asked.keys()].flatMap((first) => {
    const group = new Set<string>(left.has(first) ? [first] : [])
    for (const member of group) {
      const resources = left.get(member) ?? []
      left.delete(member)
      for (const [name, others] of left) if (others.some((resource) => resources.includes(resource))) group.add(name)
    }
    return group.size > 0 ? [group] : []
  })
}
