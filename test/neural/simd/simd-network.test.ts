import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CpuEngine, NetworkSpec } from '../../../src/main/neural/engine.ts'
import { ReferenceEngine } from '../../../src/main/neural/reference/reference-engine.ts'
import { SimdEngine } from '../../../src/main/neural/simd/simd-engine.ts'
import { distance, inputsOf, layer, numbers, train } from '../parity.ts'
import { simd, simdRelaxed } from '../support/simd-engines.ts'

const reference = new ReferenceEngine()
const builds: [string, CpuEngine][] = [simd(), simdRelaxed()].map((engine) => [engine.name, engine])

const scorer: NetworkSpec = {
  inputs: 55,
  layers: [layer(64, 'tanh', Math.SQRT2), layer(17, 'relu', Math.SQRT2), layer(1, 'linear', 0.1)],
}

/** Every width around the kernels' blocks of four and eight, every depth, and every share of the inputs that rows have in common. */
const anySpec: fc.Arbitrary<NetworkSpec> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 70 }),
    sharedInputs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 69 })),
    layers: fc.array(
      fc.record({
        units: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(1, 2, 4, 17, 64, 128)),
        activation: fc.constantFrom('tanh' as const, 'relu' as const, 'linear' as const),
        gain: fc.constant(1),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .filter(({ inputs, sharedInputs }) => sharedInputs < inputs)

describe.each(builds)('a network of the engine %s', (_name, engine) => {
  it('has the outputs and gradients of the reference, whatever its shape and however many rows', () => {
    fc.assert(
      fc.property(anySpec, fc.integer({ min: 1, max: 150 }), fc.nat(1000), (spec, rows, seed) => {
        const outputs = spec.layers.at(-1)!.units
        const [ours, theirs] = [engine.createNetwork(spec, seed), reference.createNetwork(spec, seed)]
        const biased = theirs.readParameters().map((value, at) => value + 0.1 * Math.sin(at))
        for (const network of [ours, theirs]) network.writeParameters(biased)
        const { input, shared } = inputsOf(spec, rows, seed)
        const pull = numbers(rows * outputs, seed + 1)
        const gradientsAt = (change: number) => {
          const network = reference.createNetwork(spec, seed)
          network.writeParameters(biased.map((value) => value + change))
          network.forward(input, rows, shared)
          network.backward(pull, rows)
          return network.readGradients()
        }
        // A relu unit that is all but 0 may be on in one engine and off in another: the gradient jumps there.
        fc.pre(![-1e-6, 1e-6].some((change) => distance(gradientsAt(change), gradientsAt(0)) > 1e-4))
        // Fewer rows before: there must be room for all.
        const fewer = Math.max(1, rows - (seed % 9))
        const before = inputsOf(spec, fewer, seed)
        ours.forward(before.input, fewer, before.shared)
        const expected = theirs.forward(input, rows, shared).slice(0, rows * outputs)
        const actual = ours.forward(input, rows, shared).subarray(0, rows * outputs)
        expect(actual).toHaveLength(rows * outputs)
        // Where every unit of a relu layer is off, both are exactly 0.
        const size = Math.hypot(...expected)
        if (size > 0) expect(distance(actual, expected)).toBeLessThan(1e-5)
        else expect(Math.max(...actual.map(Math.abs))).toBe(0)
        theirs.backward(pull, rows)
        ours.backward(pull, rows)
        if (theirs.gradientNorm() > 0) {
          expect(distance(ours.readGradients(), theirs.readGradients())).toBeLessThan(1e-5)
          expect(Math.abs(ours.gradientNorm() / theirs.gradientNorm() - 1)).toBeLessThan(1e-5)
        } else expect(ours.gradientNorm()).toBe(0)
        ours.dispose()
      }),
      { numRuns: 150 },
    )
  })

  it('stays within 1e-5 of the reference over 200 steps of Adam', async () => {
    const [ours, theirs] = [engine.createNetwork(scorer, 5), reference.createNetwork(scorer, 5)]
    const start = theirs.readParameters()
    for (let update = 0; update < 200; update++) for (const network of [ours, theirs]) await train(network, update, [64, 32])
    expect(distance(theirs.readParameters(), start)).toBeGreaterThan(0.1)
    expect(distance(ours.readParameters(), theirs.readParameters())).toBeLessThan(1e-5)
  })

  it('hands its parameters and optimiser to another engine and takes them back', async () => {
    const [ours, theirs] = [engine.createNetwork(scorer, 5), reference.createNetwork(scorer, 6)]
    await train(ours, 0, [64, 32])
    theirs.writeParameters(ours.readParameters())
    theirs.writeOptimiser(ours.readOptimiser())
    expect(theirs.readParameters()).toEqual(ours.readParameters())
    expect(theirs.readOptimiser()).toEqual(ours.readOptimiser())
    const back = engine.createNetwork(scorer, 7)
    back.writeParameters(theirs.readParameters())
    back.writeOptimiser(theirs.readOptimiser())
    for (const network of [ours, theirs, back]) await train(network, 1, [64, 32])
    expect(back.readParameters()).toEqual(ours.readParameters())
    expect(back.readOptimiser()).toEqual(ours.readOptimiser())
    expect(distance(theirs.readParameters(), ours.readParameters())).toBeLessThan(1e-5)
  })

  it('gives the same bits however many rows there were room for', async () => {
    const [small, large] = [engine.createNetwork(scorer, 1), engine.createNetwork(scorer, 1)]
    large.forward(numbers(1000 * scorer.inputs, 3), 1000)
    for (const network of [small, large]) await train(network, 0, [7, 64, 1])
    expect(large.readParameters()).toEqual(small.readParameters())
  })

  it('takes more rows at once than it likes', async () => {
    const [whole, parts] = [engine.createNetwork(scorer, 1), engine.createNetwork(scorer, 1)]
    const rows = engine.preferredRows + 44
    await train(whole, 0, [rows])
    // The pieces in which it takes them by itself.
    await train(parts, 0, [...Array<number>(engine.preferredRows / 64).fill(64), 44])
    expect(whole.readParameters()).toEqual(parts.readParameters())
  })

  it('is as near to tanh as the reference, and odd', () => {
    const network = engine.createNetwork({ inputs: 1, layers: [layer(1, 'tanh')] }, 1)
    network.writeParameters(Float32Array.of(1, 0))
    const inputs = Float32Array.from({ length: 40_000 }, (_, at) => (at - 20_000) / 1000)
    const output = network.forward(inputs, inputs.length).slice()
    let worst = 0
    inputs.forEach((x, at) => {
      worst = Math.max(worst, Math.abs(output[at]! - Math.tanh(x)))
    })
    expect(worst).toBeLessThan(3e-7)
    const mirrored = network.forward(
      inputs.map((x) => -x),
      inputs.length,
    )
    expect(mirrored.every((value, at) => value === -output[at]! || (value === 0 && output[at] === 0))).toBe(true)
  })

  it('shows what is no number instead of hiding it, and recovers with its parameters', () => {
    const network = engine.createNetwork(scorer, 1)
    const input = numbers(9 * scorer.inputs, 1)
    const expected = network.forward(input, 9).slice()
    const broken = input.slice()
    broken[3 * scorer.inputs] = Number.NaN
    const output = network.forward(broken, 9).slice()
    expect(output[3]).toBeNaN()
    output[3] = expected[3]!
    expect(output).toEqual(expected)
    const sound = network.readParameters()
    network.writeParameters(sound.map(() => Number.NaN))
    expect(network.forward(input, 9)[0]).toBeNaN()
    network.writeParameters(sound)
    expect(network.forward(input, 9)).toEqual(expected)
  })
})

describe('the moments of Adam', () => {
  const network = () => simd().createNetwork({ inputs: 1, layers: [layer(1, 'linear')] }, 1)
  const options = { learningRate: 0.01, epsilon: 1e-5, beta1: 0.9, beta2: 0.999, gradientScale: 1 }

  it('come to rest at 0 where a unit has fallen silent, as tiny numbers are slow', () => {
    const silent = network()
    silent.writeParameters(Float32Array.of(1, 2))
    silent.writeOptimiser({ step: 9, firstMoment: Float32Array.of(1e-40, -1e-31), secondMoment: Float32Array.of(1e-42, 1e-31) })
    silent.adamStep(options)
    expect(silent.readOptimiser()).toEqual({ step: 10, firstMoment: new Float32Array(2), secondMoment: new Float32Array(2) })
    expect(Array.from(silent.readParameters())).toEqual([1, 2])
  })

  it('do not hide what is no number', () => {
    const broken = network()
    broken.forward(Float32Array.of(1), 1)
    broken.backward(Float32Array.of(Number.NaN), 1)
    expect(broken.gradientNorm()).toBeNaN()
    broken.adamStep(options)
    expect(Array.from(broken.readParameters())).toEqual([Number.NaN, Number.NaN])
  })
})

describe('the engine simd', () => {
  it('says which build it is, and which one repeats itself on every machine', () => {
    expect(builds.map(([, { name, reproducible }]) => [name, reproducible])).toEqual([
      ['simd', true],
      ['simd-relaxed', false],
    ])
  })

  it('gives these bits on every machine', () => {
    const network = simd().createNetwork(scorer, 1)
    // Whole numbers only, so that nothing here depends on a library function.
    const fraction = (at: number) => ((at * 2_654_435_761) % 65_536) / 65_536 - 0.5
    network.writeParameters(Float32Array.from({ length: network.parameterCount }, (_, at) => fraction(at) / 4))
    const input = Float32Array.from({ length: 70 * scorer.inputs }, (_, at) => fraction(at + 1))
    for (let update = 0; update < 20; update++) {
      network.zeroGradients()
      const output = network.forward(input, 70)
      network.backward(
        output.map((value, row) => value - fraction(row)),
        70,
      )
      network.adamStep({ learningRate: 2 ** -7, epsilon: 2 ** -17, beta1: 0.875, beta2: 1 - 2 ** -10, gradientScale: 2 ** -6 })
    }
    // Changes only where the order of sums or the formulas of the kernels change; then every checkpoint goes on a little differently.
    expect(createHash('sha256').update(network.readParameters()).digest('hex')).toBe(
      'e4ca519e1213854cd2fc9ffc823b08f5f39e7347d7a418e0faf8ad1412a31f28',
    )
  })

  it('frees the memory of networks that are done with', () => {
    const engine = simd()
    for (let count = 0; count < 400; count++) {
      const network = engine.createNetwork(scorer, 1)
      network.forward(numbers(scorer.inputs, 1), 1)
      network.dispose()
      expect(() => network.forward(numbers(scorer.inputs, 1), 1)).toThrow(/disposed/)
    }
  })

  it('ends in a sentence where memory does not suffice, and goes on with less', () => {
    const engine = simd()
    const huge: NetworkSpec = { inputs: 40_000, layers: [layer(40_000, 'relu')] }
    expect(() => engine.createNetwork(huge, 1)).toThrow(
      /^A network of 1,600,040,000 parameters needs [\d,]+ MiB for its parameters, .*\. Use smaller layers or smaller batches\.$/,
    )
    const network = engine.createNetwork(scorer, 1)
    const input = numbers(2 * scorer.inputs, 1)
    const expected = network.forward(input, 2).slice()
    expect(() => network.forward(input, 20_000_000)).toThrow(/and 20,000,000 rows at once, and this machine gives no more memory/)
    expect(network.forward(input, 2)).toEqual(expected)
  })

  it('ends in a sentence where the bytes are no kernels', () => {
    expect(() => SimdEngine.create(Uint8Array.of(1, 2, 3))).toThrow(/^The network kernels cannot be used on this machine: /)
  })
})
