import { describe, expect, it } from 'vitest'
import type { ModelPolicy } from '../../../src/main/evaluation/model/replication.ts'
import { simulateModel } from '../../../src/main/evaluation/model/simulate-model.ts'
import { compileModel } from '../../../src/main/simulation/compile-model.ts'
import type { Queue } from '../../../src/shared/model/queue.ts'
import { dayModel } from './models.ts'

type Rule = Pick<Queue, 'discipline' | 'order'>

/** A day with patience, a full waiting room and a shift plan; classes are urgent (0) and other (1). */
function day(...rules: Rule[]) {
  const { document } = dayModel()
  const [room] = document.queues!
  const queues = rules.map((rule, index): Queue => {
    const { preemption: _, order: __, ...shared } = room!
    return { ...shared, ...rule, name: index === 0 ? room!.name : `room-${index}` }
  })
  return compileModel({
    ...document,
    queues,
    steps: document.steps.map((step) => (step.name === 'triage' && rules[1] ? { ...step, queue: 'room-1' } : step)),
  })
}

const byOrder = ['urgent', 'other']
const mostUrgent: ModelPolicy = (state, queue) => (state.headOf(0, queue) >= 0 ? 0 : 1)
const longestWait: ModelPolicy = (state, queue) => {
  const [urgent, other] = [state.headOf(0, queue), state.headOf(1, queue)]
  if (urgent < 0 || other < 0) return urgent < 0 ? 1 : 0
  return state.lines.joinedBefore(urgent, other) ? 0 : 1
}

describe('a policy decides at queues of that discipline', () => {
  it('the most urgent first: the same bits as the queue that is built in', () => {
    const builtIn = simulateModel(day({ discipline: 'priority', order: byOrder }))
    const decided = day({ discipline: 'policy', order: ['other', 'urgent'] })
    expect(simulateModel(decided, { policy: mostUrgent })).toEqual(builtIn)
    // The same compiled model afterwards without it.
    expect(simulateModel(decided).digest).not.toBe(builtIn.digest)
    expect(simulateModel(decided)).toEqual(simulateModel(day({ discipline: 'priority', order: ['other', 'urgent'] })))
  })

  it('the longest wait first: the same bits as first come, first served', () => {
    const policy = day({ discipline: 'policy', order: byOrder })
    expect(simulateModel(policy, { policy: longestWait })).toEqual(simulateModel(day({ discipline: 'first-come' })))
  })

  it('is asked for each queue apart', () => {
    const both = day({ discipline: 'policy', order: byOrder }, { discipline: 'policy', order: byOrder })
    const asked = new Set<number>()
    const policy: ModelPolicy = (state, queue) => {
      asked.add(queue)
      return queue === 0 ? mostUrgent(state, queue) : longestWait(state, queue)
    }
    const mixed = day({ discipline: 'priority', order: byOrder }, { discipline: 'first-come' })
    expect(simulateModel(both, { policy })).toEqual(simulateModel(mixed))
    expect(asked).toEqual(new Set([0, 1]))
  })

  it.each([-1, 2, 0.5, Number.NaN])('refuses class %s', (chosen) => {
    expect(() => simulateModel(day({ discipline: 'policy', order: byOrder }), { policy: () => chosen })).toThrow(
      `The policy chose class ${chosen} at waiting-room; choose the number of a class with somebody waiting there.`,
    )
  })

  it('refuses a class of which nobody waits', () => {
    expect(() => simulateModel(day({ discipline: 'policy', order: byOrder }), { policy: () => 0 })).toThrow(
      /class 0 at waiting-room/,
    )
  })
})
