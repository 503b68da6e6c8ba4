import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

/** Before any test: the networks' kernels, compiled where they are missing or older than their source. */
export default function compileKernels(): void {
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../scripts/kernels.mjs')], { stdio: 'inherit' })
}
