import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { loadCpu } from '../../../src/main/neural/tensorflow/processor-backends.ts'
import { TensorflowEngine } from '../../../src/main/neural/tensorflow/tensorflow-engine.ts'
import { type Parity, parityWithReference } from '../parity.ts'
import { wasm } from '../support/tensorflow-wasm.ts'
import { softwareGraphicsEnvironment, softwareGraphicsHindrance, unpackSoftwareGraphics } from './software-graphics.ts'

const program = join(import.meta.dirname, '../fixtures/tensorflow-parity.ts')

interface Report {
  device: string
  detail: string
  parity: Parity
  tensorsKept: number
}

async function parityInChild(backend: 'tensorflow' | 'webgpu', env: NodeJS.ProcessEnv): Promise<Report> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, backend], { env, timeout: 60_000 })
  return JSON.parse(stdout) as Report
}

function expectParity({ gradients, outputs, parameters, moved }: Parity): void {
  for (const [name, distance] of Object.entries(gradients)) expect(distance, `gradients of ${name}`).toBeLessThan(1e-4)
  for (const [name, distance] of Object.entries(outputs)) expect(distance, `outputs of ${name}`).toBeLessThan(1e-5)
  expect(moved).toBeGreaterThan(0.03)
  expect(parameters).toBeLessThan(1e-3)
}

describe('TensorFlow.js agrees with the reference engine', () => {
  it('on its backend cpu', async () => {
    const engine = await TensorflowEngine.open('cpu', loadCpu)
    expectParity(await parityWithReference(engine, 20))
    expect(engine.tensors).toBe(0)
    engine.dispose()
  })

  it('on its backend wasm', async () => {
    const engine = await TensorflowEngine.open('wasm', wasm)
    expectParity(await parityWithReference(engine, 200))
    expect(engine.tensors).toBe(0)
    engine.dispose()
  })

  it('on its backend webgpu, on a graphics card in software', { timeout: 60_000 }, async ({ skip }) => {
    if (softwareGraphicsHindrance !== null) return skip(softwareGraphicsHindrance)
    const folder = unpackSoftwareGraphics()
    try {
      const { device, detail, parity, tensorsKept } = await parityInChild('webgpu', softwareGraphicsEnvironment(folder))
      expectParity(parity)
      expect(tensorsKept).toBe(0)
      expect(device).toBe('processor')
      expect(detail).toMatch(/SwiftShader.*only imitates a graphics card/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('on its backend tensorflow', { timeout: 60_000 }, async ({ skip }) => {
    if (!isInstalled('@tensorflow/tfjs-node-gpu'))
      return skip('TensorFlow (@tensorflow/tfjs-node-gpu) is not installed; npm leaves it out where its download fails')
    const { device, detail, parity, tensorsKept } = await parityInChild('tensorflow', process.env)
    expectParity(parity)
    expect(tensorsKept).toBe(0)
    expect(detail).toContain(`the ${device}`)
  })
})

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}
