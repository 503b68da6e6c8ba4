import { describe, expect, it } from 'vitest'
import { ModelExperiment } from '../../../src/main/evaluation/model/model-experiment.ts'
import { modelWarnings } from '../../../src/main/evaluation/model/model-warnings.ts'
import { ReplicationRunner } from '../../../src/main/evaluation/model/replication-runner.ts'
import { simulateModel } from '../../../src/main/evaluation/model/simulate-model.ts'
import { compileModel } from '../../../src/main/simulation/compile-model.ts'
import type { ModelDocument } from '../../../src/shared/model/document.ts'
import { type ModelResult, modelResultSchema } from '../../../src/shared/model/result.ts'
import { dayModel, priorityModel, queueModel } from './models.ts'
import { errors, expectNear } from './near.ts'

const station = (result: ModelResult) => {
  const [all] = result.classes
  return { ...all!, step: result.steps[0]!.byClass[0]!, server: result.resources[0]! }
}

describe('measures against queueing theory', () => {
  it('M/M/1 at 5 an hour with 8 an hour', () => {
    const model = queueModel({ ratePerHour: 5, service: 1 / 8, servers: 1, waitOver: 0.5 })
    const { wait, timeInSystem, inSystem, step, server, counts } = station(simulateModel(model))
    expectNear(step.wait.mean, 5 / 24)
    expectNear(step.wait.waited, 0.625)
    expectNear(step.wait.over, 0.625 * Math.exp(-1.5))
    expectNear(step.wait.p95, Math.log(0.625 / 0.05) / 3)
    expectNear(step.wait.p90, Math.log(0.625 / 0.1) / 3)
    // Var W = (2 rho / (mu - lambda)^2) - Wq^2.
    expectNear(step.wait.sd, Math.sqrt((2 * 0.625) / 9 - (5 / 24) ** 2))
    expectNear(wait.mean, 5 / 24)
    expectNear(timeInSystem.mean, 1 / 3)
    expectNear(timeInSystem.p50, Math.LN2 / 3)
    expectNear(inSystem, 5 / 3)
    expectNear(step.waiting, 25 / 24)
    expectNear(server.utilisation, 0.625)
    expectNear(server.census[0]!, 0.375)
    expectNear(counts.in, 5 * 1800)
    expect(server.staffed).toMatchObject({ mean: 1, standardError: 0 })
  })

  it('M/M/10 at 8 an hour, in one long run by batch means', () => {
    const model = queueModel({ ratePerHour: 8, servers: 10, run: { horizon: 60_000, warmUp: 1000, replications: 1 } })
    const result = simulateModel(model)
    const { step, server } = station(result)
    expect(result).toMatchObject({ method: 'batch-means', replications: 1 })
    expect(step.wait.mean!.n).toBe(20)
    expectNear(step.wait.mean, 0.20459)
    expectNear(step.wait.waited, 0.40918)
    expectNear(step.wait.p95, 1.0511)
    expectNear(step.waiting, 1.636721)
    expectNear(server.utilisation, 0.8)
    expectNear(station(result).counts.in, 8 * 59_000)
    expect(result.warnings).toEqual([])
  })

  it('M/M/10/14: who is lost, who waits; Erlang-A: who leaves', () => {
    const full = station(simulateModel(queueModel({ ratePerHour: 8, servers: 10, queue: { places: 4 } })))
    expectNear(full.step.lostShare, 0.0387103)
    expectNear(full.step.wait.mean, 0.0645722)
    expectNear(full.wait.mean, 0.0645722)
    expect(full.counts.left!.mean + full.counts.balked!.mean).toBe(0)
    const patience = { distribution: 'exponential' as const, mean: 2 }
    const impatient = station(simulateModel(queueModel({ ratePerHour: 9.5, servers: 10, queue: { patience } })))
    expectNear(impatient.step.leftShare, 0.084452)
    // Over all arrivals, those who leave too.
    expectNear(impatient.wait.mean, 0.168904)
    expectNear(impatient.step.waiting, 1.604588)
    expect(impatient.counts.lost!.mean).toBe(0)
  })

  it('priorities, class by class: waits in line by Cobham, whole waits with interruptions', () => {
    const inLine = simulateModel(priorityModel('none')).steps[0]!.byClass
    for (const [block, wait] of [4, 1, 2, 8].entries()) expectNear(inLine[block]!.wait.mean, wait)
    const interrupted = simulateModel(priorityModel('resume'))
    for (const [block, stay] of [5, 1.25, 2.5, 10].entries()) {
      const { wait, timeInSystem } = interrupted.classes[block]!
      expectNear(timeInSystem.mean, stay)
      // What is no service is waiting: before the first start, and after interruptions.
      expectNear(wait.mean, stay - 1)
    }
    const { preempted, wait, waiting } = interrupted.steps[0]!.byClass[3]!
    expect(preempted!.mean).toBeGreaterThan(100)
    expect(wait.mean!.mean).toBeLessThan(9)
    // Little's law over all waiting, interruptions included.
    expectNear(waiting, 0.3 * 9)
  })
})

