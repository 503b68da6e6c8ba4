import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, cpus, platform, release } from 'node:os'

const optionalPackages = ['@tensorflow/tfjs-node-gpu', 'webgpu']

/** Changes with whatever engines depend on: the processor, the system, drivers, Node, Fairward, and which optional packages are there. */
export function engineFingerprint(version: string): string {
  const processors = cpus()
  const parts = [
    version,
    process.version,
    platform(),
    arch(),
    release(),
    processors[0]?.model,
    processors.length,
    readOr('', '/proc/driver/nvidia/version'),
    ...optionalPackages.map(packageVersion),
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function packageVersion(name: string): string {
  try {
    const path = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return String(JSON.parse(readFileSync(path, 'utf8')).version)
  } catch {
    return 'absent'
  }
}

function readOr(otherwise: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}
