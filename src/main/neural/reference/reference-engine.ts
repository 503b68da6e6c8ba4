import type { CpuEngine, CpuNetwork, NetworkSpec } from '../engine.ts'
import { ReferenceNetwork } from './reference-network.ts'

/** The readable engine: plain typed arrays on one core, the same bits on every machine. */
export class ReferenceEngine implements CpuEngine {
  readonly name = 'reference'
  readonly preferredRows = 64
  readonly reproducible = true

  createNetwork(spec: NetworkSpec, seed: number): CpuNetwork {
    return new ReferenceNetwork(spec, seed)
  }

  /** Holds nothing that has to be given back. */
  dispose(): void {}
}
