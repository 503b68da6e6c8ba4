import type { WorkerExit } from './worker-host.ts'

/** What a process dies of by its own doing, such as a fault in a native library. */
const crashSignals = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP']

/** Why a worker process ended that should not have, as a sentence for people, with what it last said. */
export function exitReason(exit: WorkerExit): string {
  const last = exit.stderrTail.slice(-3).join(' / ')
  const said = last === '' ? '' : ` It last said: ${last}`
  if (exit.stderrTail.some((line) => line.includes('heap out of memory')))
    return 'The worker process ran out of memory. Close other programs, or choose a smaller scenario.'
  if (exit.signal !== null && crashSignals.includes(exit.signal)) return `The worker process crashed (${exit.signal}).${said}`
  if (exit.signal !== null) return `The worker process was ended from outside (${exit.signal}).${said}`
  if (exit.code === null) return last === '' ? 'The worker process could not be started.' : last
  return `The worker process ended unexpectedly (exit code ${exit.code}).${said}`
}
