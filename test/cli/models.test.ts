import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishedModelFile } from '../models.ts'
import { readXml } from '../report/xml.ts'
import { emptyModelResult } from '../studio/fixtures/model-results.ts'
import { createFakeStudio, runCommand } from './support/fake-studio.ts'

const model = publishedModelFile('treatment-centre')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairward-models-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const written = () => readdirSync(folder)

describe('simulate --model', () => {
  it('passes on what was given, and nothing else', async () => {
    const studio = createFakeStudio()
    const parameters = ['simulate', '--model', model, '--replications', '7', '--seed', '3', '--precision', '0.1', '--json']
    const { code, stdout } = await runCommand(parameters, studio)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ model: 'treatment-centre', digest: '00', classes: [], resources: [] })
    expect(studio.asked[0]?.input).toMatchObject({ replications: 7, seed: 3, precision: 0.1, log: false })
    const plain = createFakeStudio()
    await runCommand(['simulate', '--model', model], plain)
    expect(Object.keys(plain.asked[0]?.input as object).sort()).toEqual(['document', 'log'])
  })

  it('writes the log whole, over what was there, also behind a link', async () => {
    writeFileSync(at('log.csv'), 'old')
    symlinkSync(at('log.csv'), at('link.csv'))
    const { code, stderr } = await runCommand(['simulate', '--model', model, '--log', at('link.csv')])
    expect(code).toBe(0)
    expect(stderr).toContain(`The patient log is in ${at('link.csv')}.`)
    expect(readFileSync(at('log.csv'), 'utf8')).toBe('patient\n1\n2\n')
    expect(written().sort()).toEqual(['link.csv', 'log.csv'])
  })

  it('leaves the log as it was where the simulation fails', async () => {
    writeFileSync(at('log.csv'), 'old')
    const { code } = await runCommand(['simulate', '--model', model, '--log', at('log.csv')], createFakeStudio('fails'))
    expect(code).toBe(1)
    expect(readFileSync(at('log.csv'), 'utf8')).toBe('old')
    expect(written()).toEqual(['log.csv'])
  })

  it('leaves no file at Ctrl+C', async () => {
    const interruption = new AbortController()
    const studio = createFakeStudio('hangs')
    const options = { interruption: interruption.signal }
    const running = runCommand(['simulate', '--model', model, '--log', at('log.csv'), '--json'], studio, options)
    await expect.poll(() => written().filter((name) => readFileSync(at(name), 'utf8') === 'patient\n1\n')).toHaveLength(1)
    interruption.abort()
    const { code, stdout, closed } = await running
    expect([code, closed]).toEqual([1, 1])
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERRUPTED' } })
    expect(written()).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')('tells of a full disk, and leaves devices what they are', async () => {
    const { code, stderr } = await runCommand(['simulate', '--model', model, '--log', '/dev/full'])
    expect(code).toBe(1)
    expect(stderr).toContain('/dev/full cannot be written: the disk is full.')
  })

  it.each<[string, (path: string) => void, RegExp]>([
    ['missing', () => {}, /^There is no file .*model\.json\.\n$/],
    [
      'a scenario',
      (path) => writeFileSync(path, '{"format":"fairward-scenario"}'),
      /format is "fairward-scenario"; must be "fairward-model"/,
    ],
    ['no JSON', (path) => writeFileSync(path, 'name: ward'), /model\.json: the file is not JSON/],
  ])('refuses what is no model before anything is written: %s', async (_name, prepare, sentence) => {
    prepare(at('model.json'))
    const studio = createFakeStudio()
    const { code, stderr } = await runCommand(['simulate', '--model', at('model.json'), '--log', at('log.csv')], studio)
    expect(code).toBe(1)
    expect(stderr).toMatch(sentence)
    expect(studio.asked).toEqual([])
    expect(written()).not.toContain('log.csv')
  })
})

describe('simulate --welch', () => {
  const steady = publishedModelFile('stroke-unit')
  const advice = { suggestedWarmUp: 64, enough: true, replications: 3, batches: [0, 5, 6], times: [100, 200], averages: [4, 5] }
  const advised = { ...emptyModelResult, timeUnit: 'days' as const, horizon: 2920, warmUp: 1095, warmUpAdvice: advice }
  const studio = () => createFakeStudio('finishes', 'serve', advised)

  it('draws a picture, over what was there, and says in a line what is advised', async () => {
    writeFileSync(at('welch.svg'), 'old')
    const { code, stdout, stderr } = await runCommand(['simulate', '--model', steady, '--welch', at('welch.svg')], studio())
    expect(code).toBe(0)
    expect(stdout).toContain('Warm-up advised by MSER-5: 64 days; this run has 1,095 days.\n')
    expect(stderr).toContain(`The Welch plot is in ${at('welch.svg')}.`)
    expect(readXml(readFileSync(at('welch.svg'), 'utf8')).name).toBe('svg')
    expect(written()).toEqual(['welch.svg'])
  })

  it('leaves the picture as it was where the simulation fails', async () => {
    writeFileSync(at('welch.svg'), 'old')
    const failing = createFakeStudio('fails')
    expect((await runCommand(['simulate', '--model', steady, '--welch', at('welch.svg')], failing)).code).toBe(1)
    expect(readFileSync(at('welch.svg'), 'utf8')).toBe('old')
    expect(written()).toEqual(['welch.svg'])
  })

  it.each<[string, string[], RegExp]>([
    ['a terminating model', ['--model', model], /--welch is for models in steady state; the runs of .* are terminating/],
    ['a hospital', ['--scenario', 'urban'], /--welch goes with --model/],
    ['the file of the log', ['--model', steady, '--log', 'WELCH'], /--log and --welch name the same file/],
  ])('is refused for %s before any work', async (_name, parameters, sentence) => {
    const untouched = studio()
    const named = parameters.map((each) => (each === 'WELCH' ? at('welch.svg') : each))
    const { code, stderr, opened } = await runCommand(['simulate', ...named, '--welch', at('welch.svg')], untouched)
    expect(code).toBe(2)
    expect(stderr).toMatch(sentence)
    expect([opened, untouched.asked, written()]).toEqual([[], [], []])
  })

  it('tells of a folder that does not exist before any work, and leaves no log behind', async () => {
    const untouched = studio()
    const parameters = ['simulate', '--model', steady, '--log', at('log.csv'), '--welch', at('nowhere/welch.svg')]
    const { code, stderr } = await runCommand(parameters, untouched)
    expect(code).toBe(1)
    expect(stderr).toContain('cannot be written: its folder does not exist.')
    expect([untouched.asked, written()]).toEqual([[], []])
  })
})

