import { readFileSync } from 'node:fs'

/**
 * What tells a process from a later one that got the same number: this boot of the machine and when the process began. Null where the
 * system does not say (it is read from /proc), or there is no such process.
 */
export function processIdentity(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything, spaces too; the start time is the 20th field after it.
    const startTicks = status.slice(status.lastIndexOf(')') + 2).split(' ')[19]
    return startTicks === undefined ? null : `${boot} ${startTicks}`
  } catch {
    return null
  }
}
