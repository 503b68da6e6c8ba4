import { describe, expect, it } from 'vitest'
import type { CpuEngine, NetworkSpec } from '../../src/main/neural/engine.ts'
import { floatingPointOperations, layerShapes } from '../../src/main/neural/network-spec.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { fastTanh } from '../../src/main/neural/reference/tanh.ts'
import { distance, inputsOf, layer, numbers } from './parity.ts'
import { expectChunksAddUp } from './support/expect-chunks-add-up.ts'
import { simd, simdRelaxed } from './support/simd-engines.ts'

const engines: readonly CpuEngine[] = [new ReferenceEngine(), simd(), simdRelaxed()]
const specs: Record<string, NetworkSpec> = {
  'one linear layer': { inputs: 3, layers: [layer(2, 'linear')] },
  'tanh layers of odd sizes': { inputs: 5, layers: [layer(7, 'tanh'), layer(6, 'tanh'), layer(1, 'linear')] },
  'relu then tanh then linear': { inputs: 4, layers: [layer(9, 'relu'), layer(3, 'tanh'), layer(5, 'linear')] },
  'tanh at the end': { inputs: 2, layers: [layer(4, 'linear'), layer(3, 'tanh')] },
  'relu at the end': { inputs: 6, layers: [layer(5, 'tanh'), layer(4, 'relu')] },
}

/** The same network written apart: one row, double precision, library functions, no blocks. */
function plainForward(spec: NetworkSpec, parameters: ArrayLike<number>, row: ArrayLike<number>): number[] {
  let values = Array.from(row)
  layerShapes(spec).forEach((shape, index) => {
    const activation = spec.layers[index]?.activation
    values = Array.from({ length: shape.units }, (_, unit) => {
      let sum = parameters[shape.biasesAt + unit] ?? 0
      for (let input = 0; input < shape.inputs; input++)
        sum += (values[input] ?? 0) * (parameters[shape.weightsAt + input * shape.units + unit] ?? 0)
      return activation === 'tanh' ? Math.tanh(sum) : activation === 'relu' ? Math.max(0, sum) : sum
    })
  })
  return values
}

