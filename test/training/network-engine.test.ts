import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { createEngine, readKernels } from '../../src/main/training/network-engine.ts'

describe('the engine that trains', () => {
  it('finds its kernels in what was built', () => {
    for (const name of ['simd', 'simd-relaxed', 'reference'] as const) expect(createEngine(name).name).toBe(name)
  })

  it('says what to do where there are none', () => {
    expect(() => readKernels('bitwise', tmpdir())).toThrow(
      'The network kernels are missing (out/kernels/bitwise.wasm). Run "npm run build" and try again.',
    )
  })
})
