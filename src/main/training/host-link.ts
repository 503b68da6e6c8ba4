/** The worker's end of the line to its host. */
export interface HostLink {
  /** Never throws: with the host gone a message is dropped. */
  post(message: unknown): void
  /** One listener; what came before is delivered to it. */
  onMessage(listener: (message: unknown) => void): void
  /** The line is cut. Where the transport cannot tell, the host's silence has to. */
  onLost(listener: () => void): void
}

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** The line of this process; null where no host started it. */
export function connectToHost(): HostLink | null {
  const port = (process as { parentPort?: ParentPort }).parentPort
  if (port !== undefined && port !== null) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
      onLost: () => {},
    }
  }
  if (process.send === undefined) return null
  return {
    post: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => {})
    },
    onMessage: (listener) => process.on('message', listener),
    onLost: (listener) => process.on('disconnect', listener),
  }
}
