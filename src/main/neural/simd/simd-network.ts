import { corrections } from '../adam.ts'
import { copyNumbers } from '../copy-numbers.ts'
import type { AdamOptions, CpuNetwork, NetworkSpec, OptimiserState, SharedInputs } from '../engine.ts'
import { EngineFailure } from '../engine-failure.ts'
import { initialParameters } from '../initial-weights.ts'
import { checkLength, checkShared, checkSpec, layerShapes, ownInputs, parameterCount } from '../network-spec.ts'
import { type Kernels, pageBytes } from './kernels.ts'
import { bytesOf, MemoryPlan, padded } from './memory-plan.ts'
import { SharedPart } from './shared-part.ts'
import { SimdLayer } from './simd-layer.ts'

/** Rows that go through all layers together, so that what lies between the layers stays in the processor's cache. */
const chunkRows = 64

const mostBytes = 65_536 * pageBytes

/** A network whose numbers lie in the memory of its own kernels. */
export class SimdNetwork implements CpuNetwork {
  readonly spec: NetworkSpec
  readonly parameterCount: number

  private readonly start: (pages: number) => Kernels
  private live: Kernels | null
  private readonly layers: readonly SimdLayer[]
  private readonly first: SimdLayer
  private readonly last: SimdLayer
  /** Where rows have inputs in common. */
  private readonly sharedPart: SharedPart | null
  /** Those of the shared part too, in the order of their parameters. */
  private readonly allLayers: readonly SimdLayer[]
  /** Flat lists, in the order of the parameters. */
  private readonly parameters: number
  private readonly gradients: number
  private readonly firstMoments: number
  private readonly secondMoments: number
  private readonly sums: number
  private readonly sumsEnd: number
  /** Whether `gradients` is what the layers' sums say. */
  private collected = false
  private step = 0

  /** Places for rows, from `rowsAt` on: as many as were ever asked for. */
  private readonly rowsAt: number
  private capacity = 0
  private input = 0
  /** Rows without padding, on their way in or out. */
  private staging = 0
  /** Rows of the last forward. */
  private rows = 0
  /** The whole memory, and in it what forward gives. */
  private numbers = new Float32Array(0)
  private outputs = new Float32Array(0)

  /** @param start gives kernels with a memory of so many pages */
  constructor(start: (pages: number) => Kernels, spec: NetworkSpec, seed: number) {
    checkSpec(spec)
    this.spec = spec
    this.start = start
    this.live = start(1)
    this.parameterCount = parameterCount(spec)
    const plan = new MemoryPlan(this.live.free.value)
    this.parameters = plan.take(this.parameterCount)
    this.gradients = plan.take(this.parameterCount)
    this.firstMoments = plan.take(this.parameterCount)
    this.secondMoments = plan.take(this.parameterCount)
    const own = ownInputs(spec)
    const isShared = own < spec.inputs
    const shapes = layerShapes(spec)
    this.layers = shapes.map((shape, index) => {
      const isFirst = index === 0
      const place = { isFirst, isLast: index === shapes.length - 1, goesOn: isFirst && isShared }
      const ownShape = isFirst ? { ...shape, inputs: own } : shape
      return new SimdLayer(ownShape, spec.layers[index]?.activation ?? 'linear', place, plan)
    })
    this.first = this.layers[0] as SimdLayer
    this.last = this.layers.at(-1) as SimdLayer
    const { units, weightsAt, biasesAt } = this.first.shape
    this.sharedPart = isShared
      ? new SharedPart({ inputs: spec.inputs - own, units, weightsAt: weightsAt + own * units, biasesAt }, plan)
      : null
    this.allLayers = this.sharedPart === null ? this.layers : [this.first, this.sharedPart.layer, ...this.layers.slice(1)]
    this.sums = plan.end
    for (const layer of this.allLayers) layer.takeSums(plan)
    this.sumsEnd = plan.end
    this.rowsAt = plan.end
    this.growTo(plan.end, 0)
    this.list(this.parameters).set(initialParameters(spec, seed))
    this.loadLayers()
  }

