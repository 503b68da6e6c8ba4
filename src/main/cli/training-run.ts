import { formatNumber } from '../../shared/format.ts'
import { isActive, type Run } from '../../shared/run.ts'
import type { StudioClient } from '../serve/studio-client.ts'
import type { CommandContext } from './context.ts'
import { CommandFailure, Interrupted } from './failure.ts'
import { followRun, followRuns } from './follow.ts'

/** Long enough for a worker to come to the end of an iteration. */
const pauseSeconds = 60

type Report = (fraction: number, detail: string) => void

/** Follows runs to their end. Ctrl+C pauses them, so that what they have learned is kept. */
export async function trainToEnd(
  context: CommandContext,
  client: StudioClient,
  ids: readonly string[],
  report?: Report,
): Promise<Run[]> {
  const show = report ?? ((fraction, detail) => context.output.progress(fraction, detail))
  try {
    return await followRuns(client, ids, show, context.interruption)
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    context.output.say('Pausing: what has been learned is being saved.')
    const runs = await Promise.all(ids.map((id) => pauseRun(client, id)))
    const paused = runs.filter((run) => run.status === 'paused')
    const how = paused.map((run) => `fairward runs resume ${run.id}`).join('\n')
    throw new Interrupted(paused.length === 0 ? 'Stopped.' : `Paused. To go on:\n${how}`)
  }
}

async function pauseRun(client: StudioClient, id: string): Promise<Run> {
  try {
    const run = await client.runs.pause({ id })
    if (!isActive(run.status)) return run
    return await followRun(client, id, () => {}, AbortSignal.timeout(pauseSeconds * 1000))
  } catch {
    // It may have ended in the meantime.
    return client.runs.get({ id })
  }
}

/** Throws what to say about a run that did not finish. */
export function requireFinished(run: Run): void {
  if (run.status === 'finished') return
  throw new CommandFailure(`The run ${run.id} is ${run.status}${run.error === null ? '.' : `: ${run.error}`}`)
}

export function describeRun(run: Run): string {
  const lines = [
    `run             ${run.id}`,
    `hospital        ${run.scenarioTitle} (${run.scenario}, version ${run.scenarioVersion})`,
    `status          ${run.status}${run.error === null ? '' : `: ${run.error}`}`,
    `learned from    ${formatNumber(run.decisions)} of ${formatNumber(run.decisionsPlanned)} decisions, ${run.iteration} iterations`,
    `fairness weight ${run.fairnessWeight}`,
    `sees groups     ${run.groupBlind ? 'no' : 'yes'}`,
    `seed            ${run.seed}`,
    `engine          ${run.engine}${run.stepsPerSecond === null ? '' : `, ${formatNumber(run.stepsPerSecond)} decisions a second`}`,
  ]
  if (run.checkpoint !== null)
    lines.push(`checkpoint      SHA-256 ${run.checkpoint.sha256}, iteration ${run.checkpoint.iteration}`)
  return lines.join('\n')
}
