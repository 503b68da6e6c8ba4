import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { RunLimits } from '../../src/main/simulation/run-limits.ts'
import { traceDocument } from './trace.ts'

describe('RunLimits', () => {
  const { pathway } = compileModel(
    traceDocument(
      {
        resources: [{ name: 'doctor', units: 1 }],
        queues: [{ name: 'hall', discipline: 'first-come' }],
        steps: [
          { name: 'talk', do: 'serve', resources: { doctor: 1 }, duration: 'time' },
          { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'hall' },
          { name: 'out', do: 'exit' },
        ],
      },
      [{ at: 0 }],
    ),
  )

  it('names the longest queue when more patients are inside than any hospital has', () => {
    const limits = new RunLimits(pathway, new Int32Array(0), Int32Array.of(1_900_000, 7))
    expect(() => limits.checkInside(2_000_000, 5)).not.toThrow()
    expect(() => limits.checkInside(2_000_001, 61.6)).toThrow(
      'More than 2000000 patients are in the model at minute 62, 1900000 of them in queue hall, which grows without end; let fewer arrive or add units',
    )
  })

  it('does not blame a queue in which nobody waits', () => {
    const limits = new RunLimits(pathway, new Int32Array(0), new Int32Array(2))
    expect(() => limits.checkInside(2_000_001, 5)).toThrow(
      'More than 2000000 patients are in the model at minute 5; let fewer arrive or stay shorter',
    )
  })
})
