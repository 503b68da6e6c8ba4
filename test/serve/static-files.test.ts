import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readStaticFile } from '../../src/main/serve/static-files.ts'
import { createPages } from './support/fake-studio.ts'

const pages = createPages()
afterAll(() => pages.remove())

describe('static files', () => {
  it('fill the nonce of the page into its head and its policy', async () => {
    const page = await readStaticFile(pages.root, '/', 'abc', ['ws://127.0.0.1:1'])
    expect(page?.body.toString()).toContain('nonce="abc"')
    expect(page?.headers['content-security-policy']).toContain("style-src 'self' 'nonce-abc'")
    expect(page?.headers['content-security-policy']).toContain("connect-src 'self' ws://127.0.0.1:1;")
    expect(page?.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page?.headers['content-security-policy']).not.toContain('unsafe')
    expect(page?.headers['cache-control']).toBe('no-store')
  })

  it('are served with their type, and kept by browsers where their name holds a hash', async () => {
    const script = await readStaticFile(pages.root, '/assets/app-1234.js', 'abc')
    expect(script?.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script?.headers['cache-control']).toContain('immutable')
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..\\secret.txt',
    '/..%5csecret.txt',
    '/../renderer-old/secret.txt',
    '//etc/passwd',
    '/%00index.html',
    '/%zz',
    'index.html',
    '',
    '/assets',
    '/assets/',
    '/missing.js',
    '/notes',
  ])('give nothing for %j', async (path) => {
    expect(await readStaticFile(pages.root, path, 'abc')).toBeNull()
  })

  it('do not follow a link out of the folder', async () => {
    symlinkSync(join(pages.folder, 'secret.txt'), join(pages.root, 'link.txt'))
    expect(await readStaticFile(pages.root, '/link.txt', 'abc')).toBeNull()
  })
})
