import { describe, expect, it } from 'vitest'
import { checksAsCsv, checksAsJson } from '../../../src/renderer/pages/validate/check-export.ts'
import { check } from './checks.ts'

const checks = [
  check({ name: 'with "quotes", and a comma' }),
  check({ name: 'failed', ok: false, failure: 'too far', observed: null, band: [1, 2] }),
]

describe('export of checks', () => {
  it('is CSV with a header, a row a check and nothing rounded', () => {
    const [header, first, second, end] = checksAsCsv(checks).split('\r\n')
    expect(header).toMatch(/^suite,name,description,passed,failure,unit,kind,expected,observed,band_lower,band_upper,/)
    expect(first).toContain('"with ""quotes"", and a comma"')
    expect(first).toContain(',minutes,value,9,9.04,,,0.8,0.05,0,0,0.1645,0.1,0.18,200,"Queueing Systems, volume 1"')
    expect(second).toContain(',false,too far,minutes,value,9,,1,2,')
    expect(end).toBe('')
  })

  it('is JSON that says whether the run came to its end', () => {
    const run = {
      state: 'stopped',
      quick: true,
      suites: ['queueing'],
      checks,
      progress: { fraction: 0.4, detail: '', remainingSeconds: null },
      seed: null,
      error: null,
    } as const
    expect(JSON.parse(checksAsJson(run))).toEqual({
      complete: false,
      quick: true,
      seed: null,
      suites: ['queueing'],
      passed: 1,
      failed: 1,
      checks,
    })
    expect(JSON.parse(checksAsJson({ ...run, state: 'finished' }))).toMatchObject({ complete: true })
  })
})