describe('a result', () => {
  it('has the shape it promises', () => {
    const day = simulateModel(dayModel())
    expect(modelResultSchema.parse(day)).toEqual(day)
    expect(day).toMatchObject({ method: 'replications', warmUpAdvice: null, precision: null })
    expect(day.classes.map(({ name }) => name)).toEqual(['all', 'urgent', 'other'])
    expect(day.steps.map(({ name }) => name)).toEqual(['triage', 'care'])
    const [care] = day.steps[1]!.byClass
    for (const measure of [care!.left, care!.lost, care!.preempted, care!.started]) expect(measure!.mean).toBeGreaterThan(1)
    expect(day.resources[1]!.staffed!.mean).toBeCloseTo((360 * 2 + 480 * 3) / 840, 12)
  })

  it('accounts for every patient', () => {
    const day = simulateModel(dayModel({ warmUp: 0 }))
    for (const { counts } of day.classes) {
      const { in: came, out, left, lost, balked, inside } = counts
      expect(came!.mean).toBeCloseTo(out!.mean + left!.mean + lost!.mean + balked!.mean + inside!.mean, 9)
    }
    const [all, ...classes] = day.classes
    expect(classes.reduce((sum, { inSystem }) => sum + inSystem!.mean, 0)).toBeCloseTo(all!.inSystem!.mean, 9)
    for (const { census } of day.resources) expect(census.reduce((sum, share) => sum + share!.mean, 0)).toBeCloseTo(1, 12)
  })

  it('is the same from ranges run in any order and any lengths, bit for bit', () => {
    const model = dayModel({ replications: 23 })
    const whole = simulateModel(model)
    for (const rangeLength of [1, 4, 23]) {
      const experiment = new ModelExperiment(model, { rangeLength })
      const ranges = Array.from({ length: Math.ceil(23 / rangeLength) }, () => experiment.nextRange()!)
      expect(experiment.nextRange()).toBeNull()
      // Elsewhere: nothing but plain data comes back.
      for (const range of ranges.reverse())
        experiment.add(structuredClone(new ReplicationRunner(model, experiment.design).run(range)))
      expect(experiment.fraction).toBe(1)
      expect(experiment.result()).toEqual(whole)
    }
    expect(() => new ModelExperiment(model).result()).toThrow(/more are needed/)
  })

  it('changes with the seed and the use of the patients, and tells so in its digest', () => {
    const model = dayModel({ replications: 3 })
    const digests = [{}, { seed: 6 }, { use: 'development' as const }, { replications: 2 }].map(
      (options) => simulateModel(model, options).digest,
    )
    expect(new Set(digests).size).toBe(4)
    expect(simulateModel(dayModel({ replications: 3 })).digest).toBe(digests[0])
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/)
  })

  it('knows one long run about as well by batch means as by replications of the same length in all', () => {
    const long = station(
      simulateModel(queueModel({ ratePerHour: 8, servers: 10, run: { horizon: 40_400, warmUp: 400, replications: 1 } })),
    )
    const several = station(
      simulateModel(queueModel({ ratePerHour: 8, servers: 10, run: { horizon: 2400, warmUp: 400, replications: 20 } })),
    )
    for (const of of ['mean', 'p95', 'waited'] as const) {
      const [batches, replications] = [long.step.wait[of]!, several.step.wait[of]!]
      const both = Math.hypot(batches.standardError, replications.standardError)
      expect(Math.abs(batches.mean - replications.mean)).toBeLessThan(errors * both)
      // Each is known from 20 numbers: their ratio lies between the 0.0005 quantiles of F(19, 19).
      expect((batches.standardError / replications.standardError) ** 2).toBeGreaterThan(1 / 5)
      expect((batches.standardError / replications.standardError) ** 2).toBeLessThan(5)
    }
  })
})

