import type { ModelDocument } from '../../../shared/model/document.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import type { CheckPlan, Expectation } from '../check.ts'
import type { Experiment } from '../experiment.ts'
import { CentreMeasures } from '../instruments/centre-measures.ts'
import { modelExperiment } from '../model-experiment.ts'
import { arrivalsAtLastRate } from './last-arrival-rate.ts'
import {
  type CentreMeasure,
  type CentreRow,
  centreScenarios,
  codeRows,
  correctRows,
  paperRows,
  publishedReplications,
  publishedRows,
  referenceReplications,
} from './treatment-centre-tables.ts'

const replications = { full: 8500, quick: 1000 }
const normal95 = 1.96
/** Waits of a few seconds are known to seconds; 2 % of them would take a hundred times as long. */
const shortWait = { below: 0.5, halfWidthLimit: 0.01 }

const repositories = 'treatment-centre-sim and stars-treat-sim (Monks and others), after Nelson (2013), exercise 13'
const reference = {
  correct: `Own event simulation of ${repositories}, 20,000 replications, arrivals drawn correctly`,
  code: `Own event simulation of ${repositories}, 20,000 replications, confirmed with its code`,
  first: `Own event simulation of the first version of ${repositories}, 20,000 replications`,
  paper: 'Paper on treatment-centre-sim (Monks and others), table 3, 20 replications',
}

const words: Record<string, string> = {
  'wait triage': 'wait for triage',
  'wait register': 'wait for registration',
  'wait examine': 'wait for examination',
  'wait treat': 'wait for treatment (no trauma)',
  'wait stabilise': 'wait for stabilisation (trauma)',
  'wait treat-trauma': 'wait for treatment (trauma)',
  'total trauma': 'time in the centre (trauma)',
  'total non-trauma': 'time in the centre (no trauma)',
  throughput: 'patients treated',
  arrivals: 'patients who came',
  'utilisation triage': 'utilisation of triage',
  'utilisation register': 'utilisation of registration',
  'utilisation examine': 'utilisation of examination rooms',
  'utilisation treat': 'utilisation of cubicles (no trauma)',
  'utilisation stabilise': 'utilisation of trauma bays',
  'utilisation treat-trauma': 'utilisation of cubicles (trauma)',
}

/** Arrivals drawn correctly: how this program draws them. */
export function centreExperiments(document: ModelDocument, quick: boolean): Experiment[] {
  return experiments(document, quick, 'correct', (scenario) =>
    checksOf(
      correctRows,
      scenario,
      reference.correct,
      'Half-widths of the reference are those printed for the variant of the code.',
    ),
  )
}

/** Arrivals as the published code draws them. */
export function centreExperimentsOfCode(document: ModelDocument, quick: boolean): Experiment[] {
  return experiments(document, quick, 'code', (scenario) => checksOf(codeRows, scenario, reference.code, ''))
}

/** The first version of the code, which is behind the paper: against a long run of it, and against the paper's own 20 replications. */
export function centreExperimentsOfPaper(document: ModelDocument, quick: boolean): Experiment[] {
  const changed: ModelDocument = {
    ...document,
    attributes: (document.attributes ?? []).map((attribute) =>
      attribute.name === 'trauma-treatment-time'
        ? { name: attribute.name, duration: { distribution: 'exponential', mean: 90 } }
        : attribute,
    ),
  }
  return experiments(changed, quick, 'paper', (scenario) => [
    ...checksOf(paperRows, scenario, reference.first, ''),
    ...checksOf(publishedRows, scenario, reference.paper, '', publishedReplications).map((check) => ({
      ...check,
      name: `${check.name}, as printed in the paper`,
      description: `${check.description} The paper's value comes from 20 replications, so that this comparison is a coarse one.`,
    })),
  ])
}

type Variant = 'correct' | 'code' | 'paper'