  forward(input: Float32Array, rows: number, shared?: SharedInputs): Float32Array {
    checkShared(this.spec, rows, shared)
    this.reserve(rows)
    const kernels = this.kernels()
    const { sharedPart } = this
    this.rows = rows
    this.bringIn(input, this.first.shape.inputs, rows, this.input, this.first.inputStride)
    if (sharedPart !== null && shared !== undefined) {
      const { layer } = sharedPart
      this.bringIn(shared.values, layer.shape.inputs, shared.blocks, sharedPart.input, layer.inputStride)
      sharedPart.forward(kernels, shared)
    }
    for (let first = 0; first < rows; first += chunkRows) {
      const count = Math.min(chunkRows, rows - first)
      sharedPart?.begin(kernels, this.first, first, count)
      let [from, stride] = [this.input, this.first.inputStride]
      for (const layer of this.layers) {
        layer.forward(kernels, from, stride, first, count)
        from = layer.rows.output
        stride = layer.stride
      }
    }
    const { output } = this.last.rows
    if (this.outputs.byteOffset !== output) kernels.gather(output, this.last.stride, this.last.shape.units, rows, this.staging)
    return this.outputs
  }

  backward(outputGradient: Float32Array, rows: number): void {
    const kernels = this.kernels()
    if (rows !== this.rows) throw new Error(`backward was given ${rows} rows after a forward of ${this.rows}.`)
    this.collected = false
    const { last, sharedPart } = this
    this.bringIn(outputGradient, last.shape.units, rows, last.rows.gradient, last.stride)
    kernels.slope(last.rows.gradient, last.rows.output, (rows * last.stride) / bytesOf(1), last.activation)
    sharedPart?.clear(kernels)
    for (let first = 0; first < rows; first += chunkRows) {
      const count = Math.min(chunkRows, rows - first)
      for (let index = this.layers.length - 1; index >= 0; index--) {
        const layer = this.layers[index] as SimdLayer
        const before = this.layers[index - 1]
        // Only the last layer keeps the gradients of all rows; the others' are of this chunk.
        const gradient = layer === last ? last.rows.gradient + first * last.stride : layer.rows.gradient
        if (before === undefined) {
          layer.accumulate(kernels, this.input + first * layer.inputStride, layer.inputStride, gradient, count)
          sharedPart?.add(kernels, layer, gradient, first, count)
        } else {
          layer.accumulate(kernels, before.rows.output + first * before.stride, before.stride, gradient, count)
          layer.propagate(kernels, before, gradient, first, count)
        }
      }
    }
    sharedPart?.accumulate(kernels)
  }

  zeroGradients(): void {
    this.collected = false
    const { buffer } = this.kernels().memory
    new Uint8Array(buffer, this.sums, this.sumsEnd - this.sums).fill(0)
  }

  readGradients(): Float32Array {
    this.collectGradients()
    return this.list(this.gradients).slice()
  }

  gradientNorm(): number {
    this.collectGradients()
    return this.kernels().norm(this.gradients, this.parameterCount)
  }

  adamStep(options: AdamOptions): void {
    this.collectGradients()
    this.step += 1
    const { beta1, beta2 } = options
    const { size, secondCorrection } = corrections(options, this.step)
    this.kernels().adam(
      this.parameters,
      this.gradients,
      this.firstMoments,
      this.secondMoments,
      this.parameterCount,
      options.gradientScale,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      size,
      secondCorrection,
      options.epsilon,
    )
    this.loadLayers()
  }

  readParameters(): Float32Array {
    return this.list(this.parameters).slice()
  }

  writeParameters(parameters: Float32Array): void {
    checkLength(this.parameterCount, parameters.length)
    this.list(this.parameters).set(parameters)
    this.loadLayers()
  }

  readOptimiser(): OptimiserState {
    return {
      step: this.step,
      firstMoment: this.list(this.firstMoments).slice(),
      secondMoment: this.list(this.secondMoments).slice(),
    }
  }

