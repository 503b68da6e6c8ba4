import { parentPort, workerData } from 'node:worker_threads'
import { problemsIn } from './refusal.ts'
import { textCredit } from './text-credit.ts'
import { prepareWork, type ThreadSetup } from './thread-work.ts'

/** To the job that started the thread. One task at a time; `answer` or `failed` ends it. */
export type ThreadMessage =
  | { type: 'ready' }
  | { type: 'progress'; fraction: number; detail: string }
  | { type: 'text'; text: string }
  | { type: 'answer'; answer: unknown }
  | { type: 'failed'; message: string; problems: ReturnType<typeof problemsIn> }

export interface ThreadData {
  setup: ThreadSetup
  /** How many texts may still be posted before the job has taken some. */
  credit: SharedArrayBuffer
}

/** The program of a thread that computes for a job. */
async function main(port: NonNullable<typeof parentPort>, { setup, credit }: ThreadData): Promise<void> {
  const post = (message: ThreadMessage) => port.postMessage(message)
  const { take } = textCredit(credit)
  const listener = {
    progress: (fraction: number, detail: string) => post({ type: 'progress', fraction, detail }),
    text: (text: string) => {
      take()
      post({ type: 'text', text })
    },
  }
  const answer = (task: unknown, compute: (task: never, to: typeof listener) => unknown) => {
    try {
      const result = compute(task as never, listener)
      port.postMessage({ type: 'answer', answer: result } satisfies ThreadMessage, buffersOf(result))
    } catch (error) {
      post({ type: 'failed', message: error instanceof Error ? error.message : String(error), problems: problemsIn(error) })
    }
  }
  const compute = await prepareWork(setup as never)
  port.on('message', (task) => answer(task, compute))
  post({ type: 'ready' })
}

/** Lists of numbers in an answer, which move to the job instead of being copied: a thread keeps nothing of its answers. */
function buffersOf(answer: unknown): ArrayBuffer[] {
  const parts = typeof answer === 'object' && answer !== null ? Object.values(answer) : []
  return parts.flatMap((part) => (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer ? [part.buffer] : []))
}

// What is wrong here ends the thread with an error, which the job hears.
if (parentPort !== null) await main(parentPort, workerData as ThreadData)
