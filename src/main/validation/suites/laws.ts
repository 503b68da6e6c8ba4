import type { Attribute } from '../../../shared/model/attribute.ts'
import type { ModelDistribution } from '../../../shared/model/distribution.ts'
import type { ModelDocument } from '../../../shared/model/document.ts'
import { simulateReplication } from '../../evaluation/model/replication.ts'
import { compileModel } from '../../simulation/compile-model.ts'
import type { CheckPlan } from '../check.ts'
import { type Experiment, seedOf } from '../experiment.ts'
import { WaitTrace } from '../instruments/wait-trace.ts'
import { modelExperiment } from '../model-experiment.ts'
import type { Totals } from '../totals.ts'
import { centreMeasures, withMore } from './treatment-centre.ts'

const tests = 'Extreme-value tests of stars-treat-sim (Monks and others)'
const common = 'Common random numbers: draws belong to a patient and a purpose'
const inputs = 'Nelson (2013), exercise 13: the inputs of the treatment centre'
const replications = 200
const waits = ['triage', 'register', 'examine', 'treat', 'stabilise', 'treat-trauma']
/** More units than patients ever come in a day. */
const enough = 1000
/** Longer than a day: who is in triage stays there. */
const blockedMinutes = 100_000

/** What must come out of the treatment centre exactly when it is pushed to an extreme, and that its times are those it was given. */
export function lawsExperiments(document: ModelDocument, quick: boolean): Experiment[] {
  return [
    sameUpstream(document),
    extreme('all-trauma', withTrauma(document, 1), [
      nothing('All patients have trauma: nobody is registered', 'patients', (totals) => totals.of('starts register')),
      nothing('All patients have trauma: nobody leaves by the other pathway', 'patients', (totals) =>
        totals.of('left non-trauma'),
      ),
    ]),
    extreme('no-trauma', withTrauma(document, 0), [
      nothing('No patient has trauma: nobody is stabilised', 'patients', (totals) => totals.of('starts stabilise')),
      nothing('No patient has trauma: nobody leaves by the trauma pathway', 'patients', (totals) => totals.of('left trauma')),
    ]),
    extreme('unlimited', withEnough(document), [
      nothing('Room and staff for all: nobody waits', 'minutes', (totals) =>
        waits.reduce((sum, step) => sum + totals.of(`wait ${step}`), 0),
      ),
    ]),
    extreme('fixed-times', withFixedTimes(withEnough(withTreatment(document, 1))), [
      fixed('Times that never vary: time in the centre (no trauma)', 37.3, 'total non-trauma', 'left non-trauma'),
      fixed('Times that never vary: time in the centre (trauma)', 123, 'total trauma', 'left trauma'),
    ]),
    extreme('no-treatment', withTreatment(document, 0), [
      nothing('Nobody needs treatment: cubicles stay empty', 'share', (totals) => totals.of('utilisation treat')),
    ]),
    modelExperiment({
      name: 'blocked-triage',
      replications,
      document: withTime(document, 'triage-time', { distribution: 'constant', value: blockedMinutes }),
      checks: [
        nothing(
          'Triage never ends: all but one wait for it',
          'patients',
          (totals) => totals.of('arrived') - totals.of('started triage') - totals.of('waiting at end triage'),
        ),
        {
          ...nothing('Triage never ends: one patient is in it', 'patients', () => 0),
          expected: { exactly: 1 },
          read: (totals) => totals.of('started triage') / replications,
        },
      ],
    }),
    careTimes(document, quick),
  ]
}

function extreme(name: string, document: ModelDocument, checks: CheckPlan[]): Experiment {
  return modelExperiment({ name, replications, document, instrument: centreMeasures, checks })
}

function nothing(name: string, unit: string, read: (totals: Totals) => number): CheckPlan {
  return { name, description: 'Summed over 200 days: exactly 0.', unit, expected: { exactly: 0 }, read, source: tests }
}

function fixed(name: string, minutes: number, above: string, below: string): CheckPlan {
  return {
    name,
    description: 'With mean times in place of random ones and no waits, the sum of the steps.',
    unit: 'minutes',
    expected: { exactly: minutes },
    read: (totals) => totals.ratio(above, below),
    source: tests,
  }
}

