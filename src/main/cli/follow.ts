import type { Activity } from '../../shared/contract.ts'
import type { Study } from '../../shared/evaluation.ts'
import { formatCount, formatNumber } from '../../shared/format.ts'
import { isActive, type Run } from '../../shared/run.ts'
import type { SeedStudy } from '../../shared/seed-study.ts'
import type { StudioClient } from '../serve/studio-client.ts'
import { Interrupted } from './failure.ts'

type Report = (fraction: number, detail: string) => void

/** Waits until a run has ended, been paused or failed; reports how far it has come. Throws Interrupted when the signal is aborted. */
export async function followRun(client: StudioClient, id: string, report: Report, signal: AbortSignal): Promise<Run> {
  for await (const { run } of streamUntil(signal, () => client.runs.watch({ id }, { signal }))) {
    report(run.decisions / run.decisionsPlanned, progressOf(run))
    if (!isActive(run.status)) return run
  }
  if (signal.aborted) throw new Interrupted()
  return client.runs.get({ id })
}

function progressOf(run: Run): string {
  if (run.status === 'queued') return `${run.scenario}: waiting for its turn`
  return `${run.scenario}: ${formatNumber(run.decisions)} of ${formatNumber(run.decisionsPlanned)} decisions`
}

/** Follows several runs at once; the progress is their mean. */
export async function followRuns(
  client: StudioClient,
  ids: readonly string[],
  report: Report,
  signal: AbortSignal,
): Promise<Run[]> {
  const fractions = ids.map(() => 0)
  return Promise.all(
    ids.map((id, index) => {
      const reportOne: Report = (fraction, detail) => {
        fractions[index] = fraction
        report(fractions.reduce((sum, value) => sum + value, 0) / ids.length, detail)
      }
      return followRun(client, id, reportOne, signal)
    }),
  )
}

/** Part of the time that trainings take where a study makes them itself. */
const trainingShare = 0.85

/** Waits until every evaluation of a study has ended. The progress between their ends comes from the activity stream. */
export async function followStudy(client: StudioClient, id: string, report: Report, signal: AbortSignal): Promise<Study> {
  const ended = new AbortController()
  let study = await client.studies.get({ id })
  const activity = followActivity(client, ended.signal, (activities) => {
    const mine = activities.filter(({ subjectId, status }) => subjectId === id && isActive(status))
    const done = study.evaluations.filter(({ status }) => !isActive(status)).length
    const underWay = mine.reduce((sum, { progress }) => sum + progress, 0)
    const compared = (done + underWay) / study.evaluations.length
    const detail = mine.find((each) => each.detail !== '')?.detail
    const { training } = study
    if (!training) report(compared, detail ?? 'comparing')
    else report(trainingShare * trainedShare(training) + (1 - trainingShare) * compared, detail ?? trainingWords(training))
  })
  try {
    for await (const next of streamUntil(signal, () => client.studies.watch({ id }, { signal }))) {
      study = next
      if (study.evaluations.every(({ status }) => !isActive(status))) return study
    }
    if (signal.aborted) throw new Interrupted()
    return await client.studies.get({ id })
  } finally {
    ended.abort()
    await activity
  }
}

const trainedShare = ({ runs, decisionsPlanned }: SeedStudy): number =>
  runs.reduce((sum, { decisions }) => sum + Math.min(1, decisions / decisionsPlanned), 0) / runs.length

function trainingWords({ runs }: SeedStudy): string {
  const finished = runs.filter(({ status }) => status === 'finished').length
  return `${finished} of ${formatCount(runs.length, 'training')} finished`
}

/** Looks at all jobs until the signal is aborted. It only shows how far they are, so its own failure changes nothing. */
export async function followActivity(
  client: StudioClient,
  signal: AbortSignal,
  look: (activities: Activity[]) => void,
): Promise<void> {
  try {
    for await (const activities of streamUntil(signal, () => client.system.activity(undefined, { signal }))) look(activities)
  } catch {
    return
  }
}

/**
 * Follows work to its end: `report` hears how far it is, `hear` everything else, in order, and is waited for. Throws Interrupted when the
 * signal is aborted; the work then stops.
 */
export async function followWork<Event extends { kind: string }>(
  open: (options: { signal: AbortSignal }) => Promise<AsyncIterable<Event>>,
  signal: AbortSignal,
  report: Report,
  hear: (event: Exclude<Event, { kind: 'progress' }>) => void | Promise<void>,
): Promise<void> {
  for await (const event of streamUntil(signal, () => open({ signal }))) {
    if (event.kind === 'progress') {
      const { fraction, detail } = event as Event & { fraction: number; detail: string }
      report(fraction, detail)
    } else await hear(event as Exclude<Event, { kind: 'progress' }>)
  }
  if (signal.aborted) throw new Interrupted()
}

/** A stream that ends at once when the signal is aborted, whatever its source is waiting for. */
async function* streamUntil<T>(signal: AbortSignal, open: () => Promise<AsyncIterable<T>>): AsyncGenerator<T, void> {
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null)
    signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  const give = <V>(pending: Promise<V>) =>
    Promise.race([pending, aborted]).catch((error: unknown) => {
      if (signal.aborted) return null
      throw error
    })
  const stream = await give(open())
  if (stream === null) return
  const iterator = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await give(iterator.next())
      if (next === null || next.done === true) return
      yield next.value
    }
  } finally {
    // Not awaited: a source that hangs must not hold the command.
    void iterator.return?.()?.catch(() => undefined)
  }
}
