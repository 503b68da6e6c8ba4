import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SimdEngine } from '../../../src/main/neural/simd/simd-engine.ts'

const kernels = (name: string) => readFileSync(resolve(import.meta.dirname, '../../../out/kernels', name))

export const simd = (): SimdEngine => SimdEngine.create(kernels('bitwise.wasm'))
export const simdRelaxed = (): SimdEngine => SimdEngine.create(kernels('relaxed.wasm'))
