import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type FileSystem, nodeFiles } from '../../src/main/storage/files.ts'
import { openStore, type Store, type StoreOptions } from '../../src/main/storage/store.ts'
import type { RunMetrics, TrainingOptions } from '../../src/shared/run.ts'
import { parseScenarioText, type Scenario } from '../../src/shared/scenario.ts'

/** A folder of the test's own, gone when it ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'fairward-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export function openTestStore(options: StoreOptions = {}, directory = temporaryDirectory()): Store {
  const store = openStore(directory, options)
  onTestFinished(() => store.close())
  return store
}

/** A disk on which every write fails as the system would report it. Flip `broken` to mend it. */
export function failingFiles(code: 'ENOSPC' | 'EROFS'): { files: FileSystem; disk: { broken: boolean } } {
  const disk = { broken: true }
  const guard = (action: () => void) => {
    if (!disk.broken) return action()
    const text = code === 'ENOSPC' ? 'no space left on device' : 'read-only file system'
    throw Object.assign(new Error(`${code}: ${text}, write`), { code, syscall: 'write' })
  }
  const files: FileSystem = {
    ...nodeFiles,
    write: (path, bytes) => guard(() => nodeFiles.write(path, bytes)),
    create: (path, bytes) => guard(() => nodeFiles.create(path, bytes)),
  }
  return { files, disk }
}

/** The preset, under another name where one is given. */
export function urban(name = 'urban'): Scenario {
  const parsed = parseScenarioText(readFileSync(join(import.meta.dirname, '../../resources/scenarios/urban.json'), 'utf8'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return { ...parsed.scenario, name }
}

export const trainingOptions: TrainingOptions = { seed: 7, decisions: 20_000, fairnessWeight: 0.5 }

export function metricsOf(iteration: number, changes: Partial<RunMetrics> = {}): RunMetrics {
  return {
    iteration,
    decisions: iteration * 1000,
    costPerPatient: 40 - iteration,
    referenceCostPerPatient: 41,
    waitMinutes: null,
    referenceWaitMinutes: null,
    waitMinutesByGroup: [null, 12.5],
    excessCostByGroup: [0.25, -0.25],
    groupWeights: [1.5, 0.5],
    policyLoss: -0.01,
    valueLoss: 0.5,
    entropy: 1.1,
    approxKl: 0.004,
    clipFraction: 0.1,
    explainedVariance: 0.7,
    learningRate: 3e-4,
    gradientNorm: 0.4,
    stepsPerSecond: 5000,
    elapsedSeconds: iteration * 0.2,
    ...changes,
  }
}
