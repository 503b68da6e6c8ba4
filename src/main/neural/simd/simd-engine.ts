import type { CpuEngine, CpuNetwork, NetworkSpec } from '../engine.ts'
import { compileKernels, startKernels } from './kernels.ts'
import { SimdNetwork } from './simd-network.ts'

/**
 * Networks in WebAssembly's 128-bit SIMD on one core. The bitwise build (`simd`) gives the same bits on every run and every machine;
 * the relaxed build (`simd-relaxed`) is faster, and leaves the last bits to the processor.
 */
export class SimdEngine implements CpuEngine {
  readonly name: 'simd' | 'simd-relaxed'
  /** The networks take them in pieces of 64 by themselves; asking for more saves callers' work between two calls. */
  readonly preferredRows = 512
  readonly reproducible: boolean
  private readonly module: WebAssembly.Module

  private constructor(module: WebAssembly.Module) {
    this.module = module
    const isRelaxed = startKernels(module, 1).relaxed.value !== 0
    this.name = isRelaxed ? 'simd-relaxed' : 'simd'
    this.reproducible = !isRelaxed
  }

  /** From the bytes of either build. Throws a sentence where they are no kernels, or WebAssembly here lacks what they need. */
  static create(bytes: Uint8Array): SimdEngine {
    return new SimdEngine(compileKernels(bytes))
  }

  createNetwork(spec: NetworkSpec, seed: number): CpuNetwork {
    return new SimdNetwork((pages) => startKernels(this.module, pages), spec, seed)
  }

  /** Holds nothing that has to be given back: each network has its memory. */
  dispose(): void {}
}
