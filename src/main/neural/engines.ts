import type { NeuralEngine } from './engine.ts'

export interface EngineStatus {
  readonly name: string
  readonly available: boolean
  /** A sentence: what it is, or why it is missing. */
  readonly detail: string
}

/** Engines on this machine. */
export async function listEngines(): Promise<EngineStatus[]> {
  return []
}

/** The engine training and acting use. */
export function createEngine(): NeuralEngine {
  throw new Error('not built yet')
}
