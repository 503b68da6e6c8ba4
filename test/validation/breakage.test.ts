import { afterEach, describe, expect, it, vi } from 'vitest'
import type { simulateReplication } from '../../src/main/evaluation/model/replication.ts'
import { type CompiledModel, compileModel } from '../../src/main/simulation/compile-model.ts'
import type { hospitalDocument } from '../../src/main/simulation/hospital/hospital-document.ts'
import type { RandomKey } from '../../src/main/simulation/population/random.ts'
import { runValidation } from '../../src/main/validation/run-validation.ts'
import { arrivalsAtLastRate } from '../../src/main/validation/suites/last-arrival-rate.ts'
import type { Attribute } from '../../src/shared/model/attribute.ts'
import type { Duration, ModelDistribution } from '../../src/shared/model/distribution.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import type { Cases } from '../../src/shared/model/primitives.ts'
import type { Step } from '../../src/shared/model/step.ts'
import type { ValidationCheck, ValidationSuiteName } from '../../src/shared/validation.ts'
import { inputs } from './inputs.ts'

/** A simulator that is wrong: it runs another model than it was given, or takes other times for the arrivals. */
interface Breakage {
  document?: (document: ModelDocument) => ModelDocument
  arrivalTimes?: (document: ModelDocument, key: RandomKey) => (Float64Array | null)[]
}
let breakage: Breakage = {}
const broken = new Map<CompiledModel, CompiledModel>()

vi.mock('../../src/main/evaluation/model/replication.ts', async (original) => {
  const real = await original<{ simulateReplication: typeof simulateReplication }>()
  return {
    ...real,
    simulateReplication: ((model, key, recorder, arrivalTimes) => {
      const { document, arrivalTimes: others } = breakage
      const run = document === undefined ? model : brokenModel(model, document)
      return real.simulateReplication(run, key, recorder, arrivalTimes ?? others?.(model.document, key))
    }) satisfies typeof simulateReplication,
  }
})

vi.mock('../../src/main/simulation/hospital/hospital-document.ts', async (original) => {
  const real = await original<{ hospitalDocument: typeof hospitalDocument }>()
  return {
    ...real,
    hospitalDocument: ((scenario) => {
      const document = real.hospitalDocument(scenario)
      return breakage.document?.(document) ?? document
    }) satisfies typeof hospitalDocument,
  }
})

function brokenModel(model: CompiledModel, change: (document: ModelDocument) => ModelDocument): CompiledModel {
  const known = broken.get(model) ?? compileModel(change(model.document))
  broken.set(model, known)
  return known
}

afterEach(() => {
  breakage = {}
  broken.clear()
})

/** Names of failed checks. With FAIRWARD_BREAKAGE=all every suite is run, and what failed is printed. */
function failures(...suites: ValidationSuiteName[]): string[] {
  const all = process.env.FAIRWARD_BREAKAGE === 'all'
  const { checks } = runValidation({ ...(all ? {} : { suites }), quick: true, inputs })
  const failed = checks.filter((check) => !check.ok)
  if (all) for (const check of failed) process.stdout.write(`${line(check)}\n`)
  return failed.map((check) => check.name)
}

const line = ({ suite, name, expected, observed, deviation }: ValidationCheck): string =>
  `${suite} | ${name} | ${Number(expected.toPrecision(5))} | ${observed?.toPrecision(5)} | ${deviation?.toFixed(1) ?? '-'}`

const longer = 1.02

/** The same kind of distribution with a mean 2 % longer. */
function scaled(distribution: ModelDistribution): ModelDistribution {
  if (distribution.distribution === 'constant') return { ...distribution, value: distribution.value * longer }
  if (!('mean' in distribution) || distribution.mean === undefined)
    return distribution.distribution === 'lognormal' ? { ...distribution, median: distribution.median! * longer } : distribution
  return { ...distribution, mean: distribution.mean * longer } as ModelDistribution
}

const scaledCases = (cases: Cases<ModelDistribution>): Cases<ModelDistribution> =>
  'cases' in cases ? { cases: cases.cases.map((one) => ({ ...one, use: scaled(one.use) })) } : scaled(cases)
const scaledDuration = (duration: Duration): Duration => (typeof duration === 'string' ? duration : scaledCases(duration))

function longerServices(document: ModelDocument): ModelDocument {
  const attribute = (one: Attribute): Attribute => ('duration' in one ? { ...one, duration: scaledCases(one.duration) } : one)
  const step = (one: Step): Step => ('duration' in one ? { ...one, duration: scaledDuration(one.duration) } : one)
  return {
    ...document,
    ...(document.attributes ? { attributes: document.attributes.map(attribute) } : {}),
    steps: document.steps.map(step),
  }
}

/** The two most urgent places of every order change places. */
function swappedPriorities(document: ModelDocument): ModelDocument {
  return {
    ...document,
    ...(document.queues
      ? {
          queues: document.queues.map((queue) => {
            const [first, second, ...others] = queue.order ?? []
            return first === undefined || second === undefined ? queue : { ...queue, order: [second, first, ...others] }
          }),
        }
      : {}),
  }
}

function lastRateTimes({ arrivals, run, timeUnit }: ModelDocument, key: RandomKey): (Float64Array | null)[] {
  const minutes = { minutes: 1, hours: 60, days: 1440 }[timeUnit]
  return arrivals.map(({ process }) => {
    if (process.process !== 'poisson-by-hour') return null
    const { weekdayFactor = [1], ratePerHour } = process
    const week = weekdayFactor.flatMap((factor) => ratePerHour.map((rate) => rate * factor))
    const opens = run.startsAt?.hour ?? 0
    return arrivalsAtLastRate(
      key,
      [...week.slice(opens), ...week.slice(0, opens).filter((rate) => rate > 0)],
      run.horizon * minutes,
    )
  })
}

describe('a simulator that is broken on purpose is caught', { timeout: 90_000 }, () => {
  it('services 2 % too long', () => {
    breakage = { document: longerServices }
    const failed = failures('laws', 'fairness', 'presets')
    expect(failed).toContain('Registration: mean time')
    expect(failed).toContain('Examination: mean time')
    expect(failed).toContain('Times that never vary: time in the centre (no trauma)')
    expect(failed).toContain('Same rule for both groups: mean wait of children')
    expect(failed).toContain('City hospital: load of clinicians')
  })

  it('two priorities swapped', () => {
    breakage = { document: swappedPriorities }
    const failed = failures('fairness')
    expect(failed).toContain('Same rule for both groups: mean wait of children, level 1')
    expect(failed).toContain('Same rule for both groups: mean wait of elderly, level 2')
    expect(failed).toContain('Children behind the elderly in level 3: mean wait in level 1')
    // What does not depend on the order still holds.
    expect(failed).not.toContain('Children behind the elderly in level 3: mean wait of all')
  })

  it('arrivals thinned at the rate of the last arrival', () => {
    breakage = { arrivalTimes: lastRateTimes }
    const failed = failures('arrivals')
    expect(failed).toContain('First quarter of hours in which more come')
    expect(failed.filter((name) => name.startsWith('Arrivals from')).length).toBeGreaterThan(5)
  })
})
