import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findViolations } from './house-rules.ts'

const trees: string[] = []

/** A small house of its own: file paths and their text. */
function house(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'fairward-house-'))
  trees.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

afterEach(() => {
  for (const root of trees.splice(0)) rmSync(root, { recursive: true, force: true })
})

const simulation = { 'src/main/simulation/kernel.ts': 'export const kernel = 1\n' }
const studio = { 'src/main/studio/studio.ts': 'export const studio = 1\nexport type Studio = number\n' }
const violationsWith = (path: string, text: string) => findViolations(house({ ...simulation, ...studio, [path]: text }))

describe('the rules of the house', () => {
  it('hold in this tree', () => {
    expect(findViolations(resolve(import.meta.dirname, '../..'))).toEqual([])
  })

  it('allow imports downwards and of src/shared', () => {
    const root = house({
      ...simulation,
      'src/shared/scenario.ts': "import { z } from 'zod'\nexport const scenario = z\n",
      'src/main/studio/studio.ts': "import '../simulation/kernel.ts'\nimport '../../shared/scenario.ts'\nimport 'node:fs'\n",
      'src/main/index.ts': "import { app } from 'electron'\nimport './studio/studio.ts'\n",
    })
    expect(findViolations(root)).toEqual([])
  })

  it.each([
    ['a static import', "import { studio } from '../studio/studio.ts'"],
    ['an import of a type', "import type { Studio } from '../studio/studio.ts'"],
    ['a type in place', "export let studio: import('../studio/studio.ts').Studio"],
    ['a re-export', "export { studio } from '../studio/studio.ts'"],
    ['a re-export of all', "export * from '../studio/studio.ts'"],
    ['a bare import', "import '../studio/studio.ts'"],
    ['a dynamic import', "export const load = () => import('../studio/studio.ts')"],
    ['a dynamic import in a template', 'export const load = () => import(`../studio/studio.ts`)'],
    ['a require', "export const load = () => require('../studio/studio')"],
  ])('see %s upwards', (_how, text) => {
    expect(violationsWith('src/main/simulation/upwards.ts', text)).toEqual([
      'src/main/simulation/upwards.ts:1 imports src/main/studio/studio.ts: studio stands above simulation',
    ])
  })

  it('do not mistake words in comments and texts for imports', () => {
    const text = `// import '../studio/studio.ts'\nexport const words = "import('../studio/studio.ts')"\nexport const pattern = /require('x')/\n`
    expect(violationsWith('src/main/simulation/words.ts', text)).toEqual([])
  })

  it.each([
    ['src/main/serve/server.ts', "import { app } from 'electron'", 'may import electron'],
    ['src/renderer/app.tsx', "import { studio } from '../main/studio/studio.ts'", 'renderer imports src/shared only'],
    ['src/renderer/app.tsx', "import { readFile } from 'node:fs/promises'", 'renderer does not know Node'],
    ['src/shared/unit.ts', "import { kernel } from '../main/simulation/kernel.ts'", 'shared imports nothing of ours'],
    ['src/shared/unit.ts', "import { hash } from 'crypto'", 'shared does not know Node'],
    ['src/main/storage/store.ts', "import { kernel } from '../simulation/kernel.ts'", 'storage imports src/shared only'],
    ['src/main/statistics/file.ts', "import { readFileSync } from 'node:fs'", 'touches neither disk'],
    ['src/main/neural/chance.ts', 'export const chance = Math.random()', 'uses Math.random'],
    ['src/main/learning/now.ts', "export const now = globalThis.Date['now']()", 'uses Date.now'],
    ['src/main/fairness/today.ts', 'export const today = new Date()', 'uses new Date()'],
    ['src/main/cellar/wine.ts', 'export const wine = 1', 'a room that the house does not have'],
  ])('refuse %s with %s', (path, text, because) => {
    const violations = violationsWith(path, text)
    expect(violations).toHaveLength(1)
    expect(violations[0]).toContain(because)
  })

  it('leave dates alone that are given', () => {
    expect(violationsWith('src/main/fairness/date.ts', 'export const day = (at: number) => new Date(at)')).toEqual([])
  })

  it('see a circle, also a long one', () => {
    const root = house({
      'src/shared/a.ts': "import './b.ts'",
      'src/shared/b.ts': "import './c.ts'",
      'src/shared/c.ts': "import './a.ts'",
    })
    expect(findViolations(root)).toEqual(['circle: src/shared/a.ts -> src/shared/b.ts -> src/shared/c.ts -> src/shared/a.ts'])
  })
})
