import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/main/storage/store.ts'
import { temporaryDirectory, urban } from '../storage/fixtures/helpers.ts'
import { errorOf, openTestStudio, resourcesDirectory } from './fixtures/test-studio.ts'

describe('presets', () => {
  it('are there from the start, and cannot be changed or deleted', async () => {
    const { client } = await openTestStudio()
    const entries = await client.scenarios.list()
    expect(entries.map((entry) => entry.name).sort()).toEqual(['pediatric', 'rural', 'surge', 'urban'])
    expect(entries.every((entry) => entry.preset && entry.version === 1)).toBe(true)
    const save = await errorOf(client.scenarios.save({ id: 'urban', document: urban() }))
    expect(save).toMatchObject({ code: 'CONFLICT', defined: true })
    expect(save.message).toBe('urban comes with Fairward and cannot be changed; copy it and change the copy.')
    expect(await errorOf(client.scenarios.delete({ id: 'urban' }))).toMatchObject({ code: 'CONFLICT' })
  })

  it('get a new version when their file has changed, and only then', async () => {
    const resources = temporaryDirectory()
    const dataDirectory = temporaryDirectory()
    cpSync(join(resourcesDirectory, 'scenarios'), join(resources, 'scenarios'), { recursive: true })
    const open = () => openTestStudio({ resourcesDirectory: resources, dataDirectory })
    const before = await open()
    const { id } = await before.client.scenarios.get({ id: 'urban' })
    await before.close()

    const path = join(resources, 'scenarios', 'urban.json')
    const document = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...document, title: 'Another city' }))
    const after = await open()
    expect(await after.client.scenarios.get({ id })).toMatchObject({ title: 'Another city', version: 2, preset: true })
    expect(await after.client.scenarios.get({ id: 'rural' })).toMatchObject({ version: 1 })
  })

  it('that are broken are left out, with a line in the log', async () => {
    const resources = temporaryDirectory()
    cpSync(join(resourcesDirectory, 'scenarios'), join(resources, 'scenarios'), { recursive: true })
    writeFileSync(join(resources, 'scenarios', 'urban.json'), '{}')
    const { client, log } = await openTestStudio({ resourcesDirectory: resources })
    expect((await client.scenarios.list()).map((entry) => entry.name)).not.toContain('urban')
    expect(log.join('\n')).toContain('preset urban.json: name is missing')
  })
})

