import { describe, expect, it } from 'vitest'
import { calibrationOptionsSchema, visitsOptionsSchema } from '../../src/shared/calibration.ts'
import { problemsOf } from '../../src/shared/problem.ts'

const sentence = (schema: typeof calibrationOptionsSchema | typeof visitsOptionsSchema, input: unknown) => {
  const parsed = schema.safeParse(input)
  return parsed.success ? 'fine' : problemsOf(parsed.error, input).map(({ path, message }) => `${path} ${message}`)[0]
}

describe('what a calibration and a visits file are asked with', () => {
  it('has defaults for everything', () => {
    expect(calibrationOptionsSchema.parse({})).toEqual({ mapping: {}, timeZone: null, replications: 20, seed: 1 })
    expect(visitsOptionsSchema.parse({})).toEqual({ days: 90, seed: 1, startDate: '2026-01-05' })
  })

  it('is refused in sentences that name the field', () => {
    expect(sentence(calibrationOptionsSchema, { replications: 2 })).toBe(
      'replications is 2; replications must be a whole number from 5 to 200',
    )
    expect(sentence(calibrationOptionsSchema, { mapping: { arrival: 3 } })).toBe(
      'mapping.arrival is 3; must be the name of a column',
    )
    expect(sentence(calibrationOptionsSchema, { mapping: { colour: 'a' } })).toContain('mapping.colour is not a field')
    expect(sentence(visitsOptionsSchema, { days: 0 })).toBe('days is 0; days must be a whole number from 1 to 1000')
    for (const startDate of ['5 January', '2026-13-45', '2026-02-30'])
      expect(sentence(visitsOptionsSchema, { startDate })).toContain('must be a date of the calendar, such as 2026-01-31')
  })
})
