import { Adam } from '../adam.ts'
import type { AdamOptions, CpuNetwork, NetworkSpec, OptimiserState, SharedInputs } from '../engine.ts'
import { initialParameters } from '../initial-weights.ts'
import { checkLength, checkSpec, layerShapes, wholeRows } from '../network-spec.ts'
import { DenseLayer } from './dense-layer.ts'
import { padded } from './kernels.ts'

/** A network on plain typed arrays: parameters and Adam's moments in single precision, sums in double. */
export class ReferenceNetwork implements CpuNetwork {
  readonly spec: NetworkSpec
  readonly parameterCount: number
  private readonly parameters: Float32Array
  private readonly gradients: Float64Array
  private readonly adam: Adam
  private readonly layers: readonly DenseLayer[]
  private readonly inputStride: number
  private input = new Float64Array(0)
  private output = new Float32Array(0)
  /** Rows of the last forward. */
  private rows = 0

  constructor(spec: NetworkSpec, seed: number) {
    checkSpec(spec)
    this.spec = spec
    this.parameters = initialParameters(spec, seed)
    this.parameterCount = this.parameters.length
    this.gradients = new Float64Array(this.parameterCount)
    this.adam = new Adam(this.parameterCount)
    const shapes = layerShapes(spec)
    this.layers = spec.layers.map((layer, index) => {
      const shape = shapes[index]
      if (shape === undefined) throw new Error('A layer has no shape.')
      return new DenseLayer(shape, layer.activation)
    })
    this.inputStride = padded(spec.inputs)
    this.loadLayers()
  }

  forward(input: Float32Array, rows: number, shared?: SharedInputs): Float32Array {
    const whole = wholeRows(this.spec, input, rows, shared)
    this.reserve(rows)
    this.rows = rows
    const { inputs } = this.spec
    for (let row = 0, from = 0; row < rows; row++)
      for (let at = row * this.inputStride, end = at + inputs; at < end; at++, from++) this.input[at] = whole[from] as number
    let values = this.input
    for (const layer of this.layers) {
      layer.forward(values, rows)
      values = layer.output
    }
    const { units, stride } = this.lastLayer()
    for (let row = 0, to = 0; row < rows; row++)
      for (let unit = 0; unit < units; unit++, to++) this.output[to] = values[row * stride + unit] as number
    return this.output
  }

  backward(outputGradient: Float32Array, rows: number): void {
    if (rows !== this.rows) throw new Error(`backward was given ${rows} rows after a forward of ${this.rows}.`)
    const { layer: last, units, stride } = this.lastLayer()
    for (let row = 0, from = 0; row < rows; row++)
      for (let unit = 0; unit < units; unit++, from++) last.gradient[row * stride + unit] = outputGradient[from] as number
    last.applySlope(rows)
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const layer = this.layers[index] as DenseLayer
      const before = this.layers[index - 1]
      layer.accumulate(before === undefined ? this.input : before.output, rows)
      if (before !== undefined) layer.propagate(before, rows)
    }
  }

  zeroGradients(): void {
    for (const layer of this.layers) layer.zeroGradients()
  }

  readGradients(): Float32Array {
    return Float32Array.from(this.collectGradients())
  }

  gradientNorm(): number {
    let sum = 0
    for (const gradient of this.collectGradients()) sum += gradient * gradient
    return Math.sqrt(sum)
  }

  adamStep(options: AdamOptions): void {
    this.adam.update(this.parameters, this.collectGradients(), options)
    this.loadLayers()
  }

  readParameters(): Float32Array {
    return this.parameters.slice()
  }

  writeParameters(parameters: Float32Array): void {
    checkLength(this.parameterCount, parameters.length)
    this.parameters.set(parameters)
    this.loadLayers()
  }

  readOptimiser(): OptimiserState {
    return this.adam.read()
  }

  writeOptimiser(state: OptimiserState): void {
    checkLength(this.parameterCount, state.firstMoment.length)
    checkLength(this.parameterCount, state.secondMoment.length)
    this.adam.write(state)
  }

  dispose(): void {
    this.rows = 0
  }

  private reserve(rows: number): void {
    const size = padded(rows) * this.inputStride
    if (this.input.length >= size) return
    this.input = new Float64Array(size)
    this.output = new Float32Array(padded(rows) * this.lastLayer().units)
    for (const layer of this.layers) layer.reserve(rows)
  }

  private collectGradients(): Float64Array {
    for (const layer of this.layers) layer.storeGradients(this.gradients)
    return this.gradients
  }

  private loadLayers(): void {
    for (const layer of this.layers) layer.load(this.parameters)
  }

  private lastLayer(): { layer: DenseLayer; units: number; stride: number } {
    const layer = this.layers.at(-1) as DenseLayer
    return { layer, units: this.spec.layers.at(-1)?.units ?? 0, stride: layer.stride }
  }
}
