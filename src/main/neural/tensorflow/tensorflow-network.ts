import type { Tensor, Tensor1D, Tensor2D, TensorContainer } from '@tensorflow/tfjs-core'
import { corrections } from '../adam.ts'
import type { Activation, AdamOptions, Awaitable, Network, NetworkSpec, OptimiserState, SharedInputs } from '../engine.ts'
import { initialParameters } from '../initial-weights.ts'
import { checkLength, checkSpec, layerShapes, parameterCount, wholeRows } from '../network-spec.ts'
import type { BackendOperations } from './backend-operations.ts'
import type { TensorLibrary } from './tensor-library.ts'

/** What a network needs of the engine that made it. */
export interface NetworkSurroundings {
  readonly library: TensorLibrary
  readonly operations: BackendOperations
  /** Does tensor work, and reads what it gave; errors become sentences. */
  run<T>(work: () => Awaitable<T>): Promise<T>
}

interface Layer {
  readonly activation: Activation
  readonly weights: Tensor2D
  readonly biases: Tensor1D
}

/**
 * A network on a TensorFlow.js backend. Parameters, accumulated gradients and Adam's moments are flat tensors on the device, in the order
 * that all engines share; layers are cut out of the parameters whenever those change. Forward and backward are written out, because callers
 * give the gradient of the outputs and not a loss. One call at a time: wait for each before the next.
 */
export class TensorflowNetwork implements Network {
  readonly spec: NetworkSpec
  readonly parameterCount: number
  private readonly around: NetworkSurroundings
  private parameters: Tensor1D
  private gradients: Tensor1D
  private firstMoment: Tensor1D
  private secondMoment: Tensor1D
  private steps = 0
  private layers: Layer[] = []
  /** Of the last forward: its input, then the output of each layer. */
  private values: Tensor2D[] = []

  constructor(spec: NetworkSpec, seed: number, around: NetworkSurroundings) {
    checkSpec(spec)
    this.spec = spec
    this.around = around
    this.parameterCount = parameterCount(spec)
    const { library } = around
    this.parameters = library.tensor1d(initialParameters(spec, seed))
    this.gradients = library.zeros([this.parameterCount])
    this.firstMoment = library.zeros([this.parameterCount])
    this.secondMoment = library.zeros([this.parameterCount])
    this.cutLayers()
  }

  forward(input: Float32Array, rows: number, shared?: SharedInputs): Promise<Float32Array> {
    const { library } = this.around
    return this.around.run(async () => {
      library.dispose(this.values)
      this.values = []
      this.values = library.tidy(() => {
        // A copy: some backends go on using the memory that they were given.
        const values = [library.tensor2d(wholeRows(this.spec, input, rows, shared).slice(), [rows, this.spec.inputs])]
        for (const layer of this.layers) values.push(this.layerOutput(layer, values.at(-1)!))
        return values
      })
      return read(this.values.at(-1)!)
    })
  }

  backward(outputGradient: Float32Array, rows: number): Promise<void> {
    const { library, operations } = this.around
    return this.around.run(() => {
      const last = this.values.at(-1)
      const before = last?.shape[0] ?? 0
      if (rows !== before || last === undefined) throw new Error(`backward was given ${rows} rows after a forward of ${before}.`)
      this.gradients = this.replace(this.gradients, () => {
        const parts: Tensor1D[] = []
        let gradient = library.tensor2d(outputGradient.slice(0, last.size), last.shape)
        for (let index = this.layers.length - 1; index >= 0; index--) {
          const { weights, activation } = this.layers[index]!
          gradient = this.throughActivation(gradient, this.values[index + 1]!, activation)
          parts.unshift(operations.columnSums(gradient))
          parts.unshift(library.reshape(operations.transposedTimes(this.values[index]!, gradient), [weights.size]))
          // The input needs no gradient.
          if (index > 0) gradient = operations.timesTransposed(gradient, weights)
        }
        return library.add(this.gradients, library.concat1d(parts))
      })
    })
  }

  zeroGradients(): Promise<void> {
    return this.around.run(() => {
      this.gradients = this.replace(this.gradients, () => this.around.library.zeros([this.parameterCount]))
    })
  }

  readGradients(): Promise<Float32Array> {
    return this.around.run(() => read(this.gradients))
  }

