import { z } from 'zod'
import type { FinishedEpisode } from '../environment.ts'

const sums = z.array(z.number()).transform((list) => Float64Array.from(list))

/** Everything a hospital environment needs to be where it was: patients are drawn again from their keys and actions are replayed. */
const savedStateSchema = z.object({
  version: z.literal(2),
  layout: z.string(),
  seed: z.int(),
  use: z.enum(['training', 'development', 'confirmation']),
  copies: z.array(z.object({ episode: z.int().min(0), return: z.number(), actions: z.array(z.int().min(0)) })),
  finished: z.array(
    z.object({
      copy: z.int().min(0),
      return: z.number(),
      length: z.int().min(0),
      outcome: z.object({ patients: sums, costSum: sums }),
    }),
  ),
})
interface SavedState extends Omit<z.infer<typeof savedStateSchema>, 'version' | 'finished'> {
  finished: FinishedEpisode[]
}

export function encodeState(state: SavedState): Uint8Array {
  const document = { version: 2, ...state }
  return new TextEncoder().encode(
    JSON.stringify(document, (_, value: unknown) => (value instanceof Float64Array ? Array.from(value) : value)),
  )
}

/** Throws a sentence where the bytes are not a saved environment. */
export function decodeState(bytes: Uint8Array): SavedState {
  let document: unknown
  try {
    document = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    document = null
  }
  const parsed = savedStateSchema.safeParse(document)
  if (!parsed.success) throw new Error('the saved environment is damaged or was written by another version of Fairward')
  return parsed.data
}
