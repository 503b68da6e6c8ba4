import { describe, expect, it } from 'vitest'
import { simulateModel } from '../../src/main/evaluation/model/simulate-model.ts'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { experimentsOf } from '../../src/main/validation/suites.ts'
import { validationSuites } from '../../src/shared/validation.ts'
import { inputs } from './inputs.ts'

const shipped = Object.entries(inputs.models)
/** A queue at exactly as much work as can be done, which those who leave keep in order. */
const expectedWarnings: Record<string, string> = { 'queueing/erlang-a-100': 'Offered load of server is 1.00' }

describe('models that ship', () => {
  it('are those that the suites run, every one of them', () => {
    const asked = new Set<string>()
    const models = new Proxy(inputs.models, {
      get: (all, name: string) => {
        asked.add(name)
        return all[name]
      },
    })
    for (const { name } of validationSuites) experimentsOf(name, { ...inputs, models }, false)
    expect([...asked].sort()).toEqual(shipped.map(([name]) => name))
  })

  it.each(shipped)('%s runs, and says nothing but that a short run is short', (name, document) => {
    expect(document.name).toBe(name.split('/').at(-1))
    expect(document.description).toBeDefined()
    const { horizon, warmUp } = document.run
    const model = compileModel({
      ...document,
      run: { ...document.run, horizon: warmUp + (horizon - warmUp) / 40, replications: 3 },
    })
    const result = simulateModel(model)
    const expected = expectedWarnings[name] === undefined ? [] : [expect.stringContaining(expectedWarnings[name])]
    expect(result.warnings.filter((warning) => !warning.includes('warm-up'))).toEqual(expected)
    for (const { name: className, inSystem } of result.classes) expect(inSystem?.mean, className).toBeGreaterThan(0)
  })
})
