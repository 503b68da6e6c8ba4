import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ModelExperiment, type ModelExperimentOptions } from '../../src/main/evaluation/model/model-experiment.ts'
import { simulateModel } from '../../src/main/evaluation/model/simulate-model.ts'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { runModel, simulateOnThreads } from '../../src/main/training/model-job.ts'
import { ThreadPool } from '../../src/main/training/thread-pool.ts'
import { runValidation } from '../../src/main/training/validation-job.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { publishedModel } from '../models.ts'
import { FakeContext } from './fixtures/fake-context.ts'
import { resourcesDirectory } from './fixtures/resources.ts'

const program = join(import.meta.dirname, '../../src/main/training/thread.ts')
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', `${name}.ts`)
const document = publishedModel('treatment-centre')
const job = {
  kind: 'model',
  id: 'm',
  attempt: 1,
  document,
  replications: 30,
  seed: 4,
  precision: null,
  log: false,
  threads: 2,
} as const

/** Patients who come back at once, for ever. */
const endless: ModelDocument = {
  ...document,
  arrivals: [{ name: 'door', process: { process: 'at-start', patients: 1 } }],
  attributes: [],
  queues: [],
  resources: [],
  classes: ['patient'],
  steps: [
    { name: 'again', do: 'delay', duration: { distribution: 'constant', value: 0 } },
    {
      name: 'round',
      do: 'branch',
      to: [
        { probability: 1 - 1e-12, step: 'again' },
        { probability: 1e-12, step: 'home' },
      ],
    },
    { name: 'home', do: 'exit' },
  ],
}

describe('replications over threads', () => {
  it.each<[string, ModelExperimentOptions, number[]]>([
    ['a number of replications', { replications: 53, seed: 9 }, [1, 2, 3]],
    ['a precision', { precision: 0.2, seed: 9 }, [2]],
    ['fewer replications than threads', { replications: 1, seed: 9 }, [2]],
  ])('give the bits of one thread, whatever their number: %s', async (_name, options, numbers) => {
    const alone = simulateModel(compileModel(document), options)
    for (const threads of numbers) {
      const fractions: number[] = []
      const shared = await simulateOnThreads(document, options, { program, threads }, (fraction) => fractions.push(fraction))
      expect(shared).toEqual(alone)
      expect(fractions.at(-1)).toBe(1)
    }
  })

  it('are done here where no thread can be started, with the reason', async () => {
    const setup = { kind: 'replications', document, design: new ModelExperiment(compileModel(document)).design } as const
    for (const [missing, reason] of [
      [fixture('no-such-thread'), /no-such-thread\.ts is missing/],
      [fixture('broken-thread'), /cannot begin/],
    ] as const) {
      const pool = await ThreadPool.start(setup, { program: missing, threads: 2 })
      expect(pool.hindrance).toMatch(reason)
      expect((await pool.run({ first: 0, count: 2 })).digests).toHaveLength(64)
      await pool.close()
    }
    const options = { replications: 20, seed: 2 }
    const here = await simulateOnThreads(document, options, { program: fixture('no-such-thread'), threads: 2 })
    expect(here).toEqual(simulateModel(compileModel(document), options))
  })

  it('end in a sentence when a thread dies in the middle', async () => {
    const place = { program: fixture('dying-thread'), threads: 2 }
    await expect(simulateOnThreads(document, { replications: 40 }, place)).rejects.toThrow(
      'A thread of the computation ended unexpectedly (exit code 3); try again.',
    )
  })

  it('end in the sentence of the model when it cannot go on', async () => {
    await expect(simulateOnThreads(endless, { replications: 4 }, { program, threads: 2 })).rejects.toThrow(/again|round/)
  })
})

describe('the job of a model', () => {
  it('gives the log in order while it computes, however slowly it is taken, and the same numbers', async () => {
    const context = new FakeContext()
    const waits: (() => void)[] = []
    context.partsTaken = () => new Promise((resolve) => waits.push(resolve))
    const taking = setInterval(() => waits.shift()?.(), 2)
    const withLog = await runModel({ ...job, log: true }, context, program)
    clearInterval(taking)
    const texts = context.all('part').map(({ part }) => (part.kind === 'text' ? part.text : ''))
    const expected: string[] = []
    const result = simulateModel(compileModel(document), { replications: 30, seed: 4, log: (text) => expected.push(text) })
    expect(texts.length).toBeGreaterThan(20)
    expect(texts.join('')).toBe(expected.join(''))
    expect(withLog).toEqual({ type: 'result', result: { kind: 'model', result } })
    const without = await runModel(job, new FakeContext(), program)
    expect(without).toEqual(withLog)
  })

  it('tells how far one long run is', async () => {
    const context = new FakeContext()
    const run = { ...document.run, kind: 'steady-state' as const, horizon: 11_400 }
    await runModel({ ...job, document: { ...document, run }, replications: 1 }, context, program)
    expect(context.all('progress').length).toBeGreaterThan(20)
  })
})

describe('the job of a validation', () => {
  it('gives the same checks on one thread and on several', async () => {
    const run = async (threads: number) => {
      const context = new FakeContext()
      const specification = { kind: 'validation', id: 'v', attempt: 1, suites: ['laws' as const], quick: true } as const
      const message = await runValidation({ ...specification, suites: ['laws'], resourcesDirectory, threads }, context, program)
      if (message.type !== 'result' || message.result.kind !== 'validation') throw new Error('no result')
      return { result: message.result.result, parts: context.all('part').length }
    }
    const [one, two] = [await run(1), await run(2)]
    expect(two.result).toEqual(one.result)
    expect(one.parts).toBe(one.result.checks.length)
    expect(one.result.checks.length).toBeGreaterThan(5)
  })
})
