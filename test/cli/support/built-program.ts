import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

/** The command line as it is built; `npm test` builds before it tests. */
export const program = resolve(import.meta.dirname, '../../../out/main/fairward.js')

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Started {
  child: ChildProcess
  /** What it has written so far. */
  stdout(): string
  stderr(): string
  ended: Promise<Ended>
}

/** Starts a program with Node and keeps what it says. */
export function startNode(parameters: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv; ipc?: boolean } = {}): Started {
  const child = spawn(process.execPath, parameters, {
    cwd: options.cwd,
    env: { ...process.env, CI: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(options.ipc === true ? (['ipc'] as const) : [])],
  })
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (data) => {
    stdout += data
  })
  child.stderr?.on('data', (data) => {
    stderr += data
  })
  // Not `close`: a child whose channel was cut by us never emits it.
  const over = Promise.all([
    once(child, 'exit'),
    ...[child.stdout, child.stderr].map((stream) => stream && once(stream, 'close')),
  ])
  const ended = over.then(([[code, signal]]) => ({ code, signal, stdout, stderr }) as Ended)
  return { child, stdout: () => stdout, stderr: () => stderr, ended }
}

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
