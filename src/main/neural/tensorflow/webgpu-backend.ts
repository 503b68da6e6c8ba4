import { asEngineFailure, EngineFailure, packageFailure } from '../engine-failure.ts'
import { DeviceWatch } from './device-watch.ts'
import { activate, type LoadedBackend, type LoadPackage, loadLibrary, loadPackage } from './tensor-library.ts'

/** What is used of the package `webgpu`: Dawn, the WebGPU of Chromium, for Node. */
interface WebgpuPackage {
  create(options: string[]): { requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null> }
  readonly globals: object
}

interface Adapter {
  readonly info: { readonly vendor: string; readonly architecture: string; readonly device: string; readonly description: string }
  readonly limits: Record<string, number>
  requestDevice(options: { requiredLimits: Record<string, number> }): Promise<Device>
}

interface Device {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: { readonly message: string } }) => void): void
  destroy(): void
}

const packageName = 'webgpu'
/** Of what a card offers, the kernels use no more than this; a device has the smallest of each unless more is asked for. */
const limits = [
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
]

/** WebGPU on whatever graphics card the system has a driver for. */
export async function loadWebgpu(load: LoadPackage = loadPackage): Promise<LoadedBackend> {
  if (process.versions.electron !== undefined)
    throw new EngineFailure(
      'WebGPU does not work inside the desktop app here; run `npm start -- --no-open` and use your browser.',
    )
  const { gpu, adapter } = await findAdapter(load)
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name] ?? 0])),
  })
  const watch = new DeviceWatch()
  const fail = (message: string) => watch.fail(asEngineFailure('webgpu', new Error(message)))
  device.addEventListener('uncapturederror', ({ error }) => fail(error.message))
  void device.lost.then(({ message }) => fail(`the device was lost (${message})`))

  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true })
  const library = await loadLibrary()
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  if (library.findBackendFactory('webgpu') !== null) library.removeBackend('webgpu')
  library.registerBackend('webgpu', () => new WebGPUBackend(device as never, adapter.info as never))
  await activate(library, 'webgpu')
  const software = isSoftware(adapter)
  const name = adapter.info.description || adapter.info.device || `${adapter.info.vendor} ${adapter.info.architecture}`.trim()
  return {
    library,
    device: software ? 'processor' : 'graphics card',
    detail: software
      ? `WebGPU on the processor, through ${name}, which only imitates a graphics card.`
      : `WebGPU on the graphics card ${name}.`,
    reproducible: false,
    watch,
    release: () => {
      library.removeBackend('webgpu')
      device.destroy()
      // Node would otherwise stay alive for it.
      Reflect.deleteProperty(globalThis.navigator, 'gpu')
    },
  }
}

async function findAdapter(load: LoadPackage) {
  let webgpu: WebgpuPackage
  try {
    webgpu = (await load(packageName)) as WebgpuPackage
  } catch (error) {
    throw packageFailure(packageName, error)
  }
  Object.assign(globalThis, webgpu.globals)
  const gpu = webgpu.create([])
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null)
    throw new EngineFailure('No graphics card answers WebGPU here; it needs a driver for Vulkan, Metal or Direct3D 12.')
  return { gpu, adapter }
}

const isSoftware = ({ info: { architecture, device, description } }: Adapter): boolean =>
  /swiftshader|llvmpipe|software|basic render/i.test(`${architecture} ${device} ${description}`)