describe('validate', () => {
  it('ends with 0 where every check passed', async () => {
    const studio = createFakeStudio()
    const { code, stdout } = await runCommand(['validate', '--suite', 'laws', '--suite', 'presets', '--quick', '--json'], studio)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ passed: 1, failed: 0, checks: [{ suite: 'laws', ok: true }] })
    expect(studio.asked).toEqual([{ call: 'validate', input: { suites: ['laws', 'presets'], quick: true } }])
  })

  it('ends with 1 where one failed: the result as an object, and in words the failure last', async () => {
    const forPrograms = await runCommand(['validate', '--json'], createFakeStudio('fails'))
    expect(forPrograms.code).toBe(1)
    expect(JSON.parse(forPrograms.stdout)).toMatchObject({ passed: 1, failed: 1, checks: [{ ok: false }, { ok: true }] })
    const { code, stdout, stderr } = await runCommand(['validate'], createFakeStudio('fails'))
    expect(code).toBe(1)
    expect(stderr).toContain('1 of 2 checks failed.')
    expect(stdout).toMatch(/FAILED {2}One server: mean wait +9\.000 +9\.700/)
    const last = stdout.slice(stdout.lastIndexOf('FAILED'))
    expect(last).toContain('The number lies more than 3.29 combined standard errors')
    expect(last).toContain('source: Kleinrock (1975)')
    expect(last.trimEnd()).toMatch(/1 passed, 1 failed/)
  })
})

describe('calibrate', () => {
  it('passes columns on and tells problems by place', async () => {
    writeFileSync(at('visits.csv'), 'came;Triage\n')
    const studio = createFakeStudio()
    const columns = ['--column', 'arrival=came', '--column', 'start-of-care=', '--column', 'triage=Triage=1']
    const { code, stdout } = await runCommand(
      ['calibrate', '--visits', at('visits.csv'), '--base', 'urban', ...columns, '--json'],
      studio,
    )
    expect(code).toBe(1)
    const { error } = JSON.parse(stdout) as { error: { problems: { path: string }[] } }
    expect(error.problems[0]?.path).toBe('row 2, column 1')
    const mapping = { arrival: 'came', startOfCare: null, triage: 'Triage=1' }
    expect(studio.asked[0]?.input).toMatchObject({ base: 'urban', text: 12, options: { mapping } })
  })

  it.each<[string, (path: string) => void, RegExp]>([
    ['missing', () => {}, /There is no file/],
    ['empty', (path) => writeFileSync(path, ' \n'), /is empty; a visits file has a header/],
    ['a workbook', (path) => writeFileSync(path, Buffer.from([0x50, 0x4b, 3, 4, 0])), /is a workbook; .* save it as CSV/],
  ])('refuses a file that is %s', async (_name, prepare, sentence) => {
    prepare(at('visits.csv'))
    const { code, stderr } = await runCommand(['calibrate', '--visits', at('visits.csv'), '--base', 'urban'])
    expect(code).toBe(1)
    expect(stderr).toMatch(sentence)
  })
})

describe('visits', () => {
  it('are counted and written whole', async () => {
    const { code, stdout } = await runCommand(['visits', '--scenario', 'urban', '--days', '9', '--output', at('v.csv')])
    expect([code, stdout]).toEqual([0, `2 visits written to ${at('v.csv')}.\n`])
    expect(readFileSync(at('v.csv'), 'utf8').split('\n')).toHaveLength(4)
  })

  it('leave no file at Ctrl+C', async () => {
    const interruption = new AbortController()
    const options = { interruption: interruption.signal }
    const running = runCommand(['visits', '--scenario', 'urban', '--output', at('v.csv')], createFakeStudio('hangs'), options)
    await expect.poll(() => written().filter((name) => readFileSync(at(name), 'utf8') !== '')).toHaveLength(1)
    interruption.abort()
    expect((await running).code).toBe(1)
    expect(written()).toEqual([])
  })
})
