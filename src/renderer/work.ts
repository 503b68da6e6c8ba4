/** How far long work of the studio has come. */
export interface WorkProgress {
  /** 0 to 1. */
  fraction: number
  detail: string
  /** Null as long as it is too early to tell. */
  remainingSeconds: number | null
}

export const noProgress: WorkProgress = { fraction: 0, detail: '', remainingSeconds: null }

const leastSeconds = 2
const leastFraction = 0.02

/** What is left at the pace so far. */
export function remainingSeconds(elapsedSeconds: number, fraction: number): number | null {
  if (elapsedSeconds < leastSeconds || fraction < leastFraction) return null
  return (elapsedSeconds * (1 - Math.min(1, fraction))) / fraction
}

interface WorkEvent {
  kind: string
}
interface ProgressEvent extends WorkEvent {
  kind: 'progress'
  fraction: number
  detail: string
}

interface Hearing<Event extends WorkEvent> {
  onProgress: (progress: WorkProgress) => void
  /** Everything else, in its order. */
  onEvent: (event: Exclude<Event, ProgressEvent>) => void
}

/** Follows work whose events come as a stream until it ends. Throws what the studio answers; aborting ends it without a word. */
export async function followWork<Event extends WorkEvent>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Event | ProgressEvent>>,
  signal: AbortSignal,
  { onProgress, onEvent }: Hearing<Event>,
): Promise<void> {
  const start = performance.now()
  try {
    for await (const event of await open(signal)) {
      if (signal.aborted) return
      if (isProgress(event)) {
        const { fraction, detail } = event
        onProgress({ fraction, detail, remainingSeconds: remainingSeconds((performance.now() - start) / 1000, fraction) })
      } else onEvent(event as Exclude<Event, ProgressEvent>)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

const isProgress = (event: WorkEvent): event is ProgressEvent => event.kind === 'progress'