describe('a warm start', () => {
  it('has patients who are there from the beginning, where the model says they are', () => {
    const stay = { distribution: 'constant', value: 10 } as const
    const result = simulateModel(
      compileModel({
        format: 'fairward-model',
        version: 1,
        name: 'ward',
        title: 'A ward that is not empty',
        timeUnit: 'minutes',
        classes: ['patient'],
        arrivals: [
          { name: 'overnight', process: { process: 'at-start', patients: 2 }, entry: 'bed' },
          { name: 'door', process: { process: 'times', times: [1] } },
        ],
        resources: [{ name: 'bed', units: 2 }],
        steps: [
          { name: 'triage', do: 'delay', duration: { distribution: 'constant', value: 3 } },
          { name: 'bed', do: 'serve', resources: { bed: 1 }, duration: stay },
          { name: 'home', do: 'exit' },
        ],
        run: { kind: 'terminating', horizon: 40, warmUp: 0, replications: 2, seed: 1 },
      }),
    )
    // Both beds are taken until 10; who came at 1 and was in triage until 4 waits 6 minutes.
    expect(result.classes[0]!.counts.in!.mean).toBe(3)
    expect(result.classes[0]!.wait.mean!.mean).toBeCloseTo(2, 12)
    expect(result.classes[0]!.timeInSystem.mean!.mean).toBeCloseTo((10 + 10 + 19) / 3, 12)
    expect(result.resources[0]!.census.map((share) => share!.mean)).toEqual([0.5, 0.25, 0.25])
  })
})

describe('how many replications', () => {
  it('adds them until the worst of the key measures is known well enough, and drops what is too much', () => {
    const model = dayModel()
    const result = simulateModel(model, { precision: 0.2 })
    expect(result.precision).toMatchObject({ target: 0.2, reached: true })
    expect(result.precision!.relativeHalfWidth).toBeLessThanOrEqual(0.2)
    expect(result.replications).toBeGreaterThan(7)
    expect(result.precision!.path.length).toBe(result.replications - 2)
    const keys = [
      result.classes[0]!.timeInSystem.mean!,
      result.classes[0]!.wait.mean!,
      ...result.steps.map(({ byClass }) => byClass[0]!.wait.mean!),
      ...result.resources.map(({ utilisation }) => utilisation!),
    ]
    expect(Math.max(...keys.map(({ mean, halfWidth }) => halfWidth / mean))).toBeCloseTo(result.precision!.relativeHalfWidth, 9)
    expect(['mean wait at care', 'mean wait at triage', 'mean waiting in all']).toContain(result.precision!.worstMeasure)
    const wide = new ModelExperiment(model, { precision: 0.2, rangeLength: 50 })
    const runner = new ReplicationRunner(model, wide.design)
    wide.add(runner.run(wide.nextRange()!))
    while (!wide.finished) wide.add(runner.run(wide.nextRange()!))
    expect(wide.nextRange()).toBeNull()
    expect(wide.result()).toEqual(result)
  })

  it('says where the most that were allowed are not enough', () => {
    const { precision, replications, warnings } = simulateModel(dayModel(), { precision: 0.01, replications: 10 })
    expect([precision!.reached, replications]).toEqual([false, 10])
    expect(warnings.join()).toMatch(/10 replications did not reach the precision of 1.0 %: .* is known to \d/)
  })

  it('tells how far it is', () => {
    const told: number[] = []
    simulateModel(dayModel(), { onProgress: (fraction) => told.push(fraction) })
    expect(told.at(-1)).toBe(1)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    const precise: number[] = []
    simulateModel(dayModel(), { precision: 0.2, onProgress: (fraction) => precise.push(fraction) })
    expect(precise).toEqual([...precise].sort((a, b) => a - b))
    expect(precise.at(-1)).toBe(1)
    const long: number[] = []
    simulateModel(queueModel({ ratePerHour: 5, servers: 10, run: { replications: 1 } }), {
      onProgress: (fraction) => long.push(fraction),
    })
    expect(long.length).toBeGreaterThan(50)
  })
})

