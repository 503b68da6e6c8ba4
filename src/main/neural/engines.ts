import type { CpuEngine } from './engine.ts'
import { ReferenceEngine } from './reference/reference-engine.ts'
import { probeTensorflow } from './tensorflow-probe.ts'

export interface EngineStatus {
  readonly name: string
  readonly available: boolean
  /** A sentence: what it is, or why it is missing. */
  readonly detail: string
}

/** What computes networks on this machine. Never throws: an engine that is missing says why. */
export async function listEngines(): Promise<EngineStatus[]> {
  return [
    {
      name: 'reference',
      available: true,
      detail: 'Plain JavaScript on one core of the processor; trains and runs every agent in this version.',
    },
    { name: 'tensorflow', ...(await probeTensorflow()) },
  ]
}

/** The engine that trains and runs agents. */
export function createEngine(): CpuEngine {
  return new ReferenceEngine()
}