function experiments(
  document: ModelDocument,
  quick: boolean,
  variant: Variant,
  checks: (scenario: number) => CheckPlan[],
): Experiment[] {
  return centreScenarios.map(({ name, more }, scenario) =>
    modelExperiment({
      name: `${variant} ${name}`,
      replications: quick ? replications.quick : replications.full,
      document: withMore(document, more),
      instrument: centreMeasures,
      checks: checks(scenario),
      ...(variant === 'correct' ? {} : { arrivalTimes: lastRateTimes(document) }),
    }),
  )
}

/** The document with one unit more of some resources. */
export function withMore(document: ModelDocument, more: readonly string[]): ModelDocument {
  return {
    ...document,
    resources: (document.resources ?? []).map((resource) =>
      more.includes(resource.name) && typeof resource.units === 'number' ? { ...resource, units: resource.units + 1 } : resource,
    ),
  }
}

export function centreMeasures(model: CompiledModel): CentreMeasures {
  const { document, population } = model
  const steps = document.steps.flatMap((step) => {
    if (step.do !== 'serve' || typeof step.duration !== 'string') return []
    const units = document.resources?.find((resource) => resource.name === Object.keys(step.resources)[0])?.units
    return [
      {
        name: step.name,
        durationColumn: population.durationColumnOf.get(step.duration)!,
        units: typeof units === 'number' ? units : Number.NaN,
      },
    ]
  })
  return new CentreMeasures(steps, document.classes, document.run.horizon)
}

function lastRateTimes(document: ModelDocument) {
  const { process } = document.arrivals[0]!
  if (process.process !== 'poisson-by-hour') throw new RangeError('The treatment centre has arrivals by hour.')
  const opens = document.run.startsAt?.hour ?? 0
  const rates = process.ratePerHour.slice(opens)
  return (key: Parameters<typeof arrivalsAtLastRate>[0]) => [arrivalsAtLastRate(key, rates, document.run.horizon)]
}

function checksOf(
  rows: readonly CentreRow[],
  scenario: number,
  source: string,
  note: string,
  runs = referenceReplications,
): CheckPlan[] {
  return rows.flatMap((row) => {
    const printed = row.printed[scenario]
    if (printed === undefined) return []
    const value = Number(printed)
    const short = value < shortWait.below && row.measure.startsWith('wait')
    const plan: CheckPlan = {
      name: `${centreScenarios[scenario]!.name}: ${words[row.measure]!}`,
      description: [describe(row.measure), short ? 'Known to 0.01 minutes rather than to 2 %.' : '', row.halfWidths ? note : '']
        .filter((sentence) => sentence !== '')
        .join(' '),
      unit: unitOf(row.measure),
      expected: expectation(row, scenario, runs),
      read: (totals) => totals.ratio(row.measure, countOf(row.measure)),
      ...(short ? { halfWidthLimit: shortWait.halfWidthLimit } : {}),
      source,
    }
    return [plan]
  })
}

function expectation(row: CentreRow, scenario: number, runs: number): Expectation {
  const printed = row.printed[scenario]!
  const shared = { value: Number(printed), digits: printed.split('.')[1]?.length ?? 0 }
  const halfWidth = Number(row.halfWidths?.[scenario] ?? 0)
  return halfWidth > 0 ? { ...shared, standardError: halfWidth / normal95 } : { ...shared, replications: runs }
}

/** Replications that have a value. */
function countOf(measure: CentreMeasure): string {
  if (measure.startsWith('wait')) return measure.replace('wait', 'waited')
  return measure.startsWith('total') ? measure.replace('total', 'left') : 'replications'
}

function unitOf(measure: CentreMeasure): string {
  if (measure.startsWith('utilisation')) return 'share'
  return measure === 'throughput' || measure === 'arrivals' ? 'patients' : 'minutes'
}

function describe(measure: CentreMeasure): string {
  if (measure.startsWith('wait')) return 'Mean of the daily mean wait, over patients who began to be served before 1:00.'
  if (measure.startsWith('total'))
    return 'Mean of the daily mean time from arrival to departure, over patients who left before 1:00.'
  if (measure.startsWith('utilisation'))
    return 'Service times of all who began before 1:00, over 19 hours of each unit; it counts services to their end and may exceed 1.'
  return measure === 'throughput' ? 'Patients a day who left before 1:00.' : 'Patients a day.'
}
