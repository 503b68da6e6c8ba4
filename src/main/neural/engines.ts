import type { EngineName } from '../../shared/engine.ts'
import type { CpuEngine, NeuralEngine } from './engine.ts'
import { ReferenceEngine } from './reference/reference-engine.ts'
import { SimdEngine } from './simd/simd-engine.ts'
import { loadNative } from './tensorflow/native-backend.ts'
import { loadCpu, loadWasm } from './tensorflow/processor-backends.ts'
import type { LoadedBackend, TensorflowBackend } from './tensorflow/tensor-library.ts'
import { TensorflowEngine } from './tensorflow/tensorflow-engine.ts'
import { loadWebgpu } from './tensorflow/webgpu-backend.ts'

const builds = { simd: 'bitwise', 'simd-relaxed': 'relaxed' } as const

/** The engines that answer at once; agents act on one of them. */
export type CpuEngineName = keyof typeof builds | 'reference'

/** Gives the bytes of compiled kernels by their name. Throws a sentence where they are not there. */
export type ReadKernels = (name: string) => Uint8Array

/** An engine and where it computes. */
export interface OpenEngine {
  readonly engine: NeuralEngine
  readonly device: 'processor' | 'graphics card'
  /** What computes, as a sentence. */
  readonly detail: string
}

const details: Record<CpuEngineName, string> = {
  simd: "Fairward's own kernels in WebAssembly, on one core of the processor.",
  'simd-relaxed': 'The same kernels, with the last bits of each sum left to the processor.',
  reference: 'Plain JavaScript on one core of the processor: slow, and easy to check.',
}

/** An engine on the processor that answers at once. Throws a sentence where it cannot be used here. */
export function createCpuEngine(name: CpuEngineName, readKernels: ReadKernels): CpuEngine {
  return name === 'reference' ? new ReferenceEngine() : SimdEngine.create(readKernels(builds[name]))
}

/**
 * Any engine. Those of TensorFlow.js load large libraries, which may take the process with them where something is wrong with them: give them one
 * of their own. Throws a sentence where an engine cannot be used here.
 */
export async function openEngine(name: EngineName, readKernels: ReadKernels): Promise<OpenEngine> {
  if (isCpuEngine(name)) return { engine: createCpuEngine(name, readKernels), device: 'processor', detail: details[name] }
  const backends: Record<TensorflowBackend, () => Promise<LoadedBackend>> = {
    tensorflow: () => loadNative(),
    webgpu: () => loadWebgpu(),
    wasm: () => loadWasm(new Uint8Array(readKernels('tensorflow'))),
    cpu: loadCpu,
  }
  const engine = await TensorflowEngine.open(name, backends[name])
  return { engine, device: engine.device, detail: engine.detail }
}

export const isCpuEngine = (name: EngineName): name is CpuEngineName => name in details
