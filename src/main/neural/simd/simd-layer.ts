import type { Activation } from '../engine.ts'
import type { LayerShape } from '../network-spec.ts'
import { activationNumbers, type Kernels } from './kernels.ts'
import { bytesOf, type MemoryPlan, padded } from './memory-plan.ts'

/** Where the rows of a layer lie: its output, and the gradient by what its activation was given. */
export interface LayerRows {
  output: number
  gradient: number
}

/** Where a layer stands, and whether its sums go on from what stands in the rows of its output; it then has no biases of its own. */
interface Place {
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly goesOn: boolean
}

/**
 * One layer: its weights in panels as the kernels want them, the sums of its gradients, and its place among rows.
 * A last layer of one unit is a column: its rows are plain lists of numbers, without padding.
 */
export class SimdLayer {
  readonly shape: LayerShape
  /** Bytes from one row to the next. */
  readonly stride: number
  /** The same of the network's input, where this is the first layer. */
  readonly inputStride: number
  readonly activation: number
  readonly isColumn: boolean
  rows: LayerRows = { output: 0, gradient: 0 }

  private readonly isFirst: boolean
  private readonly goesOn: boolean
  private readonly panels: number
  private readonly backwardPanels: number
  private readonly biases: number
  private weightSums = 0
  private biasSums = 0

  constructor(shape: LayerShape, activation: Activation, place: Place, plan: MemoryPlan) {
    this.shape = shape
    this.activation = activationNumbers[activation]
    this.isFirst = place.isFirst
    this.goesOn = place.goesOn
    this.isColumn = place.isLast && shape.units === 1 && !place.goesOn
    this.stride = this.isColumn ? bytesOf(1) : place.isLast ? bytesOf(padded(shape.units)) : strideOf(shape.units)
    const { inputs, units } = shape
    // Only a column reads its input in vectors; to the others, rows may come as they are, without padding.
    this.inputStride = this.isColumn ? strideOf(inputs) : spaced(bytesOf(inputs))
    this.biases = plan.take(padded(units))
    this.panels = plan.take(this.isColumn ? padded(inputs) : inputs * padded(units))
    // What is packed of a column serves both ways, and nothing goes back through the first layer.
    this.backwardPanels = this.isFirst || this.isColumn ? this.panels : plan.take(units * padded(inputs))
  }

  takeSums(plan: MemoryPlan): void {
    const { inputs, units } = this.shape
    this.weightSums = plan.take(this.isColumn ? padded(inputs) : padded(inputs) * padded(units))
    this.biasSums = plan.take(padded(units))
  }

  /** Takes its weights and biases from the flat parameter list. */
  load(kernels: Kernels, parameters: number): void {
    const { inputs, units, weightsAt, biasesAt } = this.shape
    const weights = parameters + bytesOf(weightsAt)
    if (!this.goesOn) kernels.spread(parameters + bytesOf(biasesAt), units, 1, this.biases, 0)
    if (this.isColumn) kernels.spread(weights, inputs, 1, this.panels, 0)
    else {
      kernels.pack(weights, inputs, units, this.panels)
      if (!this.isFirst) kernels.packTransposed(weights, inputs, units, this.backwardPanels)
    }
  }

  /** Rows from `first` on; the input's rows lie `inputStride` bytes apart. */
  forward(kernels: Kernels, input: number, inputStride: number, first: number, rows: number): void {
    const { inputs, units } = this.shape
    const from = input + first * inputStride
    const to = this.rows.output + first * this.stride
    if (this.isColumn) {
      kernels.multiplyColumn(from, inputStride, rows, this.panels, inputs, this.biases, to, this.activation)
      return
    }
    const [start, startStride] = this.goesOn ? [to, this.stride] : [this.biases, 0]
    kernels.multiply(from, inputStride, rows, this.panels, inputs, start, startStride, to, this.stride, units, this.activation, 0)
  }

  /** Adds the gradients by weights and biases of rows of the input whose gradients lie at `gradient`. */
  accumulate(kernels: Kernels, input: number, inputStride: number, gradient: number, rows: number): void {
    const { inputs, units } = this.shape
    if (this.isColumn) {
      kernels.addColumnProducts(input, inputStride, inputs, gradient, rows, this.weightSums)
      kernels.addList(gradient, rows, this.biasSums)
    } else {
      kernels.addProducts(input, inputStride, inputs, gradient, this.stride, units, rows, this.weightSums)
      if (!this.goesOn) kernels.addRows(gradient, this.stride, units, rows, this.biasSums)
    }
  }

  /** Hands the gradient on to the layer before, whose rows from `first` on these are. */
  propagate(kernels: Kernels, before: SimdLayer, gradient: number, first: number, rows: number): void {
    kernels.multiply(
      gradient,
      this.stride,
      rows,
      this.backwardPanels,
      this.shape.units,
      0,
      0,
      before.rows.gradient,
      before.stride,
      this.shape.inputs,
      before.activation,
      before.rows.output + first * before.stride,
    )
  }

  /** Writes the accumulated gradients to their place in a flat list. */
  storeGradients(kernels: Kernels, gradients: number): void {
    const { inputs, units, weightsAt, biasesAt } = this.shape
    const [columns, rows] = this.isColumn ? [inputs, 1] : [units, inputs]
    kernels.gather(this.weightSums, bytesOf(padded(columns)), columns, rows, gradients + bytesOf(weightsAt))
    if (!this.goesOn) kernels.gather(this.biasSums, 0, units, 1, gradients + bytesOf(biasesAt))
  }
}

/** Bytes from one padded row to the next. */
const strideOf = (units: number): number => spaced(bytesOf(padded(units)))

/** Where all rows would fall on the same few sets of the processor's cache, they are set a little further apart. */
function spaced(bytes: number): number {
  return bytes % 512 === 0 ? bytes + 16 : bytes
}
