import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeadlineHeap } from '../../src/main/simulation/deadline-heap.ts'

describe('DeadlineHeap', () => {
  it('behaves like a sorted list under any pushes, pops and removals, and is as new when it is emptied', () => {
    const weights = { push: 12, pop: 5, remove: 5, reset: 1 }
    const kind = fc.oneof(...Object.entries(weights).map(([name, weight]) => ({ arbitrary: fc.constant(name), weight })))
    const key = fc.oneof(fc.nat(5), fc.constant(Number.POSITIVE_INFINITY))
    const operation = fc.record({ kind, patient: fc.nat(30), key })
    fc.assert(
      fc.property(fc.array(operation, { minLength: 100, maxLength: 200 }), (operations) => {
        const heap = new DeadlineHeap()
        const sequence = Int32Array.from({ length: 31 }, (_, patient) => 7 - patient)
        heap.reset(sequence)
        let list: { patient: number; key: number }[] = []
        for (const { kind, patient, key } of operations) {
          if (kind === 'push' && !list.some((entry) => entry.patient === patient)) {
            heap.push(patient, key)
            list.push({ patient, key })
          } else if (kind === 'remove') {
            heap.remove(patient)
            list = list.filter((entry) => entry.patient !== patient)
          } else if (kind === 'reset') {
            heap.reset(sequence)
            list = []
          } else if (kind === 'pop' && list.length > 0) expect(heap.pop()).toBe(list.shift()!.patient)
          list.sort((a, b) => (a.key === b.key ? b.patient - a.patient : a.key - b.key))
          expect(heap.size).toBe(list.length)
          expect(heap.nextKey).toBe(list[0]?.key ?? Number.POSITIVE_INFINITY)
          if (list.length > 0) expect(heap.nextItem).toBe(list[0]!.patient)
        }
      }),
    )
  })
})
