import type { SharedInputs } from '../engine.ts'
import type { LayerShape } from '../network-spec.ts'
import type { Kernels } from './kernels.ts'
import { bytesOf, type MemoryPlan } from './memory-plan.ts'
import { SimdLayer } from './simd-layer.ts'

interface SharedPlaces {
  readonly input: number
  readonly blockOf: number
  readonly output: number
  readonly gradient: number
}

/**
 * The part of the first layer that sees what the rows of a block have in common: worked out once for each block, and not for each row. The sums of the
 * first layer go on from its output, and their gradients add up by block.
 */
export class SharedPart {
  readonly layer: SimdLayer
  /** Where rows of what blocks have in common are to lie. */
  input = 0
  /** The block of each row. */
  private blockOf = 0
  private blocks = 0

  constructor(shape: LayerShape, plan: MemoryPlan) {
    this.layer = new SimdLayer(shape, 'linear', { isFirst: true, isLast: false, goesOn: false }, plan)
  }

  /** Takes places for at most so many blocks and rows. */
  placesFor(rows: number, plan: MemoryPlan): SharedPlaces {
    const { inputStride, stride } = this.layer
    const numbers = (rows * stride) / bytesOf(1)
    return {
      input: plan.take((rows * inputStride) / bytesOf(1)),
      blockOf: plan.take(rows),
      output: plan.take(numbers),
      gradient: plan.take(numbers),
    }
  }

  /** Uses these places from now on. */
  moveTo({ input, blockOf, output, gradient }: SharedPlaces): void {
    this.input = input
    this.blockOf = blockOf
    this.layer.rows = { output, gradient }
  }

  /** Of blocks whose inputs stand at `input`. */
  forward(kernels: Kernels, { blocks, rowStart }: SharedInputs): void {
    this.blocks = blocks
    const rows = rowStart[blocks]!
    const blockOf = new Int32Array(kernels.memory.buffer, this.blockOf, rows)
    for (let block = 0; block < blocks; block++)
      for (let row = rowStart[block]!; row < rowStart[block + 1]!; row++) blockOf[row] = block
    this.layer.forward(kernels, this.input, this.layer.inputStride, 0, blocks)
  }

  /** Writes to some rows of the first layer what their blocks have in common. */
  begin(kernels: Kernels, layer: SimdLayer, first: number, rows: number): void {
    const { output } = this.layer.rows
    const blockOf = this.blockOf + bytesOf(first)
    const to = layer.rows.output + first * layer.stride
    kernels.repeat(output, this.layer.stride, blockOf, layer.shape.units, rows, to, layer.stride)
  }

  /** Forgets the gradients of blocks before. */
  clear(kernels: Kernels): void {
    new Uint8Array(kernels.memory.buffer, this.layer.rows.gradient, this.blocks * this.layer.stride).fill(0)
  }

  /** Adds the gradients of some rows of the first layer, which lie at `gradient`, to their blocks'. */
  add(kernels: Kernels, layer: SimdLayer, gradient: number, first: number, rows: number): void {
    const to = this.layer.rows.gradient
    const blockOf = this.blockOf + bytesOf(first)
    kernels.addToBlocks(gradient, layer.stride, blockOf, layer.shape.units, rows, to, this.layer.stride)
  }

  /** Adds the gradients by weights and biases, when all rows have been added. */
  accumulate(kernels: Kernels): void {
    this.layer.accumulate(kernels, this.input, this.layer.inputStride, this.layer.rows.gradient, this.blocks)
  }
}
