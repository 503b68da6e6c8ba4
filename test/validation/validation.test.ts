import { describe, expect, it } from 'vitest'
import { runValidation } from '../../src/main/validation/run-validation.ts'
import { arrivalsAtLastRate } from '../../src/main/validation/suites/last-arrival-rate.ts'
import { experimentsOf } from '../../src/main/validation/suites.ts'
import { Validation, type ValidationPlan } from '../../src/main/validation/validation.ts'
import { ValidationWorker } from '../../src/main/validation/validation-work.ts'
import { validationResultSchema, validationSuites } from '../../src/shared/validation.ts'
import { inputs } from './inputs.ts'

describe('suites', () => {
  it.each([true, false])('has many checks, each with a name of its own, words and a source (quick: %s)', (quick) => {
    let checks = 0
    for (const { name } of validationSuites) {
      const experiments = experimentsOf(name, inputs, quick)
      const names = experiments.flatMap((experiment) => experiment.checks.map((check) => check.name))
      expect(new Set(names).size, name).toBe(names.length)
      expect(new Set(experiments.map((experiment) => experiment.name)).size, name).toBe(experiments.length)
      for (const experiment of experiments) {
        expect(experiment.replications).toBeGreaterThanOrEqual(200)
        for (const check of experiment.checks) {
          expect(check.description.length, check.name).toBeGreaterThan(10)
          expect(check.source.length, check.name).toBeGreaterThan(5)
        }
      }
      checks += names.length
    }
    expect(checks).toBeGreaterThan(400)
  })

  it('says which file is missing', () => {
    expect(() => experimentsOf('stroke-unit', { ...inputs, models: {} }, true)).toThrow('stroke-unit')
    expect(() => experimentsOf('presets', { ...inputs, scenarios: {} }, true)).toThrow('urban')
  })
})

describe('a run', () => {
  it('laws hold, and results are complete', () => {
    const told: string[] = []
    const fractions: number[] = []
    const result = runValidation(
      { suites: ['laws'], quick: true, inputs },
      { onCheck: (check) => told.push(check.name), onProgress: (fraction) => fractions.push(fraction) },
    )
    expect(result.checks.filter((check) => !check.ok)).toEqual([])
    expect(result).toMatchObject({ failed: 0, passed: result.checks.length, quick: true })
    expect(result.suites.map(({ suite, passed }) => [suite, passed])).toEqual([['laws', result.checks.length]])
    expect(told).toEqual(result.checks.map((check) => check.name))
    expect(fractions.at(-1)).toBe(1)
    expect(validationResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
  })

  it('gives the same result whoever does the works, in whatever order', () => {
    const plan: ValidationPlan = { suites: ['laws'], quick: true, inputs, seed: 7 }
    const validation = new Validation(plan)
    const workers = [new ValidationWorker(inputs), new ValidationWorker(inputs)]
    const works = validation.works.map((work, index) => ({ work, worker: workers[index % 2]! })).reverse()
    for (const { work, worker } of works) {
      const { columns, rows } = worker.compute(work)
      validation.add(work, columns, rows)
    }
    expect(validation.result()).toEqual(runValidation(plan))
  })

  it('another seed gives other numbers', () => {
    const observed = (seed: number) =>
      runValidation({ suites: ['laws'], quick: true, inputs, seed }).checks.map((check) => check.observed)
    expect(observed(1)).not.toEqual(observed(2))
  })
})

describe('arrivals at the rate of the last arrival', () => {
  it('do not see that the rate rises, as correct thinning would', () => {
    const [days, rates] = [400, [0.1, 1000]]
    let empty = 0
    for (let replication = 0; replication < days; replication++) {
      const times = arrivalsAtLastRate({ seed: 1, use: 'development', replication }, rates, 120)
      expect(times.every((time, index) => time < 120 && (index === 0 || time > times[index - 1]!))).toBe(true)
      if (times.length === 0) empty++
    }
    // The first arrival comes at 0.1 an hour: on exp(-0.2) of the days nobody came in two hours, 1000 an hour in the second or not.
    expect(empty / days).toBeCloseTo(Math.exp(-0.2), 1)
  })
})
