import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeWindowDirectory } from '../../src/main/desktop/window-directory.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairward-window-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('lies in the data folder, which may not be there yet', () => {
  const made = makeWindowDirectory(join(folder, 'new', 'data'))
  expect(made).toBe(join(folder, 'new', 'data', 'window'))
  expect(statSync(made ?? '').isDirectory()).toBe(true)
  expect(makeWindowDirectory(join(folder, 'new', 'data'))).toBe(made)
})

it('is left to the system where the data folder is none', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(makeWindowDirectory(join(folder, 'file'))).toBeNull()
})
