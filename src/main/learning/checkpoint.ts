import { z } from 'zod'
import type { Network } from '../neural/engine.ts'
import { decodeSections, encodeSections, type Section } from './checkpoint-file.ts'
import { ppoOptionsSchema } from './ppo-options.ts'

const count = z.int().min(0)

const headerSchema = z.strictObject({
  /** What the agent was trained on, as a word for people; may be empty. */
  scenario: z.string(),
  /** The environment's layout fingerprint: the agent fits only where it is equal. */
  layout: z.string(),
  /** How much the environment shows and asks. */
  sizes: z.strictObject({
    actions: count,
    actionFeatures: count,
    contextFeatures: count,
    criticFeatures: count,
    channels: count,
  }),
  engine: z.string(),
  iteration: count,
  decisions: count,
  options: ppoOptionsSchema,
  policySteps: count,
  criticSteps: count,
})
export type CheckpointHeader = z.infer<typeof headerSchema>

/** All of a training run at the end of an iteration; nothing in it depends on the clock. */
export interface Checkpoint {
  readonly header: CheckpointHeader
  readonly sections: ReadonlyMap<string, Section>
}

export const encodeCheckpoint = (header: CheckpointHeader, sections: Record<string, Section>): Uint8Array =>
  encodeSections(header, sections)

/** Reads and checks a checkpoint. Throws an Error with a sentence where it is foreign, cut short or damaged. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { contents, sections } = decodeSections(bytes)
  const header = headerSchema.safeParse(contents)
  if (!header.success)
    throw new Error(
      `This checkpoint does not fit this version of Fairward (${header.error.issues[0]?.path.join('.')}: ${header.error.issues[0]?.message}). Train again.`,
    )
  return { header: header.data, sections }
}

/** What a checkpoint says about itself; checks the whole file like `decodeCheckpoint`. */
export const readCheckpointHeader = (bytes: Uint8Array): CheckpointHeader => decodeCheckpoint(bytes).header

/** One section, which must be there and hold this kind of numbers. */
export function sectionOf<T extends Section>(checkpoint: Checkpoint, name: string, kind: new () => T): T {
  const section = checkpoint.sections.get(name)
  if (!(section instanceof kind)) throw new Error(`This checkpoint has no ${name}. Train again.`)
  return section
}

/** One network: the sections with its parameters and Adam's moments, and the steps that Adam has taken. */
export async function networkSections(
  name: string,
  network: Network,
): Promise<{ sections: Record<string, Section>; steps: number }> {
  const { step, firstMoment, secondMoment } = await network.readOptimiser()
  const parameters = await network.readParameters()
  return {
    sections: {
      [`${name}.parameters`]: parameters,
      [`${name}.firstMoment`]: firstMoment,
      [`${name}.secondMoment`]: secondMoment,
    },
    steps: step,
  }
}

export async function restoreNetwork(network: Network, name: string, steps: number, checkpoint: Checkpoint): Promise<void> {
  await network.writeParameters(sectionOf(checkpoint, `${name}.parameters`, Float32Array))
  await network.writeOptimiser({
    step: steps,
    firstMoment: sectionOf(checkpoint, `${name}.firstMoment`, Float32Array),
    secondMoment: sectionOf(checkpoint, `${name}.secondMoment`, Float32Array),
  })
}
