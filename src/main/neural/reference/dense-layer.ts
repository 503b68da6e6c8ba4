import type { Activation } from '../engine.ts'
import type { LayerShape } from '../network-spec.ts'
import { addTransposedProduct, multiplyPanels, packPanels, padded } from './kernels.ts'
import { fastTanh } from './tanh.ts'

/** One layer of a reference network: output = activation(input times weights + biases), and the way back. */
export class DenseLayer {
  /** Numbers a row takes in `output` and `gradient`; those past the units are 0. */
  readonly stride: number
  /** rows x stride, after `forward`. */
  output = new Float64Array(0)
  /** rows x stride: gradient of the loss by what the activation was given. */
  gradient = new Float64Array(0)

  private readonly inputStride: number
  private readonly forwardPanels: Float64Array
  private readonly backwardPanels: Float64Array
  private readonly biases: Float64Array
  private readonly nothing: Float64Array
  private readonly weightSums: Float64Array
  private readonly biasSums: Float64Array
  private readonly shape: LayerShape
  private readonly activation: Activation

  constructor(shape: LayerShape, activation: Activation) {
    this.shape = shape
    this.activation = activation
    this.stride = padded(shape.units)
    this.inputStride = padded(shape.inputs)
    this.forwardPanels = new Float64Array(shape.inputs * this.stride)
    this.backwardPanels = new Float64Array(shape.units * this.inputStride)
    this.biases = new Float64Array(this.stride)
    this.nothing = new Float64Array(this.inputStride)
    this.weightSums = new Float64Array(this.inputStride * this.stride)
    this.biasSums = new Float64Array(this.stride)
  }

  /** Makes room for this many rows. */
  reserve(rows: number): void {
    const size = padded(rows) * this.stride
    if (this.output.length >= size) return
    this.output = new Float64Array(size)
    this.gradient = new Float64Array(size)
  }

  /** Takes its weights and biases from the flat parameter list. */
  load(parameters: Float32Array): void {
    const { inputs, units, weightsAt, biasesAt } = this.shape
    packPanels(this.forwardPanels, inputs, units, (row, column) => parameters[weightsAt + row * units + column] as number)
    packPanels(this.backwardPanels, units, inputs, (row, column) => parameters[weightsAt + column * units + row] as number)
    for (let unit = 0; unit < units; unit++) this.biases[unit] = parameters[biasesAt + unit] as number
  }

  forward(input: Float64Array, rows: number): void {
    for (let row = 0; row < rows; row += 4) {
      multiplyPanels(input, this.inputStride, row, this.forwardPanels, this.shape.inputs, this.biases, this.output, this.stride)
      activate(this.output, row * this.stride, (row + 4) * this.stride, this.activation)
    }
  }

  /** Multiplies `gradient`, which holds the gradient by the output, with the slope of the activation. */
  applySlope(rows: number): void {
    multiplyBySlope(this.gradient, this.output, 0, rows * this.stride, this.activation)
  }

  /** Adds the gradients by weights and biases for `rows` rows of `input`. */
  accumulate(input: Float64Array, rows: number): void {
    addTransposedProduct(input, this.inputStride, this.gradient, this.stride, rows, this.weightSums)
    for (let at = 0, row = 0; row < rows; row++)
      for (let unit = 0; unit < this.stride; unit++, at++)
        this.biasSums[unit] = (this.biasSums[unit] as number) + (this.gradient[at] as number)
  }

  /** Hands the gradient on to the layer before. */
  propagate(before: DenseLayer, rows: number): void {
    for (let row = 0; row < rows; row += 4) {
      multiplyPanels(
        this.gradient,
        this.stride,
        row,
        this.backwardPanels,
        this.shape.units,
        this.nothing,
        before.gradient,
        before.stride,
      )
      multiplyBySlope(before.gradient, before.output, row * before.stride, (row + 4) * before.stride, before.activation)
    }
  }

  zeroGradients(): void {
    this.weightSums.fill(0)
    this.biasSums.fill(0)
  }

  /** Writes the accumulated gradients to their place in a flat list. */
  storeGradients(gradients: Float64Array): void {
    const { inputs, units, weightsAt, biasesAt } = this.shape
    for (let input = 0; input < inputs; input++)
      for (let unit = 0; unit < units; unit++)
        gradients[weightsAt + input * units + unit] = this.weightSums[input * this.stride + unit] as number
    for (let unit = 0; unit < units; unit++) gradients[biasesAt + unit] = this.biasSums[unit] as number
  }
}

function activate(values: Float64Array, from: number, to: number, activation: Activation): void {
  if (activation === 'tanh') for (let at = from; at < to; at++) values[at] = fastTanh(values[at] as number)
  else if (activation === 'relu') for (let at = from; at < to; at++) values[at] = Math.max(0, values[at] as number)
}

/** The slope of every activation follows from its output. */
function multiplyBySlope(gradient: Float64Array, output: Float64Array, from: number, to: number, activation: Activation): void {
  if (activation === 'tanh')
    for (let at = from; at < to; at++) {
      const value = output[at] as number
      gradient[at] = (gradient[at] as number) * (1 - value * value)
    }
  else if (activation === 'relu') for (let at = from; at < to; at++) if ((output[at] as number) <= 0) gradient[at] = 0
}
