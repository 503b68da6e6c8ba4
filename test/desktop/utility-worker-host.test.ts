import { fork } from 'node:child_process'
import { type UtilityProcessLike, UtilityWorkerHost } from '../../src/main/desktop/utility-worker-host.ts'
import { describeWorkerHost } from '../training/worker-host-contract.ts'

/** Electron's way of starting a process over Node's: no pid before it runs, an exit code only, its own name for sending. */
function forkLikeElectron(
  program: string,
  parameters: string[],
  { env, execArgv, stdio }: { env: NodeJS.ProcessEnv; execArgv: string[]; stdio: ('ignore' | 'pipe')[] },
): UtilityProcessLike {
  const child = fork(program, parameters, { env, execArgv, stdio: [...stdio, 'ipc'], serialization: 'advanced' })
  let spawned = false
  child.once('spawn', () => {
    spawned = true
  })
  return {
    get pid() {
      return spawned ? child.pid : undefined
    },
    stderr: child.stderr,
    postMessage: (message) => {
      if (child.connected) child.send(message as object, () => {})
    },
    kill: () => child.kill('SIGTERM'),
    on: (event: 'message' | 'exit', listener: (value: never) => void) =>
      event === 'message'
        ? child.on('message', listener as (message: unknown) => void)
        : child.on('exit', (code, signal) => (listener as (code: number) => void)(code ?? (signal === 'SIGKILL' ? 137 : 143))),
  }
}

describeWorkerHost("Electron's utility process", (program) => new UtilityWorkerHost(program, forkLikeElectron))
