import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SimdEngine } from '../../../src/main/neural/simd/simd-engine.ts'

export const readKernels = (build: string): Uint8Array =>
  readFileSync(resolve(import.meta.dirname, '../../../out/kernels', `${build}.wasm`))

export const simd = (): SimdEngine => SimdEngine.create(readKernels('bitwise'))
export const simdRelaxed = (): SimdEngine => SimdEngine.create(readKernels('relaxed'))
