import { resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { WorkerExit, WorkerHandle, WorkerHost } from '../../src/main/training/worker-host.ts'

const echoProgram = resolve(import.meta.dirname, 'fixtures/echo-worker.ts')

/** What every worker host keeps. `createHost` gets the path of the worker program. */
export function describeWorkerHost(name: string, createHost: (program: string) => WorkerHost): void {
  describe(`${name} as a worker host`, () => {
    let handles: WorkerHandle[] = []
    afterEach(() => {
      for (const handle of handles) handle.kill()
      handles = []
      delete process.env.NODE_OPTIONS
      delete process.env.ELECTRON_RUN_AS_NODE
    })

    function start(program = echoProgram) {
      const handle = createHost(program).start({ kind: 'training', jobId: 'run-1' })
      handles.push(handle)
      const messages: unknown[] = []
      let heard = () => {}
      handle.onMessage((message) => {
        messages.push(message)
        heard()
      })
      let exits = 0
      const exit = new Promise<WorkerExit>((resolveExit) =>
        handle.onExit((value) => {
          exits += 1
          resolveExit(value)
        }),
      )
      const message = async (): Promise<unknown> => {
        while (messages.length === 0) await new Promise<void>((resolveMessage) => (heard = resolveMessage))
        return messages.shift()
      }
      return { handle, message, exit, exits: () => exits }
    }

    it('names the job in the command line and drops variables that would change the program', async () => {
      process.env.NODE_OPTIONS = '--throw-deprecation'
      process.env.ELECTRON_RUN_AS_NODE = '1'
      const { handle, message } = start()
      handle.send({ type: 'ping' })
      const seen = (await message()) as { args: string[]; variables: string[] }
      expect(seen.args).toEqual(['fairward-worker', 'training', 'run-1'])
      expect(seen.variables).not.toContain('NODE_OPTIONS')
      expect(seen.variables).not.toContain('ELECTRON_RUN_AS_NODE')
      expect(seen.variables).toContain('PATH')
      expect(handle.pid).toBeGreaterThan(0)
    })

    it('carries messages both ways in order, sent before the worker listens or after', async () => {
      const { handle, message } = start()
      for (const minutes of [1, 2, 3]) handle.send({ type: 'command', command: { action: 'seek', minutes } })
      for (const minutes of [1, 2, 3])
        expect(await message()).toEqual({ echo: { type: 'command', command: { action: 'seek', minutes } } })
    })

    it('carries bytes as bytes', async () => {
      const { handle, message } = start()
      const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
      const agent = {
        name: 'run-0',
        label: 'Agent',
        fairnessWeight: 0,
        groupBlind: false,
        hospital: null,
        scenarioId: 'urban',
        scenarioVersion: 1,
        bestOfDecisions: null,
      }
      const policy = { kind: 'agent' as const, ...agent, checkpoint: bytes }
      const specification = { kind: 'live', id: 'live-1', attempt: 1, policy, seed: 1, scenario: {} }
      handle.send({ type: 'start', specification: specification as never })
      const { echo } = (await message()) as { echo: { specification: { policy: { checkpoint: Uint8Array } } } }
      const back = echo.specification.policy.checkpoint
      expect(back).toBeInstanceOf(Uint8Array)
      expect(Buffer.compare(back, bytes)).toBe(0)
    })

    it('tells the exit code once and keeps the last 20 lines of stderr', async () => {
      const { handle, exit, exits } = start()
      handle.send({ type: 'stop' })
      const { code, stderrTail } = await exit
      expect(code).toBe(3)
      expect(stderrTail).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 11}`))
      handle.kill()
      handle.send({ type: 'ping' })
      await new Promise((resolveLater) => setTimeout(resolveLater, 20))
      expect(exits()).toBe(1)
    })

    it('ends a worker that hangs', async () => {
      const { handle, message, exit } = start()
      handle.send({ type: 'pause' })
      expect(await message()).toBe('hanging')
      handle.kill()
      expect((await exit).code).not.toBe(0)
    })

    it('tells of a program that does not exist as an exit', async () => {
      const { exit } = start(resolve(import.meta.dirname, 'fixtures/no-such-program.ts'))
      const { code, stderrTail } = await exit
      expect(code).not.toBe(0)
      expect(stderrTail.join('\n')).toContain('no-such-program')
    })
  })
}
