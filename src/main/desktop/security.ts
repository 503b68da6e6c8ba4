/** The scheme under which the desktop app serves its own pages; `file:` would give a page the whole disk. */
export const appScheme = 'app'
export const appOrigin = `${appScheme}://fairward`

/** Sites that a link in the studio may open in the user's browser: where the sources of numbers are published. */
const externalHosts: ReadonlySet<string> = new Set(['doi.org', 'pubmed.ncbi.nlm.nih.gov', 'www.ncbi.nlm.nih.gov'])

/** What a page may ask the system for. */
const grantedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen'])

/** The frame a message or a request comes from, as Electron describes it. */
interface Frame {
  url: string
  parent: unknown
}

/** Whether an address is one of the app's own pages. `ownOrigin` differs during development only. */
export function isOwnPage(address: string, ownOrigin = appOrigin): boolean {
  const url = parse(address)
  // Own schemes have the opaque origin `null` outside of Chromium, so the parts are compared.
  return url !== null && `${url.protocol}//${url.host}` === ownOrigin && url.username === '' && url.password === ''
}

/** Messages count from the main frame of the app's own page only. */
export function isOwnFrame(frame: Frame | null | undefined, ownOrigin = appOrigin): boolean {
  return frame !== null && frame !== undefined && frame.parent === null && isOwnPage(frame.url, ownOrigin)
}

/** The address to open in the user's browser, or null where the link is not to be followed. */
export function externalAddress(address: string): string | null {
  const url = parse(address)
  const allowed = url?.protocol === 'https:' && externalHosts.has(url.host) && url.username === '' && url.password === ''
  return allowed ? url.href : null
}

export function isPermissionGranted(permission: string, requestingAddress: string, ownOrigin = appOrigin): boolean {
  return grantedPermissions.has(permission) && isOwnPage(requestingAddress, ownOrigin)
}

/** The path asked for under the app's scheme, still encoded; null for a foreign host or another scheme. */
export function pathUnderApp(address: string): string | null {
  const [, path] = /^app:\/\/fairward(\/[^?#]*)/.exec(address) ?? []
  return path ?? null
}

/** The name under which a download is offered, or null where nothing is saved: only what the app's own page has made. */
export function downloadName(address: string, suggestedName: string, ownOrigin = appOrigin): string | null {
  const made = address.startsWith(`blob:${ownOrigin}/`)
  const name = suggestedName.replace(/[^\p{L}\p{N}._ -]/gu, '-').replace(/^[. ]+/, '')
  return made && name !== '' ? name : null
}

function parse(address: string): URL | null {
  try {
    return new URL(address)
  } catch {
    return null
  }
}
