import type { Activation, NetworkSpec } from '../src/main/neural/engine.ts'
import { openEngine } from '../src/main/neural/engines.ts'
import { measureEngine } from '../src/main/neural/probe/measure-engine.ts'
import { readKernels } from '../src/main/training/network-engine.ts'
import { engineNames } from '../src/shared/engine.ts'
import type { BenchRow } from './support/best-rate.ts'

const rows = 2048
const milliseconds = 4000

/** 64-128-128-17, the size that others are measured on. */
const specOf = (activation: Activation): NetworkSpec => ({
  inputs: 64,
  layers: [
    { units: 128, activation, gain: Math.SQRT2 },
    { units: 128, activation, gain: Math.SQRT2 },
    { units: 17, activation: 'linear', gain: 0.01 },
  ],
})

/** Of the processor time of this process: whatever else runs on the machine does not count. */
const processorClock = {
  now: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
}
const wallClock = { now: () => performance.now() }

/** Rows of whole updates a second on every engine that loads here; one after another in this process. */
export async function run(): Promise<BenchRow[]> {
  const found: BenchRow[] = []
  for (const name of engineNames)
    try {
      const { engine, device, detail } = await openEngine(name, readKernels)
      for (const activation of ['relu', 'tanh'] as const) {
        const clock = device === 'processor' ? processorClock : wallClock
        const value = await measureEngine(engine, [{ spec: specOf(activation), rows }], clock, milliseconds)
        found.push({ name: `engine-${name}-train-rows-${activation}`, value, unit: 'rows/s', note: detail })
      }
      engine.dispose()
    } catch (error) {
      process.stderr.write(`${name} is left out: ${error instanceof Error ? error.message : error}\n`)
    }
  return found
}