describe.each(engines.map((engine) => [engine.name, engine] as const))('networks of the engine %s', (_name, engine) => {
  const isExact = engine.name === 'reference'
  /** Single precision all the way rounds a little more than sums in double precision. */
  const digits = isExact ? 6 : 5
  const tolerance = isExact ? 2e-6 : 2e-5

  for (const [name, spec] of Object.entries(specs)) {
    const outputs = spec.layers.at(-1)?.units ?? 0
    const rows = 6
    const input = numbers(rows * spec.inputs, 1)
    const pull = numbers(rows * outputs, 2)

    /** A loss whose gradient by the outputs is `pull`. */
    const plainLoss = (parameters: Float64Array) => {
      let sum = 0
      for (let row = 0; row < rows; row++)
        plainForward(spec, parameters, input.subarray(row * spec.inputs, (row + 1) * spec.inputs)).forEach((value, unit) => {
          sum += value * (pull[row * outputs + unit] ?? 0)
        })
      return sum
    }

    it(`computes ${name} as a plain double-precision network does`, () => {
      const network = engine.createNetwork(spec, 3)
      const output = network.forward(input, rows)
      for (let row = 0; row < rows; row++)
        plainForward(spec, network.readParameters(), input.subarray(row * spec.inputs, (row + 1) * spec.inputs)).forEach(
          (value, unit) => {
            expect(output[row * outputs + unit]).toBeCloseTo(value, digits)
          },
        )
    })

    it(`has the gradients of ${name} that finite differences give`, () => {
      const network = engine.createNetwork(spec, 4)
      network.forward(input, rows)
      network.backward(pull, rows)
      const gradients = network.readGradients()
      const parameters = Float64Array.from(network.readParameters())
      const step = 1e-6
      let square = 0
      parameters.forEach((value, at) => {
        parameters[at] = value + step
        const above = plainLoss(parameters)
        parameters[at] = value - step
        const below = plainLoss(parameters)
        parameters[at] = value
        const expected = (above - below) / (2 * step)
        expect(Math.abs((gradients[at] ?? 0) - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)))
        square += expected * expected
      })
      expect(Math.abs(network.gradientNorm() / Math.sqrt(square) - 1)).toBeLessThan(1e-5)
    })
  }

  const scorer: NetworkSpec = { inputs: 11, layers: [layer(8, 'tanh'), layer(8, 'tanh'), layer(1, 'linear')] }

  it('adds gradients up over chunks of rows, and starts again from zero', () => expectChunksAddUp(engine, scorer))

  it('gives a row the same output whatever stands beside it', () => {
    const input = numbers(9 * scorer.inputs, 8)
    const network = engine.createNetwork(scorer, 1)
    const together = network.forward(input, 9).slice(0, 9)
    const apart = Float32Array.from({ length: 9 }, (_, row) => {
      const output = network.forward(input.subarray(row * scorer.inputs, (row + 1) * scorer.inputs), 1)
      return output[0] ?? Number.NaN
    })
    expect(apart).toEqual(together)
  })

  it('is the same network where rows come without what they have in common', () => {
    const apart: NetworkSpec = { ...scorer, sharedInputs: 7 }
    const rows = 21
    const { input, shared } = inputsOf(apart, rows, 3)
    const whole: number[] = []
    for (let block = 0; block < shared!.blocks; block++)
      for (let row = shared!.rowStart[block]!; row < shared!.rowStart[block + 1]!; row++)
        whole.push(...input.subarray(4 * row, 4 * row + 4), ...shared!.values.subarray(7 * block, 7 * block + 7))
    const pull = numbers(rows, 4)
    const [one, other] = [engine.createNetwork(apart, 1), engine.createNetwork(scorer, 1)]
    const output = one.forward(input, rows, shared).slice(0, rows)
    expect(distance(output, other.forward(Float32Array.from(whole), rows).slice(0, rows))).toBeLessThan(1e-6)
    for (const network of [one, other]) network.backward(pull, rows)
    expect(distance(one.readGradients(), other.readGradients())).toBeLessThan(1e-6)
  })

  it('takes the Adam steps computed by hand', () => {
    const network = engine.createNetwork({ inputs: 1, layers: [layer(1, 'linear')] }, 1)
    network.writeParameters(Float32Array.of(1, 0))
    const options = { learningRate: 0.1, epsilon: 0, beta1: 0.9, beta2: 0.999, gradientScale: 0.5 }
    network.forward(Float32Array.of(2), 1)
    network.backward(Float32Array.of(4), 1)
    // Gradients 8 and 4, scaled 4 and 2: the first step is the learning rate against the sign.
    network.adamStep(options)
    expect(network.readParameters()[0]).toBeCloseTo(0.9, 6)
    expect(network.readParameters()[1]).toBeCloseTo(-0.1, 6)
    const state = network.readOptimiser()
    expect(state.step).toBe(1)
    expect(state.firstMoment[0]).toBeCloseTo(0.4, 6)
    expect(state.secondMoment[0]).toBeCloseTo(0.016, 6)
  })

  it('goes on alike from parameters and optimiser read and written', () => {
    const options = { learningRate: 0.01, epsilon: 1e-5, beta1: 0.9, beta2: 0.999, gradientScale: 1 }
    const input = numbers(4 * scorer.inputs, 9)
    const step = (network: ReturnType<typeof engine.createNetwork>) => {
      network.zeroGradients()
      network.forward(input, 4)
      network.backward(Float32Array.of(1, -1, 0.5, 2), 4)
      network.adamStep(options)
    }
    const first = engine.createNetwork(scorer, 1)
    step(first)
    const second = engine.createNetwork(scorer, 2)
    second.writeParameters(first.readParameters())
    second.writeOptimiser(first.readOptimiser())
    step(first)
    step(second)
    expect(second.readParameters()).toEqual(first.readParameters())
  })

  it('starts from orthogonal weights of the seed', () => {
    const spec: NetworkSpec = { inputs: 6, layers: [layer(4, 'tanh', 2)] }
    const parameters = engine.createNetwork(spec, 5).readParameters()
    const column = (unit: number) => Array.from({ length: 6 }, (_, input) => parameters[input * 4 + unit] ?? 0)
    for (let one = 0; one < 4; one++)
      for (let other = 0; other < 4; other++) {
        const product = column(one).reduce((sum, value, at) => sum + value * (column(other)[at] ?? 0), 0)
        expect(product).toBeCloseTo(one === other ? 4 : 0, 5)
      }
    expect(Array.from(parameters.subarray(24))).toEqual([0, 0, 0, 0])
    expect(engine.createNetwork(spec, 5).readParameters()).toEqual(parameters)
    expect(engine.createNetwork(spec, 6).readParameters()).not.toEqual(parameters)
  })

  it('says what is wrong with a network or its use', () => {
    expect(() => engine.createNetwork({ inputs: 0, layers: [layer(1, 'linear')] }, 1)).toThrow(/inputs of 1 or more/)
    expect(() => engine.createNetwork({ inputs: 1, layers: [] }, 1)).toThrow(/at least one layer/)
    expect(() => engine.createNetwork({ inputs: 1, layers: [layer(1.5, 'linear')] }, 1)).toThrow(/units of 1 or more/)
    expect(() => engine.createNetwork({ ...scorer, sharedInputs: 11 }, 1)).toThrow(
      "Of 11 inputs rows cannot have 11 in common: at least one is a row's own.",
    )
    const apart = engine.createNetwork({ ...scorer, sharedInputs: 7 }, 1)
    expect(() => apart.forward(numbers(8, 1), 2)).toThrow('This network takes 7 inputs that rows have in common.')
    expect(() => apart.forward(numbers(8, 1), 2, { blocks: 1, rowStart: Int32Array.of(0, 1), values: numbers(7, 2) })).toThrow(
      '1 blocks that end at row 1 were given for 2 rows.',
    )
    const network = engine.createNetwork(scorer, 1)
    expect(() => network.forward(numbers(8, 1), 2, { blocks: 1, rowStart: Int32Array.of(0, 2), values: numbers(7, 2) })).toThrow(
      'This network takes 0 inputs that rows have in common.',
    )
    network.forward(numbers(2 * scorer.inputs, 1), 2)
    expect(() => network.backward(Float32Array.of(1), 1)).toThrow(/1 rows after a forward of 2/)
    expect(() => network.writeParameters(new Float32Array(3))).toThrow(/but was given 3/)
  })

  it('counts operations: 55-64-64-1', () => {
    const spec = { inputs: 55, layers: [layer(64, 'tanh'), layer(64, 'tanh'), layer(1, 'linear')] }
    expect(floatingPointOperations(spec)).toEqual({ forward: 15360, training: 3 * 15360 - 7040 })
  })
})

describe('the fast tanh', () => {
  it('is within 3e-7 of tanh everywhere, odd, and never reaches 1', () => {
    for (let x = -20; x <= 20; x += 0.00137) {
      expect(Math.abs(fastTanh(x) - Math.tanh(x))).toBeLessThan(3e-7)
      expect(Math.abs(fastTanh(x))).toBeLessThan(1)
      expect(fastTanh(-x)).toBe(-fastTanh(x))
    }
    expect(fastTanh(1e30)).toBeCloseTo(1, 6)
  })
})
