import type { Awaitable, NetworkSpec, NeuralEngine } from '../engine.ts'
import { asEngineFailure, EngineFailure } from '../engine-failure.ts'
import { backendOperations } from './backend-operations.ts'
import type { LoadedBackend, TensorflowBackend } from './tensor-library.ts'
import { TensorflowNetwork } from './tensorflow-network.ts'

/** Rows whose transposition stays in the cache of a core, and whole minibatches for what computes all of them at once. */
const preferredRows: Record<TensorflowBackend, number> = { wasm: 2048, cpu: 2048, tensorflow: 32_768, webgpu: 32_768 }

/** TensorFlow.js has one active backend in a process, and works on whichever that is. */
let open: TensorflowEngine | null = null

/** TensorFlow.js as an engine. A process has one at a time; its networks live as long as it does. */
export class TensorflowEngine implements NeuralEngine<TensorflowNetwork> {
  readonly name: TensorflowBackend
  readonly preferredRows: number
  readonly reproducible: boolean
  private readonly backend: LoadedBackend
  private networks: TensorflowNetwork[] = []

  /** `load` makes the backend the active one. Throws EngineFailure. */
  static async open(name: TensorflowBackend, load: () => Promise<LoadedBackend>): Promise<TensorflowEngine> {
    if (open !== null) throw new EngineFailure(`The engine ${open.name} has this process; ${name} needs one of its own.`)
    try {
      open = new TensorflowEngine(name, await load())
      return open
    } catch (error) {
      throw asEngineFailure(name, error)
    }
  }

  private constructor(name: TensorflowBackend, backend: LoadedBackend) {
    this.name = name
    this.preferredRows = preferredRows[name]
    this.reproducible = backend.reproducible
    this.backend = backend
  }

  get device(): LoadedBackend['device'] {
    return this.backend.device
  }

  /** What computes, as a sentence for people. */
  get detail(): string {
    return this.backend.detail
  }

  /** Tensors that are not given back yet. */
  get tensors(): number {
    return this.backend.library.memory().numTensors
  }

  async createNetwork(spec: NetworkSpec, seed: number): Promise<TensorflowNetwork> {
    const { library } = this.backend
    const operations = backendOperations(library, this.name)
    return this.run(() => {
      const network = new TensorflowNetwork(spec, seed, { library, operations, run: (work) => this.run(work) })
      this.networks.push(network)
      return network
    })
  }

  dispose(): void {
    if (open !== this) return
    open = null
    for (const network of this.networks) network.dispose()
    this.networks = []
    this.backend.release()
  }

  private async run<T>(work: () => Awaitable<T>): Promise<T> {
    try {
      return await this.backend.watch.during(async () => work())
    } catch (error) {
      throw asEngineFailure(this.name, error)
    }
  }
}
