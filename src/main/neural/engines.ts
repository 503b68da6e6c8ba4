import type { CpuEngine } from './engine.ts'
import { ReferenceEngine } from './reference/reference-engine.ts'
import { SimdEngine } from './simd/simd-engine.ts'
import { probeTensorflow } from './tensorflow-probe.ts'

export interface EngineStatus {
  readonly name: string
  readonly available: boolean
  /** A sentence: what it is, or why it is missing. */
  readonly detail: string
}

/** What computes networks on this machine. Never throws: an engine that is missing says why. */
export async function listEngines(): Promise<EngineStatus[]> {
  return [
    {
      name: 'simd',
      available: true,
      detail: 'WebAssembly SIMD on one core of the processor; trains and runs every agent in this version.',
    },
    { name: 'reference', available: true, detail: 'Plain JavaScript on one core of the processor; slower, for comparison.' },
    { name: 'tensorflow', ...(await probeTensorflow()) },
  ]
}

const builds = { simd: 'bitwise', 'simd-relaxed': 'relaxed' } as const

/** The engines that answer at once; agents act on one of them. */
export type CpuEngineName = keyof typeof builds | 'reference'

/** An engine on the processor; `readKernels` gives the bytes of a build. Throws a sentence where it cannot be used here. */
export function createCpuEngine(name: CpuEngineName, readKernels: (build: string) => Uint8Array): CpuEngine {
  return name === 'reference' ? new ReferenceEngine() : SimdEngine.create(readKernels(builds[name]))
}
