import { describe, expect, it } from 'vitest'
import { chooseEngine } from '../../src/main/studio/choose-engine.ts'
import type { EngineFinding, EngineName } from '../../src/shared/engine.ts'

const ready = (name: EngineName, rowsPerSecond: number, device: 'processor' | 'graphics card' = 'processor'): EngineFinding => ({
  state: 'ready',
  name,
  device,
  detail: 'It computes.',
  reproducible: device === 'processor',
  rowsPerSecond,
})
const missing = (name: EngineName): EngineFinding => ({ state: 'unavailable', name, detail: 'It is not installed.' })

describe('the engine that trains', () => {
  it('is simd where nothing was measured', () => {
    expect(chooseEngine([], 'automatic')).toEqual({
      chosen: 'simd',
      because: 'It is made to work on every machine; nothing was measured yet.',
    })
  })

  it('is simd, and says that none worked, where all failed', () => {
    expect(chooseEngine([missing('simd'), missing('webgpu')], 'automatic')).toEqual({
      chosen: 'simd',
      because: 'It is made to work on every machine; none worked when engines were last measured here.',
    })
  })

  it('is simd on a processor, also where another engine is faster there', () => {
    expect(chooseEngine([ready('simd', 100_000), ready('tensorflow', 160_000), missing('webgpu')], 'automatic')).toEqual({
      chosen: 'simd',
      because:
        'The same run gives the same numbers with it on every machine. TensorFlow is 1.6 times as fast, but its last digits may differ on another machine.',
    })
    expect(chooseEngine([ready('simd', 100_000), ready('reference', 20_000)], 'automatic')).toEqual({
      chosen: 'simd',
      because: 'The same run gives the same numbers with it on every machine, and nothing here is faster.',
    })
  })

  it('is a graphics card where that one is faster', () => {
    const findings = [
      ready('simd', 100_000),
      ready('simd-relaxed', 2_000_000),
      ready('tensorflow', 900_000, 'graphics card'),
      ready('webgpu', 400_000, 'graphics card'),
    ]
    expect(chooseEngine(findings, 'automatic')).toEqual({
      chosen: 'tensorflow',
      because: 'It is 9.0 times as fast as SIMD. A run repeated on a graphics card comes out nearly, not exactly, the same.',
    })
    expect(chooseEngine([ready('simd', 100_000), ready('webgpu', 90_000, 'graphics card')], 'automatic').chosen).toBe('simd')
  })

  it('is the fastest of the others where simd does not work', () => {
    const findings = [missing('simd'), ready('reference', 20_000), ready('wasm', 60_000)]
    expect(chooseEngine(findings, 'automatic')).toEqual({
      chosen: 'wasm',
      because: 'It is the fastest that works here; SIMD does not.',
    })
  })

  it('is what the user chose, as long as it works', () => {
    const findings = [ready('simd', 100_000), ready('reference', 20_000), missing('tensorflow')]
    expect(chooseEngine(findings, 'reference')).toEqual({ chosen: 'reference', because: 'You chose it.' })
    expect(chooseEngine([], 'tensorflow')).toEqual({ chosen: 'tensorflow', because: 'You chose it.' })
    expect(chooseEngine(findings, 'tensorflow')).toEqual({
      chosen: 'simd',
      because: 'You chose TensorFlow, which cannot be used here, so SIMD trains. It is not installed.',
    })
  })
})
