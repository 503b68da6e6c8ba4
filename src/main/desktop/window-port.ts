import type { OpenStudio } from '../serve/open-host.ts'
import { isOwnFrame } from './security.ts'
import { connectPort, type PortLike } from './studio-port.ts'

/** The parts of Electron's WebFrameMain that are used. */
interface FrameLike<Port> {
  url: string
  parent: unknown
  postMessage(channel: string, message: null, transfer: Port[]): void
}

interface Surroundings<Port> {
  ownOrigin: string
  studio(): Promise<OpenStudio>
  createChannel(): { port1: PortLike; port2: Port }
  log(line: string): void
}

/**
 * Answers a page that asks for its port to the studio: an own page gets one, or the word without a port where the studio cannot be
 * spoken to now, so that it asks again; any other gets nothing.
 */
export async function answerPage<Port>(frame: FrameLike<Port> | null, around: Surroundings<Port>): Promise<void> {
  if (frame === null || !isOwnFrame(frame, around.ownOrigin)) return
  const { port1, port2 } = around.createChannel()
  try {
    await connectPort(port1, await around.studio(), around.log)
    // Meanwhile the frame may have gone to another page or away; Electron throws for the latter.
    if (!isOwnFrame(frame, around.ownOrigin)) throw new Error('its page is gone')
    frame.postMessage('fairward-port', null, [port2])
  } catch (error) {
    around.log(`A window could not be connected: ${error instanceof Error ? error.message : String(error)}`)
    port1.close()
    tryAgain(frame)
  }
}

function tryAgain(frame: FrameLike<never>): void {
  try {
    frame.postMessage('fairward-port', null, [])
  } catch {
    // Nobody is there to be told.
  }
}
