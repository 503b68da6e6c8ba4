import { loadWasm } from '../../../src/main/neural/tensorflow/processor-backends.ts'
import type { LoadedBackend } from '../../../src/main/neural/tensorflow/tensor-library.ts'
import { readKernels } from './simd-engines.ts'

/** The backend wasm, with the kernels that the product brings. */
export const wasm = (): Promise<LoadedBackend> => loadWasm(new Uint8Array(readKernels('tensorflow')))
