import { z } from 'zod'
import { liveCommandSchema, liveFrameSchema } from '../../shared/live.ts'
import { formatPath, problemSchema } from '../../shared/problem.ts'
import { runMetricsSchema } from '../../shared/run.ts'
import { bytesSchema, jobPartSchema, jobResultSchema, jobSpecificationSchema } from './job.ts'

/** From the host to a worker, which has one job only. */
const hostMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), specification: jobSpecificationSchema }),
  /** The host lives. Sent every second. */
  z.object({ type: z.literal('ping') }),
  /** Training: write a checkpoint at the next iteration boundary and end. */
  z.object({ type: z.literal('pause') }),
  /** The same, and the run will not go on; a live hospital ends. */
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('command'), command: liveCommandSchema }),
  /** The caller has taken a part. */
  z.object({ type: z.literal('taken') }),
  /** The last message has arrived: the worker may exit. */
  z.object({ type: z.literal('release') }),
])
export type HostMessage = z.infer<typeof hostMessageSchema>

const origin = { job: z.string(), attempt: z.int() }

/** From a worker to its host. `result`, `ended` and `failed` are last messages: the worker waits for `release` after them. */
const workerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), ...origin }),
  z.object({ type: z.literal('heartbeat'), ...origin }),
  z.object({
    type: z.literal('progress'),
    ...origin,
    /** 0 to 1. */
    fraction: z.number(),
    detail: z.string(),
    remainingSeconds: z.number().nullable(),
  }),
  z.object({ type: z.literal('metrics'), ...origin, metrics: z.array(runMetricsSchema) }),
  z.object({ type: z.literal('checkpoint'), ...origin, bytes: bytesSchema, iteration: z.int(), decisions: z.int() }),
  z.object({ type: z.literal('frame'), ...origin, frame: liveFrameSchema }),
  z.object({ type: z.literal('part'), ...origin, part: jobPartSchema }),
  z.object({ type: z.literal('result'), ...origin, result: jobResultSchema }),
  /** Ended because it was asked to. */
  z.object({ type: z.literal('ended'), ...origin, outcome: z.enum(['paused', 'stopped']) }),
  /**
   * Would fail again the same way: the message is a sentence for people, and the job is not restarted. Where what it was given cannot be
   * used, `problems` says where and why.
   */
  z.object({ type: z.literal('failed'), ...origin, message: z.string(), problems: z.array(problemSchema).optional() }),
])
export type WorkerMessage = z.infer<typeof workerMessageSchema>

type WithoutOrigin<Message> = Message extends WorkerMessage ? Omit<Message, 'job' | 'attempt'> : never
/** What a job posts; the worker program adds which job and attempt it is. */
export type JobMessage = WithoutOrigin<WorkerMessage>

export type Checked<Message> = { ok: true; message: Message } | { ok: false; problem: string }

/** Checks what arrived from the host. Never throws. */
export const checkHostMessage = (value: unknown): Checked<HostMessage> => check(hostMessageSchema, value)
/** Checks what arrived from a worker. Never throws. */
export const checkWorkerMessage = (value: unknown): Checked<WorkerMessage> => check(workerMessageSchema, value)

function check<Message>(schema: z.ZodType<Message>, value: unknown): Checked<Message> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, message: parsed.data }
  const issue = parsed.error.issues[0]
  const path = issue === undefined ? '' : formatPath(issue.path)
  return { ok: false, problem: `${path === '' ? 'the message' : path}: ${issue?.message ?? 'is not understood'}` }
}
