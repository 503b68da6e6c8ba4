import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program and waits for its end. Signals go on to it, and it ends when whoever started this script is gone: a shell that is
 * killed leaves its children behind otherwise. Returns its exit code.
 */
export function runToEnd(program, parameters, options = {}) {
  return new Promise((finish, fail) => {
    const child = spawn(program, parameters, { stdio: ['inherit', 'inherit', 'inherit'], ...options })
    const release = tieTo(child)
    child.once('error', (error) => {
      release()
      fail(error)
    })
    child.once('exit', (code, signal) => {
      release()
      finish(code ?? exitCodeOf(signal))
    })
  })
}

/** Shells report a death by signal as 128 + its number. */
function exitCodeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0)
}

/** Binds the life of a child to this process. Returns what undoes it. */
function tieTo(child) {
  const parent = process.ppid
  const stop = (signal) => {
    child.kill(signal)
    // Long enough to write a checkpoint, short enough that nobody wonders.
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  }
  const watch = setInterval(() => {
    if (process.ppid !== parent) stop('SIGTERM')
  }, 500)
  const onInterrupt = () => {
    // On a terminal the whole group has received Ctrl+C already.
    if (!process.stdin.isTTY) stop('SIGINT')
  }
  const onTerminate = () => stop('SIGTERM')
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  process.on('SIGHUP', onTerminate)
  return () => {
    clearInterval(watch)
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onTerminate)
    process.off('SIGHUP', onTerminate)
  }
}

/** Runs a program without showing what it says, unless asked for. Ends it after `limitMilliseconds`. Returns { code, output, timedOut }. */
export function runQuietly(program, parameters, { limitMilliseconds, ...options } = {}) {
  return new Promise((finish) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    let timedOut = false
    const limit =
      limitMilliseconds === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGKILL')
          }, limitMilliseconds)
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.once('error', (error) => {
      clearTimeout(limit)
      finish({ code: 1, output: String(error), timedOut })
    })
    child.once('close', (code) => {
      clearTimeout(limit)
      finish({ code: code ?? 1, output, timedOut })
    })
  })
}
