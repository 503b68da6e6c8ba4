import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute, type Route, sectionOf } from '../../src/renderer/route.ts'

describe('routes', () => {
  it('reads every kind of address', () => {
    expect(
      ['', '#/', '#/scenarios', '#/scenarios/urban', '#/live', '#/train', '#/train/urban', '#/results/a%2Fb', '#/settings'].map(
        parseRoute,
      ),
    ).toEqual([
      { page: 'scenarios' },
      { page: 'scenarios' },
      { page: 'scenarios' },
      { page: 'scenario', id: 'urban' },
      { page: 'live', scenario: null },
      { page: 'train', scenario: null },
      { page: 'train', scenario: 'urban' },
      { page: 'results', studyId: 'a/b' },
      { page: 'settings' },
    ])
  })

  it('shows the list of scenarios for what it does not know', () => {
    for (const fragment of ['#token=abc', '#/nowhere', '#/scenarios/%E0%A4%A'])
      expect(parseRoute(fragment)).toEqual({ page: 'scenarios' })
  })

  it('finds back what it wrote', () => {
    const word = fc.string({ minLength: 1 })
    const route = fc.oneof<fc.Arbitrary<Route>[]>(
      word.map((id) => ({ page: 'scenario', id })),
      word.map((scenario) => ({ page: 'live', scenario })),
      fc.record({ page: fc.constant('live' as const), scenario: word, policy: word }),
      word.map((studyId) => ({ page: 'results', studyId })),
      word.map((scenario) => ({ page: 'train', scenario })),
      fc.constantFrom<Route>(
        { page: 'train', scenario: null },
        { page: 'settings' },
        { page: 'scenarios' },
        { page: 'validate' },
        { page: 'visits' },
      ),
    )
    fc.assert(
      fc.property(route, (there) => {
        expect(parseRoute(formatRoute(there))).toEqual(there)
      }),
    )
  })

  it('marks the section that a page belongs to', () => {
    expect(sectionOf({ page: 'scenario', id: 'urban' })).toBe('scenarios')
    expect(sectionOf({ page: 'visits' })).toBe('scenarios')
    expect(sectionOf({ page: 'results', studyId: null })).toBe('results')
  })
})
