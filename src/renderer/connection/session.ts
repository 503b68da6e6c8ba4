/** A fragment such as `#token=abc`, as the start of `fairward serve` prints it; null for any other. */
export function tokenIn(fragment: string): string | null {
  const token = new URLSearchParams(fragment.replace(/^#/, '')).get('token')
  return token === null || token === '' ? null : token
}

/**
 * Exchanges the token in the address for a session cookie and takes it out of the address, so that it lands in no history or bookmark.
 * Does nothing where there is none. Returns false when the host refuses the token.
 */
export async function openSession(): Promise<boolean> {
  const token = tokenIn(window.location.hash)
  if (token === null) return true
  window.history.replaceState(null, '', '#/scenarios')
  try {
    const response = await fetch('/session', { method: 'POST', headers: { authorization: `Bearer ${token}` } })
    return response.ok
  } catch {
    // The host is not there: the connection says so and tries again.
    return true
  }
}
