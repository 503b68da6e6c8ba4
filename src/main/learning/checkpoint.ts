import type { PpoOptions } from './ppo-options.ts'

/** What a checkpoint says about itself; reading it checks the whole file. Throws an Error with a sentence. */
export interface CheckpointHeader {
  readonly scenario: string
  readonly layout: string
  readonly engine: string
  readonly iteration: number
  readonly decisions: number
  readonly options: PpoOptions
}

export function readCheckpointHeader(bytes: Uint8Array): CheckpointHeader {
  throw new Error(`not built yet: ${bytes.length}`)
}
