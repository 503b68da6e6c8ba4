import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** The headers that decide whether a request is let in. */
interface RequestHeaders {
  host?: string | undefined
  origin?: string | undefined
  authorization?: string | undefined
  cookie?: string | undefined
}

/** Why a request is refused, as it is told to the client. */
interface Refusal {
  status: 401 | 403
  sentence: string
}

const foreignHost: Refusal = { status: 403, sentence: 'This address is not the one Fairward serves at.' }
const foreignOrigin: Refusal = { status: 403, sentence: 'Fairward answers only its own pages.' }
const unknownCaller: Refusal = {
  status: 401,
  sentence: 'This address is not valid any more. Open the address that Fairward printed when it started.',
}

/**
 * Who may speak to the studio. A page opens with the token in its address, exchanges it for a session cookie, and uses that from then on;
 * a command sends the token with every request. A foreign site that makes the browser call us shows itself by its Origin; one that has
 * pointed its own name at this machine (DNS rebinding) by its Host.
 */
export class Access {
  readonly token: string
  readonly #sessions = new Set<string>()
  readonly #hosts: ReadonlySet<string>
  readonly #cookieName: string

  constructor(port: number, token: string) {
    this.token = token
    const names = ['127.0.0.1', 'localhost']
    // Browsers leave the usual port of HTTP out.
    this.#hosts = new Set([...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])])
    // Cookies do not know ports: two studios on one machine must not overwrite each other's.
    this.#cookieName = `fairward-${port}`
  }

  /** Null where Host and Origin are ours. */
  refusePlace({ host, origin }: RequestHeaders): Refusal | null {
    if (host === undefined || !this.#hosts.has(host.toLowerCase())) return foreignHost
    if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) return foreignOrigin
    return null
  }

  /** Null where the request carries the token or a session. */
  refuseCaller(headers: RequestHeaders): Refusal | null {
    return this.hasToken(headers) || this.#hasSession(headers) ? null : unknownCaller
  }

  /** As `refuseCaller`, for a WebSocket: browsers always name the page's origin there, so a cookie without one is not a page of ours. */
  refuseConnection(headers: RequestHeaders): Refusal | null {
    if (this.hasToken(headers)) return null
    return headers.origin === undefined ? unknownCaller : this.refuseCaller(headers)
  }

  /** Commands carry the token itself; pages only at first. */
  hasToken({ authorization }: RequestHeaders): boolean {
    const [scheme, value] = (authorization ?? '').split(' ')
    return scheme?.toLowerCase() === 'bearer' && value !== undefined && equalInConstantTime(value, this.token)
  }

  /** Opens a session; returns the header that gives it to the browser. */
  openSession(): string {
    const session = newSecret()
    this.#sessions.add(session)
    return `${this.#cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`
  }

  #hasSession({ cookie }: RequestHeaders): boolean {
    return (cookie ?? '').split(';').some((pair) => {
      const [name, value] = pair.trim().split('=')
      return name === this.#cookieName && value !== undefined && this.#sessions.has(value)
    })
  }
}

/** 256 random bits, fit for an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

function equalInConstantTime(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