describe('warnings and warm-up', () => {
  it('names the resource and the load where a steady state cannot be', () => {
    const { warnings } = simulateModel(
      queueModel({ ratePerHour: 5.5, servers: 5, run: { horizon: 300, warmUp: 10, replications: 2 } }),
    )
    expect(warnings.join('\n')).toMatch(
      /Offered load of server is 1\.10: work for 5\.50 units arrives, and 5\.00 are on duty\. Its queue grows/,
    )
    const patience = { distribution: 'exponential' as const, mean: 1 }
    const impatient = queueModel({ ratePerHour: 5.5, servers: 5, queue: { patience }, run: { replications: 2 } })
    expect(simulateModel(impatient).warnings.join('\n')).toMatch(/is 1\.10.* Only those who leave/)
    const terminating = queueModel({
      ratePerHour: 5.5,
      servers: 5,
      run: { kind: 'terminating', horizon: 100, warmUp: 0, replications: 2 },
    })
    expect(simulateModel(terminating).warnings).toEqual([])
  })

  it('says where the load of a steady state could not be worked out, and why', () => {
    const { document } = queueModel({ ratePerHour: 5, servers: 10, run: { horizon: 300, warmUp: 10, replications: 2 } })
    const formula = (run = document.run) =>
      modelWarnings(
        compileModel({
          ...document,
          run,
          attributes: [
            { name: 'a', duration: { distribution: 'exponential', mean: 1 } },
            { name: 'time', formula: { largest: ['a', 0.5] } },
          ],
          resources: [{ name: 'nurse', units: 4 }, ...document.resources!],
          steps: [
            { name: 'triage', do: 'serve', resources: { nurse: 1 }, duration: { distribution: 'constant', value: 0.5 } },
            { name: 'service', do: 'serve', resources: { server: 1 }, duration: 'time' },
            { name: 'out', do: 'exit' },
          ],
        }),
      )
    expect(formula()).toEqual([
      'Offered load of server could not be worked out before the run: the mean time at step service follows from a formula of random times. Whether more work arrives than can be done is not checked.',
    ])
    expect(formula({ ...document.run, kind: 'terminating' })).toEqual([])

    // Of the two classes one is never let go.
    const round = (arrivals: ModelDocument['arrivals'][number]) =>
      modelWarnings(
        compileModel({
          ...document,
          classes: ['cured', 'chronic'],
          arrivals: [{ ...arrivals, attributes: { class: { shares: { cured: 0.5, chronic: 0.5 } } } }],
          resources: [{ name: 'nurse', units: 4 }, ...document.resources!],
          steps: [
            {
              name: 'service',
              do: 'serve',
              resources: { nurse: 1, server: 1 },
              duration: { distribution: 'constant', value: 1 },
            },
            { name: 'again', do: 'branch', to: [{ when: { class: 'chronic' }, step: 'service' }, { step: 'out' }] },
            { name: 'out', do: 'exit' },
          ],
        }),
      )
    const door = { name: 'door', process: { process: 'poisson' as const, ratePerHour: 1 } }
    expect(round(door)).toEqual([
      expect.stringMatching(
        /^Offered load of nurse, server could not be worked out before the run: some patients go round for ever/,
      ),
    ])
    // Of so many patients the queue cannot grow without end.
    expect(round({ ...door, limit: 100 })).toEqual([])
    expect(round({ ...door, process: { process: 'at-start', patients: 4 } })).toEqual([])
  })

  it('sees that a queue which fills slowly needs a warm-up, and that it has one', () => {
    const filling = { ratePerHour: 100, servers: 200, service: 10 }
    const run = { horizon: 200, replications: 20 }
    const without = simulateModel(queueModel({ ...filling, servers: 1200, run: { ...run, warmUp: 0 } }))
    const advice = without.warmUpAdvice!
    // 1000 e^(-t/10) are missing after t hours; the noise of the census is about 7.
    expect(advice.suggestedWarmUp).toBeGreaterThan(20)
    expect(advice.suggestedWarmUp).toBeLessThan(80)
    expect(advice.enough).toBe(false)
    expect(without.warnings.join()).toMatch(/suggests a warm-up of .* hours or more \(MSER-5\); this run has 0 hours\./)
    expect(advice.times.length).toBeLessThanOrEqual(300)
    expect(advice.averages.length).toBe(advice.times.length)
    expect(advice.averages.at(-1)! / 1000).toBeCloseTo(1, 1)
    expect(advice.batches).toHaveLength(300)
    // Stretches of 40 minutes: the mean over the first is 1000 x (1 - 10 / (2/3) x (1 - e^(-1/15))) = 32.6.
    expect(advice.batches[0]! / 32.6).toBeCloseTo(1, 1)
    expect(advice.replications).toBe(20)
    const growing = simulateModel(queueModel({ ratePerHour: 100, servers: 90, run: { ...run, warmUp: 0 } }))
    expect(growing.warmUpAdvice!.enough).toBe(false)
    expect(growing.warnings.join()).toContain('within 200 hours no warm-up can be suggested; a longer run would tell.')
    const warmed = simulateModel(queueModel({ ...filling, servers: 1200, run: { ...run, warmUp: 80 } }))
    expect(warmed.warmUpAdvice!.enough).toBe(true)
    expect(warmed.warnings).toEqual([])
  })

  it('says that batches which are too short resemble each other, and that one replication shows no chance', () => {
    const short = queueModel({ ratePerHour: 0.95, servers: 1, run: { horizon: 2000, warmUp: 100, replications: 1, seed: 3 } })
    expect(simulateModel(short).warnings.join()).toMatch(/20 batches of this run are too short/)
    expect(simulateModel(dayModel({ replications: 1 })).warnings.join()).toMatch(/One replication .* no interval/)
  })
})
