import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CalibrationResult, VisitField, VisitMapping, VisitsInspection } from '../../../shared/calibration.ts'
import type { ScenarioEntry } from '../../../shared/contract.ts'
import type { Problem } from '../../../shared/problem.ts'
import { client } from '../../connection/client.ts'
import { errorSentence, problemsOfError } from '../../connection/errors.ts'
import { visitsText } from '../../text/visits.ts'
import { followWork, noProgress, type WorkProgress } from '../../work.ts'
import { readVisitsFile } from './read-visits-file.ts'
import { columnsOfFields } from './visits-view.ts'

interface VisitsFile {
  name: string
  /** Only ever in this window's memory; empty where the file names people, for then it cannot be fitted. */
  text: string
  isWestern: boolean
  inspection: VisitsInspection
}

interface Refusal {
  fileName: string
  problems: Problem[]
}

/** From a chosen file to a fitted hospital; stays while one moves between pages, until the window closes or the file is forgotten. */
interface VisitsSession {
  step: 'idle' | 'reading' | 'making-up' | 'fitting'
  progress: WorkProgress
  file: VisitsFile | null
  refusal: Refusal | null
  /** By hand; what is not named was guessed. */
  mapping: VisitMapping
  /** Id of a scenario; null: the first. */
  base: string | null
  /** Empty: derived from the base. */
  title: string
  timeZone: string | null
  result: CalibrationResult | null
  /** The result is in sight rather than the choices that led to it. */
  showsResult: boolean
}

const nothing: VisitsSession = {
  step: 'idle',
  progress: noProgress,
  file: null,
  refusal: null,
  mapping: {},
  base: null,
  title: '',
  timeZone: null,
  result: null,
  showsResult: false,
}

const store = createStore<VisitsSession>(() => nothing)
let abort = new AbortController()

export const useVisits = (): VisitsSession => useStore(store)

const update = (change: Partial<VisitsSession>) => store.setState(change)

export const changeVisits = (change: Partial<Pick<VisitsSession, 'base' | 'title' | 'timeZone' | 'showsResult'>>) =>
  update(change)

/** One column has one meaning: a field that had the column before is without one. */
export function mapField(field: VisitField, column: string | null): void {
  const { arrival, ...others } = store.getState().mapping
  const mapping: VisitMapping = Object.fromEntries(
    Object.entries(others).map(([other, name]) => [other, name === column ? null : name]),
  )
  if (arrival !== undefined && arrival !== column) mapping.arrival = arrival
  if (field !== 'arrival') mapping[field] = column
  else if (column !== null) mapping.arrival = column
  update({ mapping })
}

/** What is being done is stopped; the choices stay. */
export function cancelWork(): void {
  abort.abort()
  update({ step: 'idle' })
}

/** Everything that came from the file is dropped. */
export function forgetVisits(): void {
  abort.abort()
  const { base } = store.getState()
  store.setState({ ...nothing, base })
}

function begin(step: VisitsSession['step']): AbortSignal {
  abort.abort()
  abort = new AbortController()
  update({ step, progress: noProgress, refusal: null })
  return abort.signal
}

function refuse(signal: AbortSignal, fileName: string, error: unknown): void {
  if (signal.aborted) return
  const problems = problemsOfError(error)
  update({
    step: 'idle',
    refusal: { fileName, problems: problems.length > 0 ? problems : [{ path: '', message: errorSentence(error) }] },
  })
}

export async function openFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<void> {
  const signal = begin('reading')
  update({ file: null, result: null, mapping: {}, showsResult: false })
  const read = await readVisitsFile(file)
  if (signal.aborted) return
  if (!read.ok) return update({ step: 'idle', refusal: { fileName: file.name, problems: [{ path: '', message: read.message }] } })
  await inspect(signal, file.name, read.text, read.encoding === 'windows-1252')
}

async function inspect(signal: AbortSignal, name: string, text: string, isWestern: boolean): Promise<void> {
  try {
    const inspection = await client.calibration.inspect({ text }, { signal })
    if (signal.aborted) return
    // A file in which no columns were found is no file of visits; there is nothing to choose.
    if (inspection.columns.length === 0) update({ step: 'idle', refusal: { fileName: name, problems: inspection.problems } })
    else {
      const isRefused = inspection.columns.some(({ identifies }) => identifies !== null)
      update({ step: 'idle', file: { name, text: isRefused ? '' : text, isWestern, inspection } })
    }
  } catch (error) {
    refuse(signal, name, error)
  }
}

/** 90 days out of the simulator, in the form of a file. */
export async function makeUpVisits({ id, title }: ScenarioEntry): Promise<void> {
  const signal = begin('making-up')
  const name = visitsText.madeUpName(title)
  update({ file: null, result: null, mapping: {}, showsResult: false })
  try {
    let text = ''
    await followWork((opening) => client.visits.synthesise({ scenario: id, options: {} }, { signal: opening }), signal, {
      onProgress: (progress) => update({ progress }),
      onEvent: (event) => {
        text += event.text
      },
    })
    if (!signal.aborted) await inspect(signal, name, text, false)
  } catch (error) {
    refuse(signal, name, error)
  }
}

export async function fitVisits(base: ScenarioEntry): Promise<void> {
  const { file, mapping, title, timeZone } = store.getState()
  if (file === null) return
  const { arrival, ...others } = columnsOfFields(file.inspection, mapping)
  if (arrival === null) return
  const signal = begin('fitting')
  const options = { mapping: { arrival, ...others }, timeZone, ...(title.trim() === '' ? {} : { title: title.trim() }) }
  try {
    await followWork(
      (opening) => client.calibration.fit({ text: file.text, base: base.id, options }, { signal: opening }),
      signal,
      {
        onProgress: (progress) => update({ progress }),
        onEvent: ({ result }) => update({ step: 'idle', result, showsResult: true }),
      },
    )
  } catch (error) {
    refuse(signal, file.name, error)
  }
}
