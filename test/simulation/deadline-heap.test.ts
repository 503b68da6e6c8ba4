import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeadlineHeap } from '../../src/main/simulation/deadline-heap.ts'

describe('DeadlineHeap', () => {
  it('behaves like a sorted list under any pushes, pops and removals', () => {
    const operation = fc.record({ kind: fc.constantFrom('push', 'pop', 'remove'), patient: fc.nat(30), key: fc.nat(5) })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
        const heap = new DeadlineHeap()
        heap.reset(Int32Array.from({ length: 31 }, (_, patient) => 7 - patient))
        let list: { patient: number; key: number }[] = []
        for (const { kind, patient, key } of operations) {
          if (kind === 'push' && !list.some((entry) => entry.patient === patient)) {
            heap.push(patient, key)
            list.push({ patient, key })
          } else if (kind === 'remove') {
            heap.remove(patient)
            list = list.filter((entry) => entry.patient !== patient)
          } else if (kind === 'pop' && list.length > 0) expect(heap.pop()).toBe(list.shift()!.patient)
          list.sort((a, b) => a.key - b.key || b.patient - a.patient)
          expect(heap.size).toBe(list.length)
          expect(heap.nextKey).toBe(list[0]?.key ?? Number.POSITIVE_INFINITY)
          if (list.length > 0) expect(heap.nextItem).toBe(list[0]!.patient)
        }
      }),
    )
  })
})
