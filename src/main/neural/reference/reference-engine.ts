import type { Network, NetworkSpec, NeuralEngine } from '../engine.ts'
import { ReferenceNetwork } from './reference-network.ts'

/** The readable engine: plain typed arrays on one core, the same bits on every machine. */
export class ReferenceEngine implements NeuralEngine {
  readonly name = 'reference'
  readonly preferredRows = 64

  createNetwork(spec: NetworkSpec, seed: number): Network {
    return new ReferenceNetwork(spec, seed)
  }

  /** Holds nothing that has to be given back. */
  dispose(): void {}
}
