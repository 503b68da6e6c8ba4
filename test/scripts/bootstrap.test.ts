import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startNode } from '../cli/support/built-program.ts'

const scripts = resolve(import.meta.dirname, '../../scripts')
let project: string

/** A project of its own with the real scripts and one package, which lies beside it: no network is needed. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'fairward-bootstrap-'))
  cpSync(scripts, join(project, 'scripts'), { recursive: true })
  writePackage('1.0.0')
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

function writePackage(version: string): void {
  mkdirSync(join(project, 'tool'), { recursive: true })
  const write = (name: string, value: object) => writeFileSync(join(project, name), JSON.stringify(value))
  const dependencies = { tool: 'file:tool' }
  write('tool/package.json', { name: 'tool', version })
  write('package.json', { name: 'small', version: '1.0.0', type: 'module', dependencies })
  write('package-lock.json', {
    name: 'small',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'small', version: '1.0.0', dependencies },
      'node_modules/tool': { resolved: 'tool', link: true },
      tool: { version },
    },
  })
}

const program =
  "const { bootstrap } = await import('./scripts/bootstrap.mjs'); await bootstrap({ say: console.log, build: false })"
async function bootstrap(): Promise<string> {
  // As if typed in a shell, not below the npm that runs these tests.
  const env = { npm_execpath: undefined, npm_config_cache: join(project, '.cache', 'npm') }
  const { code, stdout, stderr } = await startNode(['--input-type=module', '-e', program], { cwd: project, env }).ended
  expect(code, stderr).toBe(0)
  return stdout
}

describe('setting up', { timeout: 90_000 }, () => {
  it('installs what is missing, says so, and is silent when nothing is to do', async () => {
    expect(await bootstrap()).toMatch(/^Installing .*\nInstalled in \d+ s\.\n$/)
    expect(existsSync(join(project, 'node_modules', 'tool', 'package.json'))).toBe(true)
    expect(await bootstrap()).toBe('')
  })

  it('installs again when the lock file has changed or the modules are gone', async () => {
    await bootstrap()
    writePackage('1.1.0')
    expect(await bootstrap()).toContain('Installing')
    rmSync(join(project, 'node_modules'), { recursive: true })
    expect(await bootstrap()).toContain('Installing')
  })

  it('is done once by two commands that start together', async () => {
    const said = await Promise.all([bootstrap(), bootstrap()])
    expect(said.filter((words) => words.includes('Installed in'))).toHaveLength(1)
  })

  it('goes on where a setting up was killed', async () => {
    mkdirSync(join(project, '.cache', 'bootstrap-turn'), { recursive: true })
    writeFileSync(join(project, '.cache', 'bootstrap-turn', 'pid'), '999999999')
    expect(await bootstrap()).toContain('Installed in')
  })
})
