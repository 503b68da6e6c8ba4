import { useEffect, useRef, useState } from 'react'
import type { LiveCommand, LiveFrame } from '../../../shared/live.ts'
import { showProblem } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { useConnectionOpening } from '../../connection/connection-state.ts'
import { errorSentence, isFromStudio } from '../../connection/errors.ts'
import { useStream } from '../../use-stream.ts'

export interface LiveChoice {
  scenario: string
  policy: string
  seed: number
}

const renderEveryMilliseconds = 250

/**
 * Opens a hospital to watch and follows it until the choice changes or the page is left. `frame` is renewed four times a second, `onFrame` is
 * told of every frame.
 */
export function useLiveSession(choice: LiveChoice | null, onFrame: (frame: LiveFrame) => void) {
  const opening = useConnectionOpening()
  const [id, setId] = useState<string | null>(null)
  const [frame, setFrame] = useState<LiveFrame | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const lastRender = useRef({ time: 0, playing: false })
  const key = choice === null ? null : `${choice.scenario} ${choice.policy} ${choice.seed}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the choice; a new connection needs a new session
  useEffect(() => {
    setId(null)
    setFrame(null)
    setProblem(null)
    if (choice === null) return
    let left = false
    const session = client.live.start(choice)
    session.then(
      ({ id: started }) => {
        if (!left) setId(started)
      },
      (error: unknown) => {
        if (!left && isFromStudio(error)) setProblem(errorSentence(error))
      },
    )
    return () => {
      left = true
      session.then(({ id: started }) => client.live.stop({ id: started })).catch(() => undefined)
    }
  }, [key, opening])

  // A hospital that could not be opened, or broke down, says why; asking again would not bring it back. A lost connection is told
  // of by the banner, and a new one opens the hospital again.
  async function* follow(signal: AbortSignal): AsyncGenerator<LiveFrame> {
    try {
      yield* await client.live.watch({ id: id ?? '' }, { signal })
    } catch (error) {
      if (!signal.aborted && isFromStudio(error)) setProblem(errorSentence(error))
    }
  }

  useStream(id, async (signal) => follow(signal), {
    quiet: true,
    onValue: (next) => {
      onFrame(next)
      const now = performance.now()
      const { time, playing } = lastRender.current
      if (now - time < renderEveryMilliseconds && playing === next.playing && next.playing) return
      lastRender.current = { time: now, playing: next.playing }
      setFrame(next)
    },
  })

  const command = (order: LiveCommand) => {
    if (id !== null) client.live.command({ id, command: order }).catch((error: unknown) => showProblem(errorSentence(error)))
  }
  return { frame, problem, command }
}