/** The same replications with one more examination room: what comes before examination must not notice. */
function sameUpstream(document: ModelDocument): Experiment {
  const upstream = ['triage', 'register']
  return {
    name: 'same-upstream',
    replications,
    checks: [
      ...upstream.map(
        (step): CheckPlan => ({
          name: `One more examination room: waits before ${step === 'triage' ? 'triage' : 'registration'} that change`,
          description: 'Patients whose wait differs in the last bit between the two runs of the same 200 days: none.',
          unit: 'patients',
          expected: { exactly: 0 },
          read: (totals) => totals.of(`different ${step}`),
          source: common,
        }),
      ),
      {
        name: 'The same seed twice: waits that change',
        description: 'Patients whose wait at any step differs in the last bit when the same 200 days are run again: none.',
        unit: 'patients',
        expected: { exactly: 0 },
        read: (totals) => totals.of('different again'),
        source: 'Determinism',
      },
      {
        name: 'One more examination room: days on which waits for examination change',
        description: 'The comparison can tell: on all 200 days somebody waits another time for examination.',
        unit: 'days',
        expected: { exactly: replications },
        read: (totals) => totals.of('days with other examinations'),
        source: common,
      },
    ],
    prepare(seed) {
      const ownSeed = seedOf(seed, 'same-upstream')
      const base = compileModel(document)
      const more = compileModel(withMore(document, ['exam-room']))
      const steps = base.pathway.requests.map((request) => request.step)
      const run = (model: typeof base, replication: number): WaitTrace => {
        const trace = new WaitTrace(steps.length)
        simulateReplication(model, { seed: ownSeed, use: 'development', replication }, trace)
        return trace
      }
      return {
        columns: [...upstream.map((step) => `different ${step}`), 'different again', 'days with other examinations'],
        replicate(replication, row) {
          const [first, again, changed] = [run(base, replication), run(base, replication), run(more, replication)]
          row.set([
            ...upstream.map((step) => first.differences(changed, steps.indexOf(step))),
            steps.reduce((sum, _, request) => sum + first.differences(again, request), 0),
            first.differences(changed, steps.indexOf('examine')) > 0 ? 1 : 0,
          ])
        },
      }
    },
  }
}

/** Each step takes as long on average as the inputs say. */
function careTimes(document: ModelDocument, quick: boolean): Experiment {
  const means = [
    ['triage', 3, 'Triage'],
    ['register', 5, 'Registration'],
    ['examine', 16, 'Examination'],
    ['treat', 13.3, 'Treatment (no trauma)'],
    ['stabilise', 90, 'Stabilisation (trauma)'],
    ['treat-trauma', 30, 'Treatment (trauma)'],
  ] as const
  return modelExperiment({
    name: 'care-times',
    replications: quick ? 600 : 2400,
    document: withEnough(document),
    instrument: centreMeasures,
    checks: means.map(
      ([step, minutes, title]): CheckPlan => ({
        name: `${title}: mean time`,
        description: 'Mean time that the step takes, as drawn and served, against the input.',
        unit: 'minutes',
        expected: { value: minutes },
        read: (totals) => totals.ratio(`work ${step}`, `starts ${step}`),
        source: inputs,
      }),
    ),
  })
}

function withTrauma(document: ModelDocument, trauma: number): ModelDocument {
  return {
    ...document,
    arrivals: document.arrivals.map((arrival) => ({
      ...arrival,
      attributes: { ...arrival.attributes, class: { shares: { trauma, 'non-trauma': 1 - trauma } } },
    })),
  }
}

function withTreatment(document: ModelDocument, probability: number): ModelDocument {
  return {
    ...document,
    steps: document.steps.map((step) =>
      step.do === 'branch' && step.name === 'needs-treatment'
        ? {
            ...step,
            to: [
              { probability, step: 'treat' },
              { probability: 1 - probability, step: 'home' },
            ],
          }
        : step,
    ),
  }
}

function withEnough(document: ModelDocument): ModelDocument {
  return { ...document, resources: (document.resources ?? []).map((resource) => ({ ...resource, units: enough })) }
}

function withTime(document: ModelDocument, name: string, duration: ModelDistribution): ModelDocument {
  return {
    ...document,
    attributes: (document.attributes ?? []).map((attribute) => (attribute.name === name ? { name, duration } : attribute)),
  }
}

function withFixedTimes(document: ModelDocument): ModelDocument {
  return { ...document, attributes: (document.attributes ?? []).map(asFixed) }
}

function asFixed(attribute: Attribute): Attribute {
  if (!('duration' in attribute) || !('mean' in attribute.duration) || attribute.duration.mean === undefined) return attribute
  return { ...attribute, duration: { distribution: 'constant', value: attribute.duration.mean } }
}
