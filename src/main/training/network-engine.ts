import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CpuEngine } from '../neural/engine.ts'
import { type CpuEngineName, createCpuEngine } from '../neural/engines.ts'

/** The engine that trains and runs agents. */
export const trainingEngine: CpuEngineName = 'simd'

/** An engine on the processor, with its kernels from where the build has put them. Throws a sentence where they are not there. */
export function createEngine(name: CpuEngineName = trainingEngine): CpuEngine {
  return createCpuEngine(name, readKernels)
}

/** The bytes of out/kernels/`name`.wasm, wherever in the project or in what was built of it this file lies. */
function readKernels(name: string): Uint8Array {
  const parts = ['out', 'kernels', `${name}.wasm`]
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, ...parts)
    if (existsSync(path)) return readFileSync(path)
    if (folder === dirname(folder))
      throw new Error(`The network kernels are missing (${parts.join('/')}). Run "npm run build" and try again.`)
  }
}
