import { useEffect, useRef, useState } from 'react'
import { useConnectionOpening } from './connection/connection-state.ts'
import { errorSentence } from './connection/errors.ts'

interface Stream<T> {
  /** The latest value; null before the first. */
  value: T | null
  state: 'opening' | 'streaming' | 'ended' | 'failed'
  /** Why it failed, as a sentence. */
  error: string | null
}

interface StreamOptions<T> {
  /** Also told of each value, outside of rendering: for what is painted by hand. */
  onValue?: (value: T) => void
  /** Do not render for each value (`value` then stays null). */
  quiet?: boolean
}

const retryMilliseconds = 1500

/**
 * Follows a stream of the studio for as long as the component is there. Subscribes again with a new key, after the connection was lost, and
 * after a failure. A null key follows nothing.
 */
export function useStream<T>(
  key: string | null,
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  options: StreamOptions<T> = {},
): Stream<T> {
  const opening = useConnectionOpening()
  const [attempt, setAttempt] = useState(0)
  const [stream, setStream] = useState<Stream<T>>({ value: null, state: 'opening', error: null })
  const followed = useRef<string | null>(null)
  const latest = useRef({ open, options })
  latest.current = { open, options }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new opening or attempt subscribes again although nothing here reads it
  useEffect(() => {
    // The last value stays in sight while the same thing is subscribed to again.
    const again = followed.current === key
    followed.current = key
    setStream((previous) => ({ value: again ? previous.value : null, state: 'opening', error: null }))
    if (key === null) return
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const follow = async () => {
      try {
        for await (const value of await latest.current.open(abort.signal)) {
          if (abort.signal.aborted) return
          latest.current.options.onValue?.(value)
          setStream((previous) =>
            latest.current.options.quiet === true
              ? previous.state === 'streaming'
                ? previous
                : { value: null, state: 'streaming', error: null }
              : { value, state: 'streaming', error: null },
          )
        }
        if (!abort.signal.aborted) setStream((previous) => ({ ...previous, state: 'ended' }))
      } catch (error) {
        if (abort.signal.aborted) return
        setStream((previous) => ({ ...previous, state: 'failed', error: errorSentence(error) }))
        timer = setTimeout(() => setAttempt((count) => count + 1), retryMilliseconds)
      }
    }
    void follow()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [key, opening, attempt])

  return stream
}
