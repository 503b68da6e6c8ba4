export type Activation = 'tanh' | 'relu' | 'linear'

export interface LayerSpec {
  readonly units: number
  readonly activation: Activation
  /** Scale of the orthogonal initial weights. */
  readonly gain: number
}

/** A feed-forward network. */
export interface NetworkSpec {
  readonly inputs: number
  /** How many of the inputs, the last ones, rows that stand together have in common; usually none. */
  readonly sharedInputs?: number
  readonly layers: readonly LayerSpec[]
}

/** Inputs that rows have in common: block b is the rows `rowStart[b]` to `rowStart[b + 1]`. */
export interface SharedInputs {
  readonly blocks: number
  readonly rowStart: Int32Array
  /** Blocks x shared inputs. */
  readonly values: Float32Array
}

export interface AdamOptions {
  readonly learningRate: number
  readonly epsilon: number
  readonly beta1: number
  readonly beta2: number
  /** Multiplies the accumulated gradient first: 1 / rows for a mean, less where the gradient is clipped. */
  readonly gradientScale: number
}

/** Adam's memory; moments have the order and length of the parameters. */
export interface OptimiserState {
  readonly step: number
  readonly firstMoment: Float32Array
  readonly secondMoment: Float32Array
}

/** What an engine gives at once, or, where the numbers lie on another device, as soon as they are there. */
export type Awaitable<T> = T | Promise<T>

/**
 * One network on one engine. Parameters are a flat list: for each layer its weights (inputs x units, row-major)
 * and then its biases, so that any engine can read what another wrote.
 */
export interface Network {
  readonly spec: NetworkSpec
  readonly parameterCount: number
  /**
   * `input` is rows x inputs, without those that rows have in common. Gives rows x units of the last layer at the beginning of a list, valid until
   * the next call on this network.
   */
  forward(input: Float32Array, rows: number, shared?: SharedInputs): Awaitable<Float32Array>
  /** Adds the parameter gradients of the last forward, of the same rows, for the gradient of a loss by its outputs. */
  backward(outputGradient: Float32Array, rows: number): Awaitable<void>
  zeroGradients(): Awaitable<void>
  readGradients(): Awaitable<Float32Array>
  /** Euclidean length of the accumulated gradient over all parameters. */
  gradientNorm(): Awaitable<number>
  /** One Adam step with the accumulated gradient, which stays as it is. */
  adamStep(options: AdamOptions): Awaitable<void>
  readParameters(): Awaitable<Float32Array>
  writeParameters(parameters: Float32Array): Awaitable<void>
  readOptimiser(): Awaitable<OptimiserState>
  writeOptimiser(state: OptimiserState): Awaitable<void>
  dispose(): void
}

/** A network that answers at once. Acting needs one: an agent decides between two events of a simulation. */
export interface CpuNetwork extends Network {
  forward(input: Float32Array, rows: number, shared?: SharedInputs): Float32Array
  backward(outputGradient: Float32Array, rows: number): void
  zeroGradients(): void
  readGradients(): Float32Array
  gradientNorm(): number
  adamStep(options: AdamOptions): void
  readParameters(): Float32Array
  writeParameters(parameters: Float32Array): void
  readOptimiser(): OptimiserState
  writeOptimiser(state: OptimiserState): void
}

/** Where networks are computed. Engines know layers, not algorithms. */
export interface NeuralEngine<N extends Network = Network> {
  readonly name: string
  /** Rows it likes at once; callers split larger batches and let the gradients add up. */
  readonly preferredRows: number
  /** Whether the same calls give the same bits on every run. */
  readonly reproducible: boolean
  createNetwork(spec: NetworkSpec, seed: number): Awaitable<N>
  dispose(): void
}

/** An engine on the processor: its networks, and their making, answer at once. */
export interface CpuEngine extends NeuralEngine<CpuNetwork> {
  createNetwork(spec: NetworkSpec, seed: number): CpuNetwork
}