  writeOptimiser(state: OptimiserState): void {
    checkLength(this.parameterCount, state.firstMoment.length)
    checkLength(this.parameterCount, state.secondMoment.length)
    this.step = state.step
    this.list(this.firstMoments).set(state.firstMoment)
    this.list(this.secondMoments).set(state.secondMoment)
  }

  /** Lets go of the memory, which the collector then frees. */
  dispose(): void {
    this.live = null
    this.numbers = new Float32Array(0)
    this.outputs = new Float32Array(0)
  }

  private kernels(): Kernels {
    if (this.live === null) throw new Error('The network was disposed of and cannot be used again.')
    return this.live
  }

  /** Copies rows into the kernels' memory; where their stride there is wider than they are, padded with zeros. */
  private bringIn(values: Float32Array, columns: number, rows: number, to: number, stride: number): void {
    const isPlain = stride === bytesOf(columns)
    copyNumbers(values, 0, this.numbers, (isPlain ? to : this.staging) / bytesOf(1), rows * columns)
    if (!isPlain) this.kernels().spread(this.staging, columns, rows, to, stride)
  }

  private list(at: number): Float32Array {
    return new Float32Array(this.kernels().memory.buffer, at, this.parameterCount)
  }

  private collectGradients(): void {
    if (this.collected) return
    for (const layer of this.allLayers) layer.storeGradients(this.kernels(), this.gradients)
    // What was written past the end, before it counts as padding.
    this.padding(this.gradients).fill(0)
    this.collected = true
  }

  private padding(at: number): Float32Array {
    const { buffer } = this.kernels().memory
    return new Float32Array(buffer, at + bytesOf(this.parameterCount), padded(this.parameterCount) - this.parameterCount)
  }

  private loadLayers(): void {
    for (const layer of this.allLayers) layer.load(this.kernels(), this.parameters)
  }

  /** Makes room for this many rows; those of the last forward are lost where there was not enough. */
  private reserve(rows: number): void {
    if (rows <= this.capacity) return
    // The kernels work on up to eight rows at once.
    const all = Math.ceil(rows / 8) * 8
    const chunk = Math.min(all, chunkRows)
    const plan = new MemoryPlan(this.rowsAt)
    const input = plan.take((all * this.first.inputStride) / bytesOf(1))
    const staging = plan.take(all * Math.max(this.spec.inputs, this.last.shape.units))
    const sharedPlaces = this.sharedPart?.placesFor(all, plan)
    const places = this.layers.map((layer) => {
      const numbers = layer.stride / bytesOf(1)
      return { output: plan.take(all * numbers), gradient: plan.take((layer === this.last ? all : chunk) * numbers) }
    })
    this.growTo(plan.end, rows)
    this.input = input
    this.staging = staging
    if (sharedPlaces !== undefined) this.sharedPart?.moveTo(sharedPlaces)
    this.layers.forEach((layer, index) => {
      layer.rows = places[index] ?? layer.rows
    })
    this.capacity = all
    const { stride, shape } = this.last
    const outputs = stride === bytesOf(shape.units) ? this.last.rows.output : this.staging
    this.outputs = new Float32Array(this.numbers.buffer, outputs, all * shape.units)
  }

  /** Moves to kernels with more memory where that is not enough. */
  private growTo(bytes: number, rows: number): void {
    const { memory } = this.kernels()
    if (bytes <= this.numbers.byteLength) return
    try {
      if (bytes > mostBytes) throw new RangeError()
      const larger = this.start(Math.ceil(bytes / pageBytes))
      this.numbers = new Float32Array(larger.memory.buffer)
      this.numbers.set(new Float32Array(memory.buffer))
      this.live = larger
    } catch (error) {
      const size = `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`
      const what = rows === 0 ? 'its parameters' : `its parameters and ${rows.toLocaleString('en')} rows at once`
      throw new EngineFailure(
        `A network of ${this.parameterCount.toLocaleString('en')} parameters needs ${size} for ${what}, and this machine gives no more memory. Use smaller layers or smaller batches.`,
        { cause: error },
      )
    }
  }
}
