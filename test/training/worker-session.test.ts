import { describe, expect, it } from 'vitest'
import type { JobContext, LastMessage } from '../../src/main/training/job-context.ts'
import { WorkerSession } from '../../src/main/training/worker-session.ts'
import { preset } from '../presets.ts'
import { FakeClock } from './fixtures/fake-clock.ts'
import { training } from './fixtures/specifications.ts'

function setUp(run: (context: JobContext) => Promise<LastMessage> = () => new Promise(() => {})) {
  const clock = new FakeClock()
  const posted: { type: string }[] = []
  const exits: number[] = []
  const errors: unknown[] = []
  const host = { say: (_message: unknown) => {}, leave: () => {} }
  const session = new WorkerSession({
    clock,
    link: {
      post: (message) => posted.push(message as { type: string }),
      onMessage: (listener) => {
        host.say = listener
      },
      onLost: (listener) => {
        host.leave = listener
      },
    },
    run: (_specification, context) => run(context),
    exit: (code) => exits.push(code),
    reportError: (error) => errors.push(error),
  })
  const start = () => host.say({ type: 'start', specification: training('a', { attempt: 3, scenario: preset('urban') }) })
  return { clock, posted, exits, errors, host, session, start }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a worker process', () => {
  it('runs its job, signs what it posts, and exits when it is released', async () => {
    const { posted, exits, host, start } = setUp(async () => ({ type: 'ended', outcome: 'paused' }))
    start()
    await settled()
    expect(posted).toEqual([
      { job: 'a', attempt: 3, type: 'ready' },
      { job: 'a', attempt: 3, type: 'ended', outcome: 'paused' },
    ])
    expect(exits).toEqual([])
    host.say({ type: 'release' })
    expect(exits).toEqual([0])
  })

  it('says why its job failed', async () => {
    const { posted, errors, start } = setUp(async () => {
      throw new Error('Nobody arrives.')
    })
    start()
    await settled()
    expect(posted.at(-1)).toEqual({ job: 'a', attempt: 3, type: 'failed', message: 'Nobody arrives.' })
    expect(errors).toHaveLength(1)
  })

  it('says what was wrong with its input, place by place', async () => {
    const problems = [{ path: 'row 2', message: 'has no arrival' }]
    const { posted, start } = setUp(async () => {
      throw Object.assign(new Error('row 2 has no arrival'), { problems })
    })
    start()
    await settled()
    expect(posted.at(-1)).toMatchObject({ type: 'failed', problems })
  })

  it('waits with parts until its caller has taken most of them', async () => {
    let texts = 0
    const { host, posted, start } = setUp(async (context) => {
      for (; texts < 100; texts++) {
        context.part({ kind: 'text', text: `${texts}` })
        await context.partsTaken()
      }
      return { type: 'ended', outcome: 'stopped' }
    })
    start()
    await settled()
    const early = texts
    expect(early).toBeLessThan(20)
    host.say({ type: 'taken' })
    await settled()
    expect(texts).toBe(early + 1)
    while (texts < 100) {
      host.say({ type: 'taken' })
      await settled()
    }
    expect(posted.filter(({ type }) => type === 'part')).toHaveLength(100)
  })

  it('gives a sign of life every second', () => {
    const { clock, posted, host, start } = setUp()
    start()
    for (let second = 0; second < 20; second++) {
      clock.advance(1_000)
      host.say({ type: 'ping' })
    }
    expect(posted.filter(({ type }) => type === 'heartbeat')).toHaveLength(20)
  })

  it('ends when the line is cut', () => {
    const { exits, host } = setUp()
    host.leave()
    expect(exits).toEqual([4])
  })

  it('ends when the host is silent', () => {
    const { clock, exits, host } = setUp()
    clock.advance(9_000)
    host.say({ type: 'ping' })
    clock.advance(9_000)
    expect(exits).toEqual([])
    clock.advance(2_000)
    expect(exits[0]).toBe(4)
  })

  it('refuses what it does not understand', () => {
    const { exits, errors, host } = setUp()
    host.say({ type: 'start', specification: { kind: 'nonsense' } })
    expect(exits).toEqual([5])
    expect(String(errors[0])).toContain('specification')
  })

  it('hands wishes and commands to the job; a stop overrules a pause', () => {
    const { host, session } = setUp()
    host.say({ type: 'command', command: { action: 'play' } })
    host.say({ type: 'command', command: { action: 'seek', minutes: 5 } })
    expect(session.takeCommands()).toEqual([{ action: 'play' }, { action: 'seek', minutes: 5 }])
    expect(session.takeCommands()).toEqual([])
    host.say({ type: 'pause' })
    expect(session.wish).toBe('pause')
    host.say({ type: 'stop' })
    host.say({ type: 'pause' })
    expect(session.wish).toBe('stop')
  })
})
