import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRunning, startNode } from '../cli/support/built-program.ts'

const script = (name: string) => resolve(import.meta.dirname, '../../scripts', `${name}.mjs`)
const patience = { timeout: 40_000, interval: 100 }
const address = /^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+$/m
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairward-launch-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The process that has the data folder, as its address answers to `doctor`. */
async function hostOf(dataDirectory: string): Promise<number> {
  const { stdout } = await startNode([script('fairward'), 'doctor', '--quick', '--json', '--data-dir', dataDirectory]).ended
  const { doctor } = JSON.parse(stdout) as { doctor: { checks: { name: string; detail: string }[] } }
  return Number(/process (\d+)/.exec(doctor.checks.find(({ name }) => name === 'host')?.detail ?? '')?.[1] ?? 0)
}

describe('the command launcher', { timeout: 90_000 }, () => {
  it('leaves standard output to the command and passes its exit code on', async () => {
    const listed = await startNode([script('fairward'), 'runs', 'list', '--json', '--data-dir', folder]).ended
    expect([listed.code, listed.stdout], listed.stderr).toEqual([0, '{"runs":[]}\n'])
    const missing = await startNode([script('fairward'), 'runs', 'show', 'nothing', '--data-dir', folder]).ended
    expect([missing.code, missing.stdout]).toEqual([1, ''])
    expect((await startNode([script('fairward'), 'nonsense']).ended).code).toBe(2)
  })
})

describe('the start launcher', { timeout: 90_000 }, () => {
  const parameters = () => [script('start'), '--no-open', '--port', '0', '--data-dir', folder]

  it('serves, prints the address on a line of its own, and takes its server with it', async () => {
    const launcher = startNode(parameters())
    await expect.poll(launcher.stdout, patience).toMatch(address)
    const host = await hostOf(folder)
    expect(isRunning(host)).toBe(true)
    launcher.child.kill('SIGTERM')
    await launcher.ended
    expect(isRunning(host)).toBe(false)
  })

  it.skipIf(process.platform === 'win32')('ends its server when its own parent is killed', async () => {
    const shell = spawn('sh', ['-c', `"$0" "$@" & wait`, process.execPath, ...parameters()], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, CI: '1' },
    })
    let output = ''
    shell.stdout.on('data', (data) => {
      output += data
    })
    await expect.poll(() => output, patience).toMatch(address)
    const host = await hostOf(folder)
    shell.kill('SIGKILL')
    await once(shell, 'exit')
    await expect.poll(() => isRunning(host), patience).toBe(false)
  })

  it('explains itself', async () => {
    const help = await startNode([script('start'), '--help']).ended
    expect(help.stdout).toContain('--no-open')
    const wrong = await startNode([script('start'), '--nonsense']).ended
    expect([wrong.code, wrong.stdout]).toEqual([2, ''])
    expect(wrong.stderr).toContain('--no-open')
  })
})

describe('the benchmark launcher', () => {
  it('lists what there is, and does not know what there is not', async () => {
    const listed = await startNode([script('bench')]).ended
    expect(listed.stdout).toContain('Benchmarks:')
    const unknown = await startNode([script('bench'), 'nonsense']).ended
    expect(unknown.code).toBe(2)
  })
})
