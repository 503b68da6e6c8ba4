import type { EvaluationResult, Study } from '../../shared/evaluation.ts'
import type { StudioClient } from '../serve/studio-client.ts'
import type { CommandContext } from './context.ts'
import { CommandFailure, Interrupted } from './failure.ts'
import { followStudy } from './follow.ts'

type StudyInput = Parameters<StudioClient['studies']['start']>[0]
type Report = (fraction: number, detail: string) => void

/** Starts a study and follows it to its end. Ctrl+C stops it. */
export async function runStudy(
  context: CommandContext,
  client: StudioClient,
  input: StudyInput,
  report?: Report,
): Promise<Study> {
  const show = report ?? ((fraction, detail) => context.output.progress(fraction, detail))
  const started = await client.studies.start(input)
  try {
    return await followStudy(client, started.id, show, context.interruption)
  } catch (error) {
    if (error instanceof Interrupted) await client.studies.stop({ id: started.id }).catch(() => undefined)
    throw error
  }
}

/** Follows a study that trains its agents to its end. Ctrl+C pauses it, so that what they have learned is kept. */
export async function followSeedStudy(context: CommandContext, client: StudioClient, { id }: Study): Promise<Study> {
  try {
    const show: Report = (fraction, detail) => context.output.progress(fraction, detail)
    return await followStudy(client, id, show, context.interruption)
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    context.output.say('Pausing: what has been learned is being saved.')
    await client.studies.stop({ id })
    throw new Interrupted(`Paused. To go on:\nfairward studies resume ${id}`)
  }
}

/** The results of a study; throws the sentence of the first evaluation without one. */
export function requireResults(study: Study): EvaluationResult[] {
  return study.evaluations.map(({ status, error, result }) => {
    if (result === null)
      throw new CommandFailure(`An evaluation of study ${study.id} is ${status}${error === null ? '.' : `: ${error}`}`)
    return result
  })
}
