import util from 'node:util'
import { packageFailure } from '../engine-failure.ts'
import { DeviceWatch } from './device-watch.ts'
import { activate, type LoadedBackend, type LoadPackage, loadLibrary, loadPackage } from './tensor-library.ts'

/** What is asked of the native backend itself. */
interface NativeBackend {
  readonly isUsingGpuDevice: boolean
}

/**
 * The library reads these when it starts: one thread, because the sums of two differ in their last digits and small products gain nothing
 * from a second; memory of a graphics card only as it is needed, because several agents may train on it; no chatter.
 */
const librarySettings = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  TF_CPP_MIN_LOG_LEVEL: '3',
  TF_ENABLE_ONEDNN_OPTS: '0',
}

/** TensorFlow itself (`@tensorflow/tfjs-node-gpu`, an optional package): CUDA where there is a graphics card, else the processor. */
export async function loadNative(load: LoadPackage = loadPackage): Promise<LoadedBackend> {
  const name = '@tensorflow/tfjs-node-gpu'
  restoreDroppedFunctions()
  Object.assign(process.env, librarySettings)
  const library = await loadLibrary()
  try {
    // Registers its backend with the shared interface and makes it the active one.
    await load(name)
  } catch (error) {
    throw packageFailure(name, error)
  }
  await activate(library, 'tensorflow')
  const { isUsingGpuDevice } = library.backend() as unknown as NativeBackend
  return {
    library,
    device: isUsingGpuDevice ? 'graphics card' : 'processor',
    detail: isUsingGpuDevice
      ? `TensorFlow, through TensorFlow.js ${library.version_core}, on the graphics card (CUDA).`
      : `TensorFlow, through TensorFlow.js ${library.version_core}, on one core of the processor: it finds no graphics card that it can use (CUDA).`,
    reproducible: !isUsingGpuDevice,
    watch: new DeviceWatch(),
    release: () => {},
  }
}

/** The library calls functions that Node has dropped (`isNullOrUndefined`, at its first operation) or will drop. */
function restoreDroppedFunctions(): void {
  const dropped = util as { isNullOrUndefined?: (value: unknown) => boolean; isArray?: (value: unknown) => boolean }
  dropped.isNullOrUndefined = (value) => value === null || value === undefined
  dropped.isArray = Array.isArray
}
