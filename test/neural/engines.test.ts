import { describe, expect, it } from 'vitest'
import { createCpuEngine, listEngines } from '../../src/main/neural/engines.ts'
import { probeTensorflow } from '../../src/main/neural/tensorflow-probe.ts'
import { readKernels } from './support/simd-engines.ts'

const library = (square: number) => ({
  version: { tfjs: '4.22.0' },
  getBackend: () => 'tensorflow',
  tensor1d: () => ({ square: () => ({ dataSync: () => [square], dispose() {} }), dispose() {} }),
})

describe('the list of engines', () => {
  it('always has the engine that trains', async () => {
    const engines = await listEngines()
    expect(engines.map(({ name }) => name)).toEqual(['simd', 'reference', 'tensorflow'])
    expect(engines[0]?.available).toBe(true)
    for (const name of ['simd', 'simd-relaxed', 'reference'] as const) expect(createCpuEngine(name, readKernels).name).toBe(name)
    for (const engine of engines) expect(engine.detail).toMatch(/\w.*\S$/)
  })

  it('says that TensorFlow is there only if it computes', async () => {
    expect(await probeTensorflow(async () => library(9))).toMatchObject({ available: true })
    expect(await probeTensorflow(async () => ({ default: library(9) }))).toMatchObject({ available: true })
    expect(await probeTensorflow(async () => library(8))).toMatchObject({ available: false })
  })

  it('says why TensorFlow is missing', async () => {
    const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
    expect((await probeTensorflow(() => Promise.reject(missing))).detail).toContain('is not installed')
    const broken = new Error('libcudart.so.11.0: cannot open shared object file\nRequire stack: ...')
    expect(await probeTensorflow(() => Promise.reject(broken))).toEqual({
      available: false,
      detail: 'The optional package @tensorflow/tfjs-node-gpu does not load: libcudart.so.11.0: cannot open shared object file',
    })
  })
})