describe('scenarios over the contract', () => {
  it('are copied under names of their own', async () => {
    const { client } = await openTestStudio()
    const first = await client.scenarios.copy({ id: 'urban' })
    expect(first).toMatchObject({ name: 'urban-copy', preset: false, version: 1, title: `${urban().title} (copy)` })
    expect(await client.scenarios.copy({ id: 'urban' })).toMatchObject({
      name: 'urban-copy-2',
      title: `${urban().title} (copy 2)`,
    })
    expect((await client.scenarios.copy({ id: first.id, title: 'Night' })).name).toBe('urban-copy-copy')
    expect(await client.scenarios.get({ id: 'urban-copy-copy' })).toMatchObject({ title: 'Night' })
  })

  it('are exported as text that can be imported again', async () => {
    const { client } = await openTestStudio()
    const { fileName, text } = await client.scenarios.export({ id: 'rural' })
    expect(fileName).toBe('rural.json')
    const imported = await client.scenarios.import({ text })
    expect(imported).toMatchObject({ name: 'rural-2', preset: false })
    const original = await client.scenarios.get({ id: 'rural' })
    expect({ ...imported.scenario, name: 'rural' }).toEqual(original.scenario)
  })

  it('keep a name within its length when it gets a number', async () => {
    const { client } = await openTestStudio()
    const text = JSON.stringify(urban('a'.repeat(60)))
    await client.scenarios.import({ text })
    expect((await client.scenarios.import({ text })).name).toBe(`${'a'.repeat(58)}-2`)
  })

  it('get a version with each change, and none without', async () => {
    const { client } = await openTestStudio()
    const { id, scenario } = await client.scenarios.copy({ id: 'urban' })
    const changed = { ...scenario, resources: { ...scenario.resources, careSpaces: scenario.resources.careSpaces + 2 } }
    expect(await client.scenarios.save({ id, document: changed })).toMatchObject({ version: 2, scenario: changed })
    expect(await client.scenarios.save({ id, document: changed })).toMatchObject({ version: 2 })
  })

  it('cannot take the name of another', async () => {
    const { client } = await openTestStudio()
    const { id, scenario } = await client.scenarios.copy({ id: 'urban' })
    const error = await errorOf(client.scenarios.save({ id, document: { ...scenario, name: 'rural' } }))
    expect(error).toMatchObject({ code: 'BAD_INPUT', data: { problems: [{ path: 'name' }] } })
    expect(error.message).toBe('scenario rural: name is "rural", which another scenario is called; choose another name')
  })

  it('can be deleted and brought back, under another name where theirs was given away', async () => {
    const { client } = await openTestStudio()
    const { id } = await client.scenarios.copy({ id: 'urban' })
    await client.scenarios.delete({ id: 'urban-copy' })
    expect(await errorOf(client.scenarios.get({ id }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.scenarios.restore({ id })).toMatchObject({ id, name: 'urban-copy', version: 1 })
    await client.scenarios.delete({ id })
    await client.scenarios.copy({ id: 'urban' })
    expect(await client.scenarios.restore({ id })).toMatchObject({ id, name: 'urban-copy-2' })
    expect(await client.scenarios.restore({ id })).toMatchObject({ id, name: 'urban-copy-2' })
    expect(await errorOf(client.scenarios.restore({ id: 'nobody' }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('that are not there are named, with those that are', async () => {
    const { client } = await openTestStudio()
    const error = await errorOf(client.scenarios.get({ id: 'urbn' }))
    expect(error).toMatchObject({ code: 'NOT_FOUND', defined: true })
    expect(error.message).toMatch(/^There is no scenario "urbn"; there are .*urban/)
  })
})

describe('a scenario that was stored under earlier rules', () => {
  it('is still there, hides no other, and is refused with a sentence where it would be used', async () => {
    const dataDirectory = temporaryDirectory()
    const store = openStore(dataDirectory)
    const nobody = { ...urban(), name: 'nobody', arrivals: { ...urban().arrivals, weekdayFactor: Array(7).fill(0) } }
    store.scenarios.add(nobody)
    store.close()
    const { client } = await openTestStudio({ dataDirectory })
    expect((await client.scenarios.list()).map(({ name }) => name)).toContain('nobody')
    expect((await client.scenarios.get({ id: 'nobody' })).scenario).toEqual(nobody)
    const options = { seed: 1, decisions: 1000, fairnessWeight: 0 }
    const evaluations = [{ scenario: 'nobody', policies: ['acuity'] }]
    for (const call of [
      client.runs.start({ scenarios: ['urban', 'nobody'], options }),
      client.studies.start({ evaluations, replications: 2, seed: 1, recommend: false }),
      client.live.start({ scenario: 'nobody', policy: 'acuity', seed: 1 }),
    ])
      expect((await errorOf(call)).message).toMatch(/^scenario nobody: arrivals\.weekdayFactor is 0 on every day/)
    expect(await client.runs.list()).toEqual([])
  })
})

describe('a broken scenario', () => {
  const rates = (value: unknown) => ({
    ...urban(),
    arrivals: { ...urban().arrivals, ratePerHour: urban().arrivals.ratePerHour.with(3, value as number) },
  })

  it('is refused with the field and what is allowed, and the store stays as it was', async () => {
    const { client } = await openTestStudio()
    const { id } = await client.scenarios.copy({ id: 'urban' })
    const before = await client.scenarios.list()
    const sentence = 'scenario urban: arrivals.ratePerHour[3] is -2; a rate must be 0 or more'
    const problems = [{ path: 'arrivals.ratePerHour[3]', message: 'is -2; a rate must be 0 or more' }]
    for (const call of [
      client.scenarios.import({ text: JSON.stringify(rates(-2)) }),
      client.scenarios.save({ id, document: rates(-2) }),
      client.simulations.run({ document: rates(-2), policy: 'acuity', replications: 1, seed: 1 }),
    ]) {
      const error = await errorOf(call)
      expect(error).toMatchObject({ code: 'BAD_INPUT', status: 422, defined: true, message: sentence, data: { problems } })
    }
    expect(await client.scenarios.check({ document: rates(-2) })).toEqual({ problems })
    expect(await client.scenarios.check({ document: urban() })).toEqual({ problems: [] })
    expect(await client.scenarios.list()).toEqual(before)
  })

  it.each([
    ['empty', '', 'scenario: the file is empty'],
    ['no JSON', '{"name":', 'scenario: the file is not JSON'],
    ['binary', 'PK\u0000\u0001', 'scenario: the file is not text'],
    ['too long', 'x'.repeat(10_000_000), 'scenario: the file has 10,000,000 characters'],
    ['a list', '[1]', 'scenario: the file holds no JSON object'],
    ['of a prototype key', '{"__proto__": {"a": 1}}', 'scenario: __proto__ is not a field'],
  ])('that is %s is refused with a sentence', async (_, text, beginning) => {
    const { client } = await openTestStudio()
    const error = await errorOf(client.scenarios.import({ text }))
    expect(error.code).toBe('BAD_INPUT')
    expect(error.message.startsWith(beginning), error.message).toBe(true)
    expect(await client.scenarios.list()).toHaveLength(4)
  })

  it('with several problems says how many more there are', async () => {
    const { client } = await openTestStudio()
    const document = { ...rates(-2), extra: 1, version: 2 }
    const error = await errorOf(client.scenarios.import({ text: JSON.stringify(document) }))
    expect(error.message).toMatch(/\(and 2 more problems\)$/)
    expect((error.data as { problems: unknown[] }).problems).toHaveLength(3)
  })
})
