import { afterEach, describe, expect, it } from 'vitest'
import type { NetworkSpec } from '../../../src/main/neural/engine.ts'
import { asEngineFailure } from '../../../src/main/neural/engine-failure.ts'
import { DeviceWatch } from '../../../src/main/neural/tensorflow/device-watch.ts'
import { loadNative } from '../../../src/main/neural/tensorflow/native-backend.ts'
import { loadCpu, loadWasm } from '../../../src/main/neural/tensorflow/processor-backends.ts'
import { activate, type LoadedBackend, type TensorLibrary } from '../../../src/main/neural/tensorflow/tensor-library.ts'
import { TensorflowEngine } from '../../../src/main/neural/tensorflow/tensorflow-engine.ts'
import { loadWebgpu } from '../../../src/main/neural/tensorflow/webgpu-backend.ts'
import { numbers } from '../parity.ts'
import { expectChunksAddUp } from '../support/expect-chunks-add-up.ts'
import { wasm } from '../support/tensorflow-wasm.ts'

const spec: NetworkSpec = {
  inputs: 5,
  layers: [
    { units: 8, activation: 'tanh', gain: 1 },
    { units: 2, activation: 'linear', gain: 1 },
  ],
}
const adam = { learningRate: 0.01, epsilon: 1e-5, beta1: 0.9, beta2: 0.999, gradientScale: 1 }

const opened: TensorflowEngine[] = []
async function open(load: () => Promise<LoadedBackend> = loadCpu, name: TensorflowEngine['name'] = 'cpu') {
  const engine = await TensorflowEngine.open(name, load)
  opened.push(engine)
  return engine
}

afterEach(() => {
  for (const engine of opened.splice(0)) engine.dispose()
})

describe('a network of TensorFlow.js', () => {
  it('adds gradients up over chunks of rows, and starts again from zero', async () => {
    await expectChunksAddUp(await open(), spec)
  })

  it('keeps nothing of the arrays it was given, and gives none of its own away', async () => {
    const engine = await open()
    const network = await engine.createNetwork(spec, 1)
    const untouched = await engine.createNetwork(spec, 1)
    const [input, pull] = [numbers(4 * spec.inputs, 5), numbers(8, 6)]
    const output = await network.forward(input, 4)
    await untouched.forward(input.slice(), 4)
    input.fill(0)
    output.fill(0)
    await network.backward(pull, 4)
    await untouched.backward(pull.slice(), 4)
    pull.fill(0)
    expect(await network.readGradients()).toEqual(await untouched.readGradients())
    const parameters = await network.readParameters()
    await network.writeParameters(parameters)
    parameters.fill(0)
    expect(await network.readParameters()).toEqual(await untouched.readParameters())
  })

  it('goes on alike from parameters and optimiser read and written', async () => {
    const engine = await open()
    const input = numbers(4 * spec.inputs, 9)
    const pull = numbers(8, 10)
    const first = await engine.createNetwork(spec, 1)
    const second = await engine.createNetwork(spec, 2)
    const step = async (network: typeof first) => {
      await network.zeroGradients()
      await network.forward(input, 4)
      await network.backward(pull, 4)
      await network.adamStep(adam)
    }
    await step(first)
    await second.writeParameters(await first.readParameters())
    await second.writeOptimiser(await first.readOptimiser())
    expect((await second.readOptimiser()).step).toBe(1)
    await step(first)
    await step(second)
    expect(await second.readParameters()).toEqual(await first.readParameters())
  })

  it('keeps the number of its tensors while it trains', async () => {
    const engine = await open()
    const network = await engine.createNetwork(spec, 1)
    const counts: number[] = []
    for (let round = 0; round < 5; round++) {
      await network.zeroGradients()
      await network.forward(numbers(3 * spec.inputs, round), 3)
      await network.backward(numbers(6, round), 3)
      await network.gradientNorm()
      await network.adamStep(adam)
      await network.writeParameters(await network.readParameters())
      await network.writeOptimiser(await network.readOptimiser())
      counts.push(engine.tensors)
    }
    expect(new Set(counts).size).toBe(1)
    expect(counts[0]).toBeGreaterThan(0)
    network.dispose()
    expect(engine.tensors).toBe(0)
    await engine.createNetwork(spec, 1)
    engine.dispose()
    expect(engine.tensors).toBe(0)
  })

  it('says what is wrong with its use', async () => {
    const engine = await open()
    await expect(engine.createNetwork({ inputs: 0, layers: spec.layers }, 1)).rejects.toThrow(/inputs of 1 or more/)
    const network = await engine.createNetwork(spec, 1)
    await expect(network.backward(new Float32Array(2), 1)).rejects.toThrow(/1 rows after a forward of 0/)
    await network.forward(numbers(10, 1), 2)
    await expect(network.backward(new Float32Array(2), 1)).rejects.toThrow(/1 rows after a forward of 2/)
    await expect(network.writeParameters(new Float32Array(3))).rejects.toThrow(/but was given 3/)
  })
})

