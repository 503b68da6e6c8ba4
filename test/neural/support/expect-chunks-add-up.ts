import { expect } from 'vitest'
import type { NetworkSpec, NeuralEngine } from '../../../src/main/neural/engine.ts'
import { numbers } from '../parity.ts'

/** Gradients of rows in two chunks are those of all rows at once, and start again from zero. */
export async function expectChunksAddUp(engine: NeuralEngine, spec: NetworkSpec): Promise<void> {
  const outputs = spec.layers.at(-1)!.units
  const [input, pull] = [numbers(10 * spec.inputs, 5), numbers(10 * outputs, 6)]
  const whole = await engine.createNetwork(spec, 1)
  await whole.forward(input, 10)
  await whole.backward(pull, 10)
  const parts = await engine.createNetwork(spec, 1)
  for (const [from, to] of [
    [0, 3],
    [3, 10],
  ] as const) {
    await parts.forward(input.subarray(from * spec.inputs, to * spec.inputs), to - from)
    await parts.backward(pull.subarray(from * outputs, to * outputs), to - from)
  }
  const expected = await whole.readGradients()
  ;(await parts.readGradients()).forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, 5)
  })
  await parts.zeroGradients()
  expect(await parts.gradientNorm()).toBe(0)
}
