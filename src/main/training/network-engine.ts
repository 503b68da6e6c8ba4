import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defaultEngine, type EngineName } from '../../shared/engine.ts'
import type { Engines } from '../learning/trainer-state.ts'
import type { CpuEngine } from '../neural/engine.ts'
import { type CpuEngineName, createCpuEngine, isCpuEngine, openEngine } from '../neural/engines.ts'

/** An engine on the processor, with its kernels from where the build has put them. Throws a sentence where they are not there. */
export function createEngine(name: CpuEngineName = defaultEngine): CpuEngine {
  return createCpuEngine(name, readKernels)
}

/** The engine that a run trains on; agents act on the processor, whatever they train on. Throws a sentence where it cannot be used here. */
export async function trainingEngines(name: EngineName): Promise<Engines> {
  if (isCpuEngine(name)) return { engine: createEngine(name) }
  const { engine } = await openEngine(name, readKernels)
  return { engine, actingEngine: createEngine() }
}

/** The bytes of out/kernels/`name`.wasm, wherever in the project or in what was built of it `start` lies. */
export function readKernels(name: string, start = import.meta.dirname): Uint8Array {
  const parts = ['out', 'kernels', `${name}.wasm`]
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, ...parts)
    if (existsSync(path)) return readFileSync(path)
    if (folder === dirname(folder))
      throw new Error(`The network kernels are missing (${parts.join('/')}). Run "npm run build" and try again.`)
  }
}