/** The backend cpu with one operation changed. */
const cpuWith = (changed: (library: TensorLibrary) => Partial<TensorLibrary>) => async (): Promise<LoadedBackend> => {
  const backend = await loadCpu()
  return { ...backend, library: { ...backend.library, ...changed(backend.library) } }
}

describe('what goes wrong with TensorFlow.js ends in a sentence', () => {
  it('where memory runs out', async () => {
    const engine = await open(
      cpuWith(() => ({
        concat1d: () => {
          throw new Error('OOM when allocating tensor with shape[32768,64] and type float\n  at node:internal')
        },
      })),
    )
    const network = await engine.createNetwork(spec, 1)
    await network.forward(numbers(10, 1), 2)
    await expect(network.backward(new Float32Array(4), 2)).rejects.toThrow(
      'The engine cpu ran out of memory (OOM when allocating tensor with shape[32768,64] and type float). ' +
        'Train fewer agents at once, close other programs, or choose the engine simd.',
    )
    // What was there before the operation is there still.
    await network.forward(numbers(10, 1), 2)
    expect(await network.gradientNorm()).toBe(0)
  })

  it.each(['cpu', 'wasm'] as const)('where more memory is asked for than there is: %s', async (name) => {
    const engine = await open(name === 'cpu' ? loadCpu : wasm, name)
    const wide = { inputs: 1, layers: [{ units: 100_000, activation: 'relu', gain: 1 } as const] }
    const network = await engine.createNetwork(wide, 1)
    // WebAssembly has 4 GB at most, arrays of JavaScript more than this machine.
    const rows = name === 'wasm' ? 12_000 : 200_000
    await expect(network.forward(new Float32Array(rows), rows)).rejects.toThrow(
      new RegExp(`^The engine ${name} ran out of memory .* or choose the engine simd\\.$`),
    )
  })

  it.each([
    'Invalid TF_Status: 8\nMessage: OOM',
    'Buffer size (8000000000) exceeds the max buffer size limit (1073741824).',
    'null function or function signature mismatch',
    'Aborted(OOM)',
  ])('where a library says so in its own words: %s', (words) => {
    expect(asEngineFailure('webgpu', new Error(words)).message).toContain('The engine webgpu ran out of memory (')
    expect(asEngineFailure('webgpu', new Error('Invalid TF_Status: 3')).message).toBe(
      'The engine webgpu failed: Invalid TF_Status: 3. Choose another engine, such as simd.',
    )
  })

  it('where the device is lost while its numbers are waited for, and after', async () => {
    const watch = new DeviceWatch()
    const engine = await open(async () => ({ ...(await loadCpu()), watch }))
    const network = await engine.createNetwork(spec, 1)
    const waiting = watch.during(() => new Promise(() => {}))
    watch.fail(new Error('the device was lost (unplugged)'))
    await expect(waiting).rejects.toThrow('unplugged')
    await expect(network.readParameters()).rejects.toThrow(
      'The engine cpu failed: the device was lost (unplugged). Choose another engine, such as simd.',
    )
  })

  it('where another backend than the one that was asked for would compute', async () => {
    const { library } = await loadCpu()
    await expect(activate({ ...library, setBackend: async () => false }, 'wasm')).rejects.toThrow('cannot start its backend wasm')
    await expect(activate({ ...library, setBackend: async () => true }, 'wasm')).rejects.toThrow('cannot start its backend wasm')
  })

  it('where a process has another backend already', async () => {
    const engine = await open()
    await expect(open(wasm, 'wasm')).rejects.toThrow('The engine cpu has this process; wasm needs one of its own.')
    engine.dispose()
    expect((await open(wasm, 'wasm')).detail).toContain('WebAssembly')
  })

  it('where the kernels are damaged', async () => {
    await expect(open(() => loadWasm(new Uint8Array(1000)), 'wasm')).rejects.toThrow(/kernels .* are damaged/)
  })

  it('where a package is not installed or does not load', async () => {
    const missing = () => Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }))
    await expect(open(() => loadNative(missing), 'tensorflow')).rejects.toThrow(
      'The optional package @tensorflow/tfjs-node-gpu is not installed; npm leaves it out where its download fails.',
    )
    await expect(open(() => loadWebgpu(missing), 'webgpu')).rejects.toThrow('The optional package webgpu is not installed')
    const broken = () => Promise.reject(new Error('libcudart.so.11.0: cannot open shared object file\nRequire stack: ...'))
    await expect(open(() => loadNative(broken), 'tensorflow')).rejects.toThrow(
      'The optional package @tensorflow/tfjs-node-gpu does not load: libcudart.so.11.0: cannot open shared object file.',
    )
  })

  it('where there is no graphics card', async () => {
    const none = async () => ({ globals: {}, create: () => ({ requestAdapter: async () => null }) })
    await expect(open(() => loadWebgpu(none), 'webgpu')).rejects.toThrow(
      'No graphics card answers WebGPU here; it needs a driver for Vulkan, Metal or Direct3D 12.',
    )
  })
})
