import { EngineFailure } from '../engine-failure.ts'
import { DeviceWatch } from './device-watch.ts'
import { activate, type LoadedBackend, loadLibrary } from './tensor-library.ts'

const onProcessor = () => ({ device: 'processor', reproducible: true, watch: new DeviceWatch(), release: () => {} }) as const

/** Plain JavaScript kernels: slow, and always there. */
export async function loadCpu(): Promise<LoadedBackend> {
  const library = await loadLibrary()
  await import('@tensorflow/tfjs-backend-cpu')
  await activate(library, 'cpu')
  const detail = `TensorFlow.js ${library.version_core} in plain JavaScript, on one core of the processor.`
  return { ...onProcessor(), library, detail }
}

/** WebAssembly kernels, given as the bytes of their file; on one core, as the library has no threads outside of a browser. */
export async function loadWasm(binary: Uint8Array<ArrayBuffer>): Promise<LoadedBackend> {
  const library = await loadLibrary()
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  // The library waits for ever for a file that does not compile.
  if (!WebAssembly.validate(binary))
    throw new EngineFailure('The WebAssembly kernels of TensorFlow.js are damaged; build Fairward again.')
  const address = URL.createObjectURL(new Blob([binary]))
  try {
    const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm']
    setWasmPaths(Object.fromEntries(names.map((name) => [name, address])), true)
    await activate(library, 'wasm')
  } finally {
    URL.revokeObjectURL(address)
  }
  const detail = `TensorFlow.js ${library.version_core} in WebAssembly, on one core of the processor.`
  return { ...onProcessor(), library, detail }
}
