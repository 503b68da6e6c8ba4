import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Problem } from '../../shared/problem.ts'
import { newTextCredit, textCredit } from './text-credit.ts'
import type { ThreadData, ThreadMessage } from './thread.ts'
import { type AnswerOf, type Compute, prepareWork, type SetupOf, type TaskOf, type ThreadKind } from './thread-work.ts'

/** What a thread could not compute: a sentence, and what is wrong with the input where that is why. */
class ThreadFailure extends Error {
  readonly problems: readonly Problem[]

  constructor(message: string, problems: readonly Problem[] = []) {
    super(message)
    this.name = 'ThreadFailure'
    this.problems = problems
  }
}

export interface PoolListener {
  progress?(fraction: number, detail: string): void
  /** The thread waits until this has resolved, once it is some texts ahead. */
  text?(text: string): Promise<void>
}

/** Whoever computes: a thread, or this one. */
interface Hand<Kind extends ThreadKind> {
  compute(task: TaskOf<Kind>, listener: PoolListener): Promise<AnswerOf<Kind>>
  end(): Promise<void>
}

/** Threads that compute for one job. Which of them does a task changes nothing about its answer. */
export class ThreadPool<Kind extends ThreadKind> {
  /** Why this thread computes everything itself; null where there are others. */
  readonly hindrance: string | null
  readonly #hands: readonly Hand<Kind>[]

  private constructor(hands: readonly Hand<Kind>[], hindrance: string | null) {
    this.#hands = hands
    this.hindrance = hindrance
  }

  /** Starts up to `threads` threads that run `program` (`training/thread.ts`). Where none can be started, this thread does the work. */
  static async start<Kind extends ThreadKind>(
    setup: SetupOf<Kind>,
    { program, threads }: { program: string; threads: number },
  ): Promise<ThreadPool<Kind>> {
    const hands: Hand<Kind>[] = []
    let hindrance = ''
    for (const started of await Promise.allSettled(Array.from({ length: threads }, () => startThread<Kind>(program, setup)))) {
      if (started.status === 'fulfilled') hands.push(started.value)
      else hindrance = started.reason instanceof Error ? started.reason.message : String(started.reason)
    }
    if (hands.length > 0) return new ThreadPool(hands, null)
    // Into the last lines of the worker, which are shown where it ends badly.
    process.stderr.write(`Computing in one thread: others could not be started (${hindrance}).\n`)
    return new ThreadPool([new OwnHand<Kind>(await prepareWork<Kind>(setup))], hindrance)
  }

  get threads(): number {
    return this.#hands.length
  }

  /** One task, by the first thread. */
  run(task: TaskOf<Kind>, listener: PoolListener = {}): Promise<AnswerOf<Kind>> {
    return this.#hands[0]!.compute(task, listener)
  }

  /** All tasks that `next` gives until it gives null; `take` gets the answers as they come. Rejects with the first failure. */
  async shareOut(next: () => TaskOf<Kind> | null, take: (task: TaskOf<Kind>, answer: AnswerOf<Kind>) => void): Promise<void> {
    let failed = false
    const work = async (hand: Hand<Kind>) => {
      const begin = () => {
        const task = failed ? null : next()
        if (task === null) return null
        const answer = hand.compute(task, {})
        // Failures are told where answers are awaited; if another one ends the work first, nobody does.
        answer.catch(() => {})
        return { task, answer }
      }
      for (let under = begin(); under !== null; ) {
        const { task } = under
        const answer = await under.answer
        // The thread is busy again while its answer is taken in.
        under = begin()
        take(task, answer)
      }
    }
    await Promise.all(
      this.#hands.map((hand) =>
        work(hand).catch((error: unknown) => {
          failed = true
          throw error
        }),
      ),
    )
  }

  async close(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => hand.end()))
  }
}

function startThread<Kind extends ThreadKind>(program: string, setup: SetupOf<Kind>): Promise<ThreadHand<Kind>> {
  // Node would only say so in words of its own, from inside the thread.
  if (!existsSync(program)) return Promise.reject(new Error(`${program} is missing`))
  const credit = newTextCredit()
  const data: ThreadData = { setup, credit }
  const worker = new Worker(program, { workerData: data, name: 'fairward-thread', execArgv: [] })
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(error)
    worker.once('error', refuse)
    worker.once('exit', () => reject(new Error('it ended at once')))
    worker.once('message', () => {
      worker.off('error', refuse)
      resolve(new ThreadHand(worker, credit))
    })
  })
}

class ThreadHand<Kind extends ThreadKind> implements Hand<Kind> {
  readonly #worker: Worker
  readonly #credit: ReturnType<typeof textCredit>
  #gone: Error | null = null
  #fail: (error: Error) => void = () => {}

  constructor(worker: Worker, credit: SharedArrayBuffer) {
    this.#worker = worker
    this.#credit = textCredit(credit)
    worker.on('error', (error) => this.#lost(sentenceOf(error)))
    worker.on('exit', (code) => this.#lost(`A thread of the computation ended unexpectedly (exit code ${code}); try again.`))
  }

  compute(task: TaskOf<Kind>, listener: PoolListener): Promise<AnswerOf<Kind>> {
    return new Promise((resolve, reject) => {
      const over = () => {
        this.#worker.off('message', listen)
        this.#fail = () => {}
      }
      const listen = (message: ThreadMessage) => {
        switch (message.type) {
          case 'progress':
            listener.progress?.(message.fraction, message.detail)
            break
          case 'text':
            void (listener.text?.(message.text) ?? Promise.resolve()).then(() => this.#credit.give())
            break
          case 'answer':
            over()
            resolve(message.answer as AnswerOf<Kind>)
            break
          case 'failed':
            over()
            reject(new ThreadFailure(message.message, message.problems))
            break
          case 'ready':
            break
        }
      }
      this.#fail = (error) => {
        over()
        reject(error)
      }
      if (this.#gone !== null) {
        this.#fail(this.#gone)
        return
      }
      this.#worker.on('message', listen)
      this.#worker.postMessage(task)
    })
  }

  async end(): Promise<void> {
    this.#gone ??= new ThreadFailure('The computation is over.')
    await this.#worker.terminate()
  }

  #lost(sentence: string): void {
    this.#gone ??= new ThreadFailure(sentence)
    this.#fail(this.#gone)
  }
}

function sentenceOf(error: Error & { code?: string }): string {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return 'A thread of the computation ran out of memory; use fewer replications, a shorter run or fewer threads.'
  return `A thread of the computation ended unexpectedly (${error.message}); try again.`
}

/** This thread itself, which lets messages in between two tasks. */
class OwnHand<Kind extends ThreadKind> implements Hand<Kind> {
  readonly #compute: Compute<Kind>

  constructor(compute: Compute<Kind>) {
    this.#compute = compute
  }

  async compute(task: TaskOf<Kind>, listener: PoolListener): Promise<AnswerOf<Kind>> {
    await new Promise((resolve) => setImmediate(resolve))
    return this.#compute(task, {
      progress: (fraction, detail) => listener.progress?.(fraction, detail),
      text: (text) => void listener.text?.(text),
    })
  }

  async end(): Promise<void> {}
}
