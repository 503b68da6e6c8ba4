import { describe, expect, it } from 'vitest'
import { checkHostMessage, checkWorkerMessage } from '../../src/main/training/messages.ts'
import { preset } from '../presets.ts'
import { metricsOf, training } from './fixtures/specifications.ts'

describe('messages', () => {
  it('are checked where they arrive, and say what is wrong', () => {
    expect(checkWorkerMessage({ type: 'ready', job: 'a', attempt: 1 }).ok).toBe(true)
    expect(checkWorkerMessage(null)).toMatchObject({ ok: false })
    expect(checkWorkerMessage({ type: 'launch', job: 'a', attempt: 1 })).toMatchObject({ ok: false })
    expect(checkWorkerMessage({ type: 'ready', attempt: 1 })).toMatchObject({
      ok: false,
      problem: expect.stringMatching('^job: '),
    })
    const metrics = [metricsOf(1), { ...metricsOf(2), entropy: Number.NaN }]
    expect(checkWorkerMessage({ type: 'metrics', job: 'a', attempt: 1, metrics })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^metrics\[1\]\.entropy: /),
    })
    const checkpoint = { type: 'checkpoint', job: 'a', attempt: 1, iteration: 1, decisions: 1 }
    expect(checkWorkerMessage({ ...checkpoint, bytes: Buffer.from('x') }).ok).toBe(true)
    expect(checkWorkerMessage({ ...checkpoint, bytes: [1] })).toMatchObject({ ok: false, problem: 'bytes: must be bytes' })
  })

  it('carry only scenarios that are sound', () => {
    const specification = training('a', { scenario: preset('urban') })
    expect(checkHostMessage({ type: 'start', specification }).ok).toBe(true)
    const broken = { ...specification, scenario: { ...specification.scenario, groups: [] } }
    expect(checkHostMessage({ type: 'start', specification: broken })).toMatchObject({
      ok: false,
      problem: expect.stringMatching('specification.scenario.groups'),
    })
    expect(checkHostMessage({ type: 'command', command: { action: 'speed', speed: 7 } }).ok).toBe(false)
  })
})