  gradientNorm(): Promise<number> {
    const { library } = this.around
    return this.around.run(async () => {
      const sum = library.tidy(() => library.sum(library.square(this.gradients)))
      try {
        return Math.sqrt((await read(sum))[0]!)
      } finally {
        sum.dispose()
      }
    })
  }

  adamStep(options: AdamOptions): Promise<void> {
    const { library } = this.around
    return this.around.run(() => {
      const { add, div, mul, sqrt, square, sub } = library
      const { epsilon, beta1, beta2, gradientScale } = options
      const step = this.steps + 1
      const { size, secondCorrection } = corrections(options, step)
      const [parameters, firstMoment, secondMoment] = library.tidy(() => {
        const gradient = mul(this.gradients, gradientScale)
        const first = add(mul(this.firstMoment, beta1), mul(gradient, 1 - beta1)) as Tensor1D
        const second = add(mul(this.secondMoment, beta2), mul(square(gradient), 1 - beta2)) as Tensor1D
        const change = div(mul(first, size), add(sqrt(mul(second, secondCorrection)), epsilon))
        return [sub(this.parameters, change) as Tensor1D, first, second] as const satisfies TensorContainer
      }) as readonly [Tensor1D, Tensor1D, Tensor1D]
      library.dispose([this.parameters, this.firstMoment, this.secondMoment])
      this.parameters = parameters
      this.firstMoment = firstMoment
      this.secondMoment = secondMoment
      this.steps = step
      this.cutLayers()
    })
  }

  readParameters(): Promise<Float32Array> {
    return this.around.run(() => read(this.parameters))
  }

  writeParameters(parameters: Float32Array): Promise<void> {
    return this.around.run(() => {
      this.parameters = this.replace(this.parameters, () => this.fromFlat(parameters))
      this.cutLayers()
    })
  }

  readOptimiser(): Promise<OptimiserState> {
    return this.around.run(async () => ({
      step: this.steps,
      firstMoment: await read(this.firstMoment),
      secondMoment: await read(this.secondMoment),
    }))
  }

  writeOptimiser({ step, firstMoment, secondMoment }: OptimiserState): Promise<void> {
    return this.around.run(() => {
      this.firstMoment = this.replace(this.firstMoment, () => this.fromFlat(firstMoment))
      this.secondMoment = this.replace(this.secondMoment, () => this.fromFlat(secondMoment))
      this.steps = step
    })
  }

  dispose(): void {
    const layers = this.layers.flatMap(({ weights, biases }) => [weights, biases])
    const flat = [this.parameters, this.gradients, this.firstMoment, this.secondMoment]
    this.around.library.dispose([...flat, ...layers, ...this.values])
    this.layers = []
    this.values = []
  }

  private layerOutput({ weights, biases, activation }: Layer, input: Tensor2D): Tensor2D {
    const { library, operations } = this.around
    // No backend fuses tanh, all fuse relu.
    const fused = activation === 'tanh' ? 'linear' : activation
    const output = library.fused.matMul({ a: input, b: weights, bias: biases, activation: fused }) as Tensor2D
    return activation === 'tanh' ? operations.tanh(output) : output
  }

  /** The gradient of what an activation was given, from the gradient of what it gave. */
  private throughActivation(gradient: Tensor2D, output: Tensor2D, activation: Activation): Tensor2D {
    const { mul, step, square, sub } = this.around.library
    if (activation === 'linear') return gradient
    return activation === 'relu' ? mul(gradient, step(output)) : sub(gradient, mul(gradient, square(output)))
  }

  private cutLayers(): void {
    const { library } = this.around
    library.dispose(this.layers.flatMap(({ weights, biases }) => [weights, biases]))
    this.layers = layerShapes(this.spec).map(({ inputs, units, weightsAt, biasesAt }, index) => ({
      activation: this.spec.layers[index]!.activation,
      weights: library.tidy(() => library.reshape(library.slice1d(this.parameters, weightsAt, inputs * units), [inputs, units])),
      biases: library.slice1d(this.parameters, biasesAt, units),
    }))
  }

  /** The tensor that takes the place of another, which is given back. */
  private replace(old: Tensor1D, make: () => Tensor1D): Tensor1D {
    const made = this.around.library.tidy(make)
    old.dispose()
    return made
  }

  private fromFlat(numbers: Float32Array): Tensor1D {
    checkLength(this.parameterCount, numbers.length)
    return this.around.library.tensor1d(numbers.slice())
  }
}

/** A copy: some backends hand out their own memory. */
async function read(tensor: Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data<'float32'>())
}
