import { newSecret } from '../serve/access.ts'
import { commonHeaders } from '../serve/page-security.ts'
import { readStaticFile } from '../serve/static-files.ts'
import { pathUnderApp } from './security.ts'

/** Answers requests under the app's own scheme with the built pages, each under a strict policy with a nonce of its own. */
export function createAppProtocol(rendererDirectory: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = request.method === 'GET' ? pathUnderApp(request.url) : null
    const file = path === null ? null : await readStaticFile(rendererDirectory, path, newSecret())
    if (file === null) return new Response('There is nothing here.', { status: 404, headers: commonHeaders })
    return new Response(new Uint8Array(file.body), { headers: { ...commonHeaders, ...file.headers } })
  }
}
