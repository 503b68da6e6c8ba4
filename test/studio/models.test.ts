import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/shared/settings.ts'
import { publishedModel } from '../models.ts'
import { settle } from './fixtures/fake-clock.ts'
import { check, emptyModelResult, emptyValidation } from './fixtures/model-results.ts'
import { errorOf, openTestStudio } from './fixtures/test-studio.ts'

const document = publishedModel('treatment-centre')

describe('models over the contract', () => {
  it('are checked: schema, names, and what only compiling shows', async () => {
    const { client } = await openTestStudio()
    expect(await client.models.check({ document })).toEqual({ problems: [], warnings: [] })
    const unused = { ...document, resources: [...(document.resources ?? []), { name: 'spare', units: 1 }] }
    expect((await client.models.check({ document: unused })).warnings[0]).toContain('spare')
    expect((await client.models.check({ document: { ...document, beds: 3 } })).problems[0]?.path).toBe('beds')
    const released = { ...document, steps: [{ name: 'too-early', do: 'release', resources: { cubicle: 1 } }, ...document.steps] }
    expect((await client.models.check({ document: released })).problems[0]?.message).toMatch(/held|holds/)
    expect((await errorOf(client.models.simulate({ document: { name: 'x' }, log: false }))).code).toBe('BAD_INPUT')
    expect((await errorOf(client.models.simulate({ document: released, log: false }))).code).toBe('BAD_INPUT')
  })

  it('give their log in order, each piece once taken, and the result last', async () => {
    const { client, workers } = await openTestStudio()
    const events = await client.models.simulate({ document, log: true, replications: 7 })
    const worker = workers.last
    expect(worker.specification).toMatchObject({
      kind: 'model',
      document,
      replications: 7,
      seed: null,
      precision: null,
      log: true,
    })
    for (const text of ['a\n', 'b\n']) worker.post({ type: 'part', part: { kind: 'text', text } })
    expect(worker.received.filter(({ type }) => type === 'taken')).toHaveLength(0)
    expect((await events.next()).value).toEqual({ kind: 'log', text: 'a\n' })
    expect(worker.received.filter(({ type }) => type === 'taken')).toHaveLength(1)
    worker.post({ type: 'progress', fraction: 0.2, detail: 'early', remainingSeconds: null })
    worker.post({ type: 'progress', fraction: 0.5, detail: 'later', remainingSeconds: null })
    worker.post({ type: 'result', result: { kind: 'model', result: emptyModelResult } })
    await settle()
    expect((await events.next()).value).toEqual({ kind: 'log', text: 'b\n' })
    expect((await events.next()).value).toEqual({ kind: 'progress', fraction: 0.5, detail: 'later' })
    expect((await events.next()).value).toEqual({ kind: 'result', result: emptyModelResult })
    expect((await events.next()).done).toBe(true)
  })

  it('stop when their caller leaves, in the middle of waiting or before', async () => {
    const { client, workers } = await openTestStudio()
    const left = await client.models.simulate({ document, log: false })
    const waiting = left.next()
    await settle()
    await left.return?.()
    await settle()
    expect(workers.last.ended).toBe(true)
    expect((await waiting).done).toBe(true)
    const controller = new AbortController()
    const aborted = await client.models.simulate({ document, log: false }, { signal: controller.signal })
    controller.abort()
    expect(await errorOf(aborted.next())).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('stopped') })
    expect(workers.last.ended).toBe(true)
  })

  it('fail with the sentence of their worker', async () => {
    const { client, workers } = await openTestStudio()
    const events = await client.models.simulate({ document, log: false })
    workers.last.post({ type: 'failed', message: 'Nobody can go on at minute 12: ...' })
    expect(await errorOf(events.next())).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('minute 12') })
    const killed = await client.models.simulate({ document, log: false })
    workers.last.exit({ signal: 'SIGKILL' })
    expect(await errorOf(killed.next())).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('SIGKILL') })
  })
})

describe('a validation over the contract', () => {
  it('gives checks as they are made, on as many threads as there are cores and settings allow', async () => {
    const { client, workers } = await openTestStudio()
    const events = await client.validation.run({ suites: ['laws'], quick: true })
    const cores = availableParallelism()
    expect(workers.last.specification).toMatchObject({ kind: 'validation', suites: ['laws'], quick: true, threads: cores })
    workers.last.post({ type: 'part', part: { kind: 'check', check } })
    expect((await events.next()).value).toEqual({ kind: 'check', check })
    workers.last.post({ type: 'result', result: { kind: 'validation', result: emptyValidation } })
    expect((await events.next()).value).toEqual({ kind: 'result', result: emptyValidation })
    await client.system.saveSettings({ ...defaultSettings, maximumParallelJobs: 1 })
    await client.validation.run({ quick: true })
    expect(workers.last.specification).toMatchObject({ suites: null, threads: 1 })
  })

  it('knows its suites', async () => {
    const { client } = await openTestStudio()
    const error = await errorOf(client.validation.run({ suites: ['nonsense' as 'laws'], quick: true }))
    expect(error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('choose one of queueing') })
  })
})

describe('visits over the contract', () => {
  it('are inspected, fitted and made by workers; a file that cannot be used is told place by place', async () => {
    const { client, workers } = await openTestStudio()
    const inspected = client.calibration.inspect({ text: 'a,b\n1,2\n' })
    await settle()
    const problems = [{ path: 'row 2, column 1', message: 'is no time' }]
    expect(workers.last.specification).toMatchObject({ kind: 'inspection', text: 'a,b\n1,2\n' })
    workers.last.post({ type: 'failed', message: 'row 2, column 1: is no time', problems })
    expect(await errorOf(inspected)).toMatchObject({ code: 'BAD_INPUT', data: { problems } })

    const options = { mapping: { arrival: 'came' }, replications: 5 }
    const fit = await client.calibration.fit({ text: 'came\n', base: 'urban', options })
    expect(workers.last.specification).toMatchObject({
      kind: 'calibration',
      base: { name: 'urban' },
      options: { ...options, seed: 1 },
    })
    workers.last.post({ type: 'failed', message: 'nothing to fit', problems })
    expect((await errorOf(fit.next())).code).toBe('BAD_INPUT')
    expect((await errorOf(client.calibration.fit({ text: '', base: 'nowhere', options }))).code).toBe('NOT_FOUND')

    const visits = await client.visits.synthesise({ scenario: 'rural', options: { days: 3 } })
    expect(workers.last.specification).toMatchObject({
      kind: 'visits',
      scenario: { name: 'rural' },
      options: { days: 3, seed: 1 },
    })
    workers.last.post({ type: 'part', part: { kind: 'text', text: 'arrival\n' } })
    workers.last.post({ type: 'result', result: { kind: 'visits' } })
    expect((await visits.next()).value).toEqual({ kind: 'text', text: 'arrival\n' })
    expect((await visits.next()).done).toBe(true)
  })
})

describe('a hospital as a model', () => {
  it('is exported as a document that can be run', async () => {
    const { client } = await openTestStudio()
    const { fileName, text } = await client.scenarios.export({ id: 'urban', as: 'model' })
    expect(fileName).toBe('urban-model.json')
    expect((await client.models.check({ document: JSON.parse(text) })).problems).toEqual([])
    expect((await client.scenarios.export({ id: 'urban' })).fileName).toBe('urban.json')
  })
})
