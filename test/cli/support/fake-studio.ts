import { createRouterClient, implement } from '@orpc/server'
import { runCommandLine } from '../../../src/main/cli/program.ts'
import type { OpenStudio } from '../../../src/main/serve/open-host.ts'
import type { StudioClient } from '../../../src/main/serve/studio-client.ts'
import { contract, type ScenarioEntry } from '../../../src/shared/contract.ts'
import type { Run } from '../../../src/shared/run.ts'
import { preset, presetText } from '../../presets.ts'
import { check, emptyModelResult, emptyValidation, failedCheck } from '../../studio/fixtures/model-results.ts'

export const urbanText = presetText('urban')

function urbanEntry(): ScenarioEntry {
  const scenario = preset('urban')
  const { name, title } = scenario
  const at = '2026-01-02T03:04:05.000Z'
  return { id: 'scenario-1', name, title, preset: true, version: 1, createdAt: at, updatedAt: at, scenario }
}

const firstRun: Run = {
  id: 'run-1',
  scenarioId: 'scenario-1',
  scenarioVersion: 1,
  scenario: 'urban',
  scenarioTitle: 'City hospital',
  seed: 7,
  groupBlind: false,
  fairnessWeight: 0.25,
  status: 'queued',
  decisions: 0,
  decisionsPlanned: 2000,
  iteration: 0,
  engine: 'reference',
  attempt: 1,
  error: null,
  stepsPerSecond: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  startedAt: null,
  finishedAt: null,
  checkpoint: null,
}

/**
 * A studio that remembers what it was asked and trains by counting: enough to see what the commands say and do. `training` decides how
 * its one run goes on after the first step, `host` who it says it is, `modelResult` what simulating a model gives.
 */
export function createFakeStudio(
  training: 'finishes' | 'fails' | 'hangs' = 'finishes',
  host: 'serve' | 'command' = 'serve',
  modelResult = emptyModelResult,
) {
  const api = implement(contract)
  const asked: { call: string; input: unknown }[] = []
  let run = firstRun
  const note = (call: string, input: unknown) => asked.push({ call, input })
  const router = {
    system: {
      info: api.system.info.handler(() => ({
        version: '1.2.3',
        dataDirectory: '/data',
        host,
        pid: 1,
        cores: 2,
        store: {
          state: 'read-only' as const,
          message: 'The folder /data cannot be written. Choose another one with --data-dir.',
        },
      })),
    },
    scenarios: {
      list: api.scenarios.list.handler(() => [urbanEntry()]),
      get: api.scenarios.get.handler(({ input, errors }) => {
        if (input.id !== 'urban') throw errors.NOT_FOUND({ message: `There is no scenario ${input.id}.` })
        return urbanEntry()
      }),
      export: api.scenarios.export.handler(() => ({ fileName: 'urban.json', text: urbanText })),
      import: api.scenarios.import.handler(({ input }) => {
        note('import', input.text.length)
        return urbanEntry()
      }),
    },
    models: {
      simulate: api.models.simulate.handler(async function* ({ input }) {
        note('simulate', input)
        yield { kind: 'progress' as const, fraction: 0.5, detail: 'half way' }
        yield { kind: 'log' as const, text: 'patient\n1\n' }
        if (training === 'hangs') await new Promise(() => {})
        if (training === 'fails') throw new Error('The computer is on fire.')
        yield { kind: 'log' as const, text: '2\n' }
        yield { kind: 'result' as const, result: modelResult }
      }),
    },
    validation: {
      run: api.validation.run.handler(async function* ({ input }) {
        note('validate', input)
        const checks = training === 'fails' ? [failedCheck, check] : [check]
        for (const one of checks) yield { kind: 'check' as const, check: one }
        const failed = checks.length - 1
        const suites = [{ suite: 'laws' as const, title: 'Laws', passed: 1, failed, largestDeviation: null }]
        yield { kind: 'result' as const, result: { ...emptyValidation, passed: 1, failed, checks, suites } }
      }),
    },
    calibration: {
      fit: api.calibration.fit.handler(async ({ input, errors }) => {
        note('fit', { ...input, text: input.text.length })
        const problems = [{ path: 'row 2, column 1', message: 'is no time' }]
        throw errors.BAD_INPUT({ message: 'row 2, column 1 is no time', data: { problems } })
      }),
    },
    visits: {
      synthesise: api.visits.synthesise.handler(async function* ({ input }) {
        note('synthesise', input)
        yield { kind: 'text' as const, text: 'arrival,triage\n2026-01-05T00:08:53,2\n' }
        if (training === 'hangs') await new Promise(() => {})
        yield { kind: 'text' as const, text: '2026-01-05T00:09:53,3\n' }
      }),
    },
    runs: {
      list: api.runs.list.handler(() => [run]),
      get: api.runs.get.handler(() => run),
      start: api.runs.start.handler(({ input }) => {
        note('start', input)
        run = { ...firstRun, seed: input.options.seed, fairnessWeight: input.options.fairnessWeight }
        return [run]
      }),
      pause: api.runs.pause.handler(({ input }) => {
        note('pause', input)
        run = { ...run, status: 'paused' }
        return run
      }),
      watch: api.runs.watch.handler(async function* () {
        run = { ...run, status: 'running', decisions: 500 }
        yield { run, latest: null }
        if (training === 'hangs') await new Promise(() => {})
        run =
          training === 'finishes'
            ? { ...run, status: 'finished', decisions: 2000 }
            : { ...run, status: 'failed', error: 'The loss was not a number at iteration 3.' }
        yield { run, latest: null }
      }),
      delete: api.runs.delete.handler(({ input }) => input),
    },
  }
  const client = createRouterClient(router) as unknown as StudioClient
  return { client, asked, currentRun: () => run }
}

export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** Runs a command line against a studio and keeps what it says. */
export async function runCommand(
  parameters: string[],
  studio: Pick<ReturnType<typeof createFakeStudio>, 'client'> = createFakeStudio(),
  options: {
    terminal?: boolean
    interruption?: AbortSignal
    kind?: 'owner' | 'guest' | (() => 'owner' | 'guest')
    environment?: Record<string, string>
  } = {},
): Promise<Outcome & { opened: string[]; browsers: string[]; closed: number }> {
  let [stdout, stderr, closed] = ['', '', 0]
  const opened: string[] = []
  const browsers: string[] = []
  const place = { address: 'http://127.0.0.1:4747', token: 'secret', pid: 42 }
  const code = await runCommandLine({
    parameters,
    version: '1.2.3',
    installation: '/nowhere',
    standardOutput: {
      write: (text) => {
        stdout += text
      },
    },
    standardError: {
      write: (text) => {
        stderr += text
      },
      isTTY: options.terminal,
      columns: 100,
    },
    environment: options.environment ?? {},
    interruption: options.interruption ?? new AbortController().signal,
    chooseDataDirectory: (named) => named ?? '/default',
    openStudio: async (dataDirectory) => {
      opened.push(dataDirectory)
      const close = async () => {
        closed += 1
      }
      const kind = typeof options.kind === 'function' ? options.kind() : (options.kind ?? 'owner')
      const server = { ...place, untilUnused: async () => {} }
      return { kind, client: studio.client, close, server, owner: place, isLost: () => false } as unknown as OpenStudio
    },
    openBrowser: async (address) => {
      browsers.push(address)
    },
  })
  return { code, stdout, stderr, opened, browsers, closed }
}
