import { openEngine } from '../src/main/neural/engines.ts'
import { measureEngine } from '../src/main/neural/probe/measure-engine.ts'
import { readKernels } from '../src/main/training/network-engine.ts'
import { engineNames } from '../src/shared/engine.ts'
import { type BenchRow, processorClock } from './support/best-rate.ts'
import { stack } from './support/network-rates.ts'

const rows = 2048
const milliseconds = 4000

const wallClock = { now: () => performance.now() }

/** Rows of whole updates a second on every engine that loads here; one after another in this process. */
export async function run(): Promise<BenchRow[]> {
  const found: BenchRow[] = []
  for (const name of engineNames)
    try {
      const { engine, device, detail } = await openEngine(name, readKernels)
      for (const activation of ['relu', 'tanh'] as const) {
        const clock = device === 'processor' ? processorClock : wallClock
        // The size that others are measured on.
        const spec = stack(64, [128, 128], 17, activation)
        const value = await measureEngine(engine, [{ spec, rows }], clock, milliseconds)
        found.push({ name: `engine-${name}-train-rows-${activation}`, value, unit: 'rows/s', note: detail })
      }
      engine.dispose()
    } catch (error) {
      process.stderr.write(`${name} is left out: ${error instanceof Error ? error.message : error}\n`)
    }
  return found
}
