import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/main/storage/files.ts'
import { temporaryDirectory } from './fixtures/helpers.ts'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

describe('files in the data folder', () => {
  it('are replaced whole, and leave nothing else behind', () => {
    const directory = temporaryDirectory()
    const path = join(directory, 'a')
    nodeFiles.write(path, text('first'))
    nodeFiles.write(path, text('second'))
    expect(readFileSync(path, 'utf8')).toBe('second')
    expect(readdirSync(directory)).toEqual(['a'])
  })

  it('leave nothing behind when they cannot take their place', () => {
    const directory = temporaryDirectory()
    nodeFiles.makeDirectory(join(directory, 'a', 'b'))
    expect(() => nodeFiles.write(join(directory, 'a'), text('x'))).toThrow()
    expect(readdirSync(directory)).toEqual(['a'])
  })

  it('stand in folders that are made as needed', () => {
    const folder = join(temporaryDirectory(), 'a', 'b', 'c')
    nodeFiles.makeDirectory(folder)
    nodeFiles.makeDirectory(folder)
    nodeFiles.write(join(folder, 'd'), text('e'))
    expect(() => nodeFiles.makeDirectory(join(folder, 'd', 'f'))).toThrow()
  })

  it.runIf(process.platform === 'linux')('fail at once in a folder that the system keeps to itself', () => {
    expect(() => nodeFiles.makeDirectory('/proc/fairward/data')).toThrow(/ENOENT/)
  })

  it('are created only where there is none', () => {
    const path = join(temporaryDirectory(), 'a')
    writeFileSync(path, 'mine')
    expect(() => nodeFiles.create(path, text('yours'))).toThrow(/EEXIST/)
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  it('that are absent are no trouble to remove', () => {
    const path = join(temporaryDirectory(), 'absent')
    expect(() => nodeFiles.remove(path)).not.toThrow()
  })
})
