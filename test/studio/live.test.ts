import { describe, expect, it } from 'vitest'
import type { LiveFrame } from '../../src/shared/live.ts'
import { FakeClock, settle } from './fixtures/fake-clock.ts'
import { errorOf, openTestStudio } from './fixtures/test-studio.ts'

const frameOf = (sequence: number): LiveFrame => ({
  sequence,
  minutes: sequence * 10,
  endMinutes: 1440,
  playing: true,
  speed: 60,
  careSpaces: 20,
  careSpacesOccupied: 12,
  boarding: 1,
  cliniciansOnDuty: 4,
  cliniciansBusy: 3,
  waiting: 5,
  longestWaitMinutes: 42.5,
  groups: [],
  equalNeedGapMinutes: null,
  patients: [],
  events: [],
  timeline: [],
})
const request = { scenario: 'urban', policy: 'acuity', seed: 3 }

describe('a live hospital over the contract', () => {
  it('sends the latest frame at once, then at most ten a second', async () => {
    const clock = new FakeClock()
    const { client, workers } = await openTestStudio({ clock })
    const { id } = await client.live.start(request)
    expect(workers.of(id).specification).toMatchObject({ kind: 'live', scenario: { name: 'urban' }, seed: 3 })
    for (const sequence of [1, 2, 3]) workers.of(id).post({ type: 'frame', frame: frameOf(sequence) })
    const watch = await client.live.watch({ id })
    expect((await watch.next()).value).toEqual(frameOf(3))
    const next = watch.next()
    for (const sequence of [4, 5]) workers.of(id).post({ type: 'frame', frame: frameOf(sequence) })
    await clock.pass(100)
    expect((await next).value).toEqual(frameOf(5))
    await watch.return?.()
  })

  it('waits for the first frame', async () => {
    const { client, workers } = await openTestStudio()
    const { id } = await client.live.start(request)
    const watch = await client.live.watch({ id })
    const first = watch.next()
    await settle()
    workers.of(id).post({ type: 'frame', frame: frameOf(1) })
    expect((await first).value).toEqual(frameOf(1))
    await watch.return?.()
  })

  it('passes commands on, and takes them only while it lives', async () => {
    const { client, workers } = await openTestStudio()
    const { id } = await client.live.start(request)
    await client.live.command({ id, command: { action: 'speed', speed: 600 } })
    expect(workers.of(id).received.at(-1)).toEqual({ type: 'command', command: { action: 'speed', speed: 600 } })
    await client.live.stop({ id })
    await settle()
    await client.live.stop({ id })
    const error = await errorOf(client.live.command({ id, command: { action: 'play' } }))
    expect(error).toMatchObject({ code: 'NOT_FOUND', defined: true })
    expect(error.message).toBe('This live hospital has ended; start it again.')
  })

  it('ends a few seconds after its last watcher has gone, not before', async () => {
    const clock = new FakeClock()
    const { client, workers } = await openTestStudio({ clock })
    const { id } = await client.live.start(request)
    workers.of(id).post({ type: 'frame', frame: frameOf(1) })
    const first = await client.live.watch({ id })
    const second = await client.live.watch({ id })
    await first.next()
    await first.return?.()
    await clock.pass(40_000)
    expect(workers.of(id).ended).toBe(false)
    await second.return?.()
    await clock.pass(4_000)
    const third = await client.live.watch({ id })
    await clock.pass(10_000)
    expect(workers.of(id).ended).toBe(false)
    await third.return?.()
    await clock.pass(5_000)
    expect(workers.of(id).ended).toBe(true)
  })

  it('ends when nobody ever comes', async () => {
    const clock = new FakeClock()
    const { client, workers } = await openTestStudio({ clock })
    const { id } = await client.live.start(request)
    await clock.pass(30_000)
    expect(workers.of(id).ended).toBe(true)
  })

  it('tells its watchers why it failed', async () => {
    const { client, workers } = await openTestStudio()
    const { id } = await client.live.start(request)
    const watch = await client.live.watch({ id })
    const next = errorOf(watch.next())
    workers.of(id).post({ type: 'failed', message: 'the agent knows another layout of groups' })
    expect(await next).toMatchObject({ code: 'CONFLICT', message: 'the agent knows another layout of groups' })
  })
})
