import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type ValidationCheck, type ValidationSuiteName, validationSuites } from '../../../shared/validation.ts'
import { client } from '../../connection/client.ts'
import { errorSentence } from '../../connection/errors.ts'
import { followWork, noProgress, type WorkProgress } from '../../work.ts'

export interface ValidationRun {
  state: 'none' | 'running' | 'finished' | 'stopped' | 'failed'
  quick: boolean
  /** What was asked for. */
  suites: readonly ValidationSuiteName[]
  /** In the order in which they were made. */
  checks: readonly ValidationCheck[]
  progress: WorkProgress
  /** Known once it has ended. */
  seed: number | null
  /** Why it failed, as a sentence. */
  error: string | null
}

interface Choice {
  quick: boolean
  suites: ReadonlySet<ValidationSuiteName>
}

/** The latest run and what is chosen for the next; both stay while one moves between pages. */
interface ValidationState {
  run: ValidationRun
  choice: Choice
}

const store = createStore<ValidationState>(() => ({
  run: { state: 'none', quick: true, suites: [], checks: [], progress: noProgress, seed: null, error: null },
  choice: { quick: true, suites: new Set(validationSuites.map(({ name }) => name)) },
}))
let abort = new AbortController()

export const useValidation = (): ValidationState => useStore(store)

export function chooseValidation(change: Partial<Choice>): void {
  store.setState(({ choice }) => ({ choice: { ...choice, ...change } }))
}

const update = (change: Partial<ValidationRun>) => store.setState(({ run }) => ({ run: { ...run, ...change } }))

/** Runs what is chosen; the checks of the run before are forgotten. */
export async function startValidation(): Promise<void> {
  abort.abort()
  abort = new AbortController()
  const { signal } = abort
  const { quick, suites } = store.getState().choice
  const asked = validationSuites.map(({ name }) => name).filter((name) => suites.has(name))
  update({ state: 'running', quick, suites: asked, checks: [], progress: noProgress, seed: null, error: null })
  try {
    await followWork((opening) => client.validation.run({ suites: asked, quick }, { signal: opening }), signal, {
      onProgress: (progress) => update({ progress }),
      onEvent: (event) => {
        if (event.kind === 'check') update({ checks: [...store.getState().run.checks, event.check] })
        else update({ state: 'finished', checks: event.result.checks, seed: event.result.seed })
      },
    })
  } catch (error) {
    if (!signal.aborted) update({ state: 'failed', error: errorSentence(error) })
  }
}

export function stopValidation(): void {
  abort.abort()
  update({ state: 'stopped' })
}
