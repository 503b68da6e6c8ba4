import { afterAll, describe, expect, it } from 'vitest'
import { createAppProtocol } from '../../src/main/desktop/app-protocol.ts'
import { createPages } from '../serve/support/fake-studio.ts'

const pages = createPages()
afterAll(() => pages.remove())
const answer = (address: string, method = 'GET') => createAppProtocol(pages.root)({ url: address, method } as Request)

describe('the own scheme', () => {
  it('gives the page under a strict policy with a nonce of its own', async () => {
    const [first, second] = [await answer('app://fairward/'), await answer('app://fairward/')]
    const text = await first.text()
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1]
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
    expect(first.headers.get('content-security-policy')).toContain("connect-src 'self';")
    expect(first.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await second.text()).not.toBe(text)
  })

  it.each(['app://fairward/..%2fsecret.txt', 'app://fairward/%2e%2e%2fsecret.txt', 'app://other/', 'file:///etc/passwd'])(
    'gives nothing for %s',
    async (address) => {
      expect((await answer(address)).status).toBe(404)
    },
  )

  it('is only read', async () => {
    expect((await answer('app://fairward/', 'POST')).status).toBe(404)
  })
})
