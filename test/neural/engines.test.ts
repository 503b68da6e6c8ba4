import { describe, expect, it } from 'vitest'
import type { NeuralEngine } from '../../src/main/neural/engine.ts'
import { openEngine } from '../../src/main/neural/engines.ts'
import { measureEngine } from '../../src/main/neural/probe/measure-engine.ts'
import { testEngine } from '../../src/main/neural/probe/self-test.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { readKernels } from './support/simd-engines.ts'

describe('every engine that is always there', () => {
  it.each(['simd', 'simd-relaxed', 'reference', 'wasm', 'cpu'] as const)(
    'opens and passes the test of itself: %s',
    async (name) => {
      const { engine, device, detail } = await openEngine(name, readKernels)
      expect([engine.name, device]).toEqual([name, 'processor'])
      expect(detail).toMatch(/^[A-Z].*\.$/)
      await testEngine(engine)
      engine.dispose()
    },
  )
})

/** The reference engine with something else in place of the gradients. */
function wrongEngine(change: (gradients: Float32Array) => Float32Array): NeuralEngine {
  const engine = new ReferenceEngine()
  return {
    name: 'tensorflow',
    preferredRows: 64,
    reproducible: true,
    dispose: () => {},
    createNetwork: (spec, seed) => {
      const network = engine.createNetwork(spec, seed)
      const gradients = network.readGradients.bind(network)
      return Object.assign(network, { readGradients: () => change(gradients()) })
    },
  }
}

describe('the test of an engine', () => {
  it('finds numbers that are wrong', async () => {
    await expect(testEngine(wrongEngine((gradients) => gradients.map((value) => value * 1.25)))).rejects.toThrow(
      'The engine tensorflow loads but computes wrong: its gradients differ by 25 % from what they should be. It is not used.',
    )
  })

  it('finds numbers that are lost', async () => {
    await expect(testEngine(wrongEngine((gradients) => gradients.fill(Number.NaN, 3, 4)))).rejects.toThrow(
      'The engine tensorflow loads but computes wrong: its gradients are not numbers. It is not used.',
    )
  })
})

describe('the measurement of an engine', () => {
  const spec = { inputs: 3, layers: [{ units: 2, activation: 'linear', gain: 1 }] } as const
  const workloads = [
    { spec, rows: 640 },
    { spec, rows: 1280 },
  ]

  /** An engine that takes so many milliseconds a row, by a clock of its own. */
  function timed(millisecondsPerRow: number, preferredRows = 100) {
    let now = 0
    const rowsSeen: number[] = []
    const engine = new ReferenceEngine()
    const timedEngine: NeuralEngine = {
      name: 'timed',
      preferredRows,
      reproducible: true,
      dispose: () => {},
      createNetwork: (of, seed) =>
        Object.assign(engine.createNetwork(of, seed), {
          forward: (_input: Float32Array, rows: number) => {
            rowsSeen.push(rows)
            return new Float32Array(0)
          },
          backward: (_pull: Float32Array, rows: number) => {
            now += rows * millisecondsPerRow
          },
        }),
    }
    return { engine: timedEngine, clock: { now: () => now }, rowsSeen }
  }

  it('counts rows of all networks a second, in pieces that the engine likes', async () => {
    const { engine, clock, rowsSeen } = timed(0.01)
    expect(await measureEngine(engine, workloads, clock, 100)).toBeCloseTo(100_000, 3)
    expect(Math.max(...rowsSeen)).toBe(100)
    // 19.2 ms an update of everything: as many as fit into the time.
    expect(rowsSeen.filter((rows) => rows === 40)).toHaveLength(5)
  })

  it('ends with part of an update where an engine is very slow', async () => {
    const { engine, clock, rowsSeen } = timed(10, 10_000)
    expect(await measureEngine(engine, workloads, clock, 100)).toBeCloseTo(100, 6)
    expect(Math.max(...rowsSeen)).toBe(20)
  })
})
