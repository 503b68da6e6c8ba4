import { readFile, realpath } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { contentSecurityPolicy, noncePlaceholder } from './page-security.ts'

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

interface StaticFile {
  headers: Record<string, string>
  body: Buffer
}

/**
 * The file below `root` that a request path names, or null where it names none: also for a path that leads outside, by dots, by encoded
 * dots or by a link. `/` is index.html, whose nonce placeholder is filled with `nonce`.
 */
export async function readStaticFile(
  root: string,
  requestPath: string,
  nonce: string,
  connections: readonly string[] = [],
): Promise<StaticFile | null> {
  const path = await findInside(root, requestPath)
  const mediaType = path === null ? undefined : mediaTypes[extname(path)]
  if (path === null || mediaType === undefined) return null
  const body = await readFile(path)
  if (extname(path) !== '.html') {
    // The build puts a hash of the content into the names of everything in `assets`.
    const cache = requestPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    return { headers: { 'content-type': mediaType, 'cache-control': cache }, body }
  }
  return {
    headers: {
      'content-type': mediaType,
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(nonce, connections),
    },
    body: Buffer.from(body.toString('utf8').replaceAll(noncePlaceholder, nonce)),
  }
}

async function findInside(root: string, requestPath: string): Promise<string | null> {
  let decoded: string
  try {
    decoded = decodeURIComponent(requestPath)
  } catch {
    return null
  }
  if (!decoded.startsWith('/') || /[\0\\]/.test(decoded)) return null
  const path = resolve(root, `.${decoded === '/' ? '/index.html' : decoded}`)
  if (!path.startsWith(root + sep)) return null
  try {
    const [actual, actualRoot] = await Promise.all([realpath(path), realpath(root)])
    return actual.startsWith(actualRoot + sep) ? actual : null
  } catch {
    return null
  }
}
