import { describe, expect, it } from 'vitest'
import { openTestStore, trainingOptions, urban } from './fixtures/helpers.ts'

describe('scenarios in the store', () => {
  it('come back as they were put in, by id and by name', () => {
    const { scenarios } = openTestStore({ now: () => new Date('2026-11-20T10:00:00Z') })
    const entry = scenarios.add(urban())
    expect(entry).toMatchObject({ name: 'urban', version: 1, preset: false, createdAt: '2026-11-20T10:00:00.000Z' })
    expect(entry.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(entry.scenario).toEqual(urban())
    expect(scenarios.find(entry.id)).toEqual(entry)
    expect(scenarios.find('urban')).toEqual(entry)
    expect(scenarios.find('rural')).toBeNull()
  })

  it('keep the version a run depends on when they are edited', () => {
    const store = openTestStore()
    const { id } = store.scenarios.add(urban())
    const [run] = store.runs.add([{ scenarioId: id, scenarioVersion: 1, options: trainingOptions, engine: 'reference' }])
    const edited = { ...urban('city'), title: 'City' }
    expect(store.scenarios.update(id, edited)).toMatchObject({ id, name: 'city', title: 'City', version: 2 })
    expect(store.scenarios.version(id, 1)).toEqual(urban())
    expect(store.scenarios.version(id, 2)).toEqual(edited)
    expect(store.scenarios.version(id, 3)).toBeNull()
    expect(store.runs.find(run?.id ?? '')).toMatchObject({ scenarioVersion: 1, scenario: 'urban' })
  })

  it('can be deleted, their name used again, and brought back', () => {
    const { scenarios } = openTestStore()
    const { id } = scenarios.add(urban())
    scenarios.delete(id)
    expect(scenarios.list()).toEqual([])
    expect(scenarios.find(id)).toBeNull()
    expect(scenarios.findDeleted(id)?.name).toBe('urban')
    const second = scenarios.add(urban())
    expect(scenarios.update(id, urban('urban-2'))).toMatchObject({ id, name: 'urban-2', version: 2 })
    expect(scenarios.list().map((entry) => entry.id)).toEqual([id, second.id])
    scenarios.delete(id)
    expect(scenarios.restore(id).name).toBe('urban-2')
  })

  it('never share a name', () => {
    const { scenarios } = openTestStore()
    scenarios.add(urban())
    expect(() => scenarios.add(urban())).toThrow(/UNIQUE/)
    expect(scenarios.list()).toHaveLength(1)
  })

  it('list presets first', () => {
    const { scenarios } = openTestStore()
    scenarios.add(urban('mine'))
    scenarios.add(urban('preset'), true)
    expect(scenarios.list().map((entry) => [entry.name, entry.preset])).toEqual([
      ['preset', true],
      ['mine', false],
    ])
  })
})
