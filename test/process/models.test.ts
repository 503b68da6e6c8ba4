import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CalibrationResult } from '../../src/shared/calibration.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { ModelResult } from '../../src/shared/model/result.ts'
import { type ValidationResult, validationSuites } from '../../src/shared/validation.ts'
import { publishedModel, publishedModelFile } from '../models.ts'
import { commandHome } from './fixtures/command-home.ts'
import { processesOf, until } from './fixtures/worker-watch.ts'

const { at, ...commands } = commandHome('models')
let folders = 0

/** Each command has a data folder of its own, so that none speaks to another's studio. */
const dataFolder = () => at(`data-${folders++}`)
const start = (...parameters: string[]) => commands.start(dataFolder(), ...parameters)
const ask = <Result>(...parameters: string[]) => commands.ask<Result>(dataFolder(), ...parameters)

/** Processes that work for a job of a kind; a test that kills one must not meet that of another test. */
const workersOf = (kind: string): number[] => processesOf(`fairward-worker ${kind} `)

/** Runs for minutes. */
function longModel(name: string): string {
  const document: ModelDocument = publishedModel('treatment-centre')
  document.run.replications = 100_000
  writeFileSync(at(name), JSON.stringify(document))
  return at(name)
}

describe('models as processes', () => {
  it('simulate: the same bits with a log and without, and a log that holds every patient', async () => {
    const model = publishedModelFile('treatment-centre')
    const simulate = (...more: string[]) =>
      ask<ModelResult>('simulate', '--model', model, '--replications', '12', '--seed', '5', ...more)
    const [plain, logged] = await Promise.all([simulate(), simulate('--log', at('log.csv'))])
    expect([plain.code, logged.code]).toEqual([0, 0])
    expect(logged.result).toEqual(plain.result)
    const [header, ...rows] = readFileSync(at('log.csv'), 'utf8').trimEnd().split('\n')
    expect(header).toMatch(/^replication,patient,class,/)
    const came = rows.filter((row) => row.split(',')[3] === 'arrival').length
    expect(came / 12).toBeCloseTo(plain.result.classes[0]?.counts.in?.mean ?? 0, 9)
  }, 60_000)

  it('simulate: a hospital as a model', async () => {
    expect((await start('scenarios', 'export', 'rural', '--model', '--output', at('rural.json')).ended).code).toBe(0)
    const { code, result } = await ask<ModelResult>('simulate', '--model', at('rural.json'), '--replications', '3')
    expect([code, result.model]).toEqual([0, 'rural'])
    expect(result.resources.map(({ name }) => name)).toEqual(['care-space', 'clinician'])
  }, 60_000)

  it('leave no file at Ctrl+C', async () => {
    const command = start('simulate', '--model', longModel('long.json'), '--log', at('interrupted.csv'))
    const halves = () => readdirSync(at('.')).filter((name) => name.startsWith('interrupted.csv'))
    await until(() => halves().some((name) => statSync(at(name)).size > 0), 'the log grows')
    command.child.kill('SIGINT')
    const { code, stderr } = await command.ended
    expect(code).toBe(1)
    expect(stderr).toContain('Stopped.')
    expect(halves()).toEqual([])
  }, 60_000)

  it('end in a sentence when their worker is killed', async () => {
    const others = workersOf('model')
    const command = start('simulate', '--model', longModel('killed.json'), '--json')
    const own = () => workersOf('model').find((pid) => !others.includes(pid))
    await until(() => command.stderr().includes('%') && own() !== undefined, 'it computes')
    process.kill(own()!, 'SIGKILL')
    const { code, stdout } = await command.ended
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'CONFLICT', message: expect.stringContaining('SIGKILL') } })
  }, 60_000)
})

describe('a validation as a process', () => {
  it('passes, every check with what was expected, observed and why', async () => {
    const { code, result, stderr } = await ask<ValidationResult>('validate', '--quick')
    const failed = result.checks.filter(({ ok }) => !ok)
    expect(failed.map(({ suite, name, failure }) => `${suite}: ${name}. ${failure}`)).toEqual([])
    expect(result).toMatchObject({ passed: result.checks.length, failed: 0, quick: true })
    expect(code, stderr).toBe(0)
    expect(result.suites.map(({ suite }) => suite)).toEqual(validationSuites.map(({ name }) => name))
    expect(result.checks.length).toBeGreaterThan(450)
    for (const check of result.checks) {
      expect(check).toMatchObject({ suite: expect.any(String), name: expect.any(String), source: expect.any(String) })
      for (const field of ['expected', 'observed', 'standardError', 'replications'] as const)
        expect(check[field]).toBeTypeOf('number')
    }
  }, 240_000)

  it('ends in a sentence when its worker is killed in the middle', async () => {
    const others = workersOf('validation')
    const command = start('validate')
    const own = () => workersOf('validation').find((pid) => !others.includes(pid))
    await until(() => command.stderr().includes('checks') && own() !== undefined, 'it computes')
    process.kill(own()!, 'SIGKILL')
    const { code, stdout, stderr } = await command.ended
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('The worker process was ended from outside (SIGKILL).')
  }, 60_000)
})

describe('visits as processes', () => {
  it('are made, and tell a scenario that is kept', async () => {
    const made = await ask<{ visits: number }>('visits', '--scenario', 'urban', '--days', '40', '--output', at('visits.csv'))
    expect(made.code).toBe(0)
    expect(readFileSync(at('visits.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(made.result.visits + 1)
    const parameters = ['--visits', at('visits.csv'), '--base', 'urban', '--title', 'From visits', '--replications', '5']
    const fitted = await ask<CalibrationResult & { stored: { name: string }; file: string }>(
      ...['calibrate', ...parameters, '--store', '--output', at('fitted.json')],
    )
    expect(fitted.code, fitted.stderr).toBe(0)
    expect(fitted.result.scenario.title).toBe('From visits')
    expect(fitted.result.visits.visits).toBe(made.result.visits)
    expect(fitted.result.stored.name).toBe(fitted.result.scenario.name)
    expect(JSON.parse(readFileSync(at('fitted.json'), 'utf8'))).toEqual(fitted.result.scenario)
    expect((await start('scenarios', 'validate', at('fitted.json')).ended).code).toBe(0)
  }, 120_000)

  it('that cannot be read as they are say where and why', async () => {
    writeFileSync(at('wrong.csv'), 'arrival;name\nyesterday;Ada\n')
    const { code, result, stderr } = await ask<{ error: { code: string } }>(
      ...['calibrate', '--visits', at('wrong.csv'), '--base', 'urban'],
    )
    expect([code, result.error.code]).toEqual([1, 'BAD_INPUT'])
    expect(stderr).toMatch(/name/)
  }, 60_000)
})
