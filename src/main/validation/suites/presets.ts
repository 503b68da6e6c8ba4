import { offeredLoad } from '../../../shared/offered-load.ts'
import type { Scenario } from '../../../shared/scenario.ts'
import { daysPerWeek, hoursPerDay, minutesPerHour } from '../../../shared/time.ts'
import { measuredMinutes } from '../../evaluation/measured-minutes.ts'
import { createOutcomeTable, sumOf } from '../../evaluation/outcome-table.ts'
import { recordOutcomes } from '../../evaluation/record-outcomes.ts'
import { WaitingCost } from '../../simulation/hospital/cost.ts'
import { compileScenario } from '../../simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../../simulation/hospital/patients.ts'
import { builtInRule } from '../../simulation/hospital/rules.ts'
import { runPolicy } from '../../simulation/hospital/run-policy.ts'
import { Simulation } from '../../simulation/hospital/simulation.ts'
import type { CheckPlan } from '../check.ts'
import { type Experiment, type PreparedExperiment, seedOf } from '../experiment.ts'

const presets = ['urban', 'rural', 'pediatric', 'surge'] as const
type Preset = (typeof presets)[number]
const replications = { full: 500, quick: 250 }
const halfWidthLimit = { full: 0.01, quick: 0.02 }
const columns = ['replications', 'patients', 'judged', 'on target', 'left unseen', 'clinician load', 'space load'] as const

const formula = "Scenario's own inputs: arrivals x mean times / units on duty"
/**
 * Ranges of what hospitals report, the same for all presets and wider than any one hospital: presets are inventions near saturation, of which
 * nobody knows the true value.
 */
const onTarget = {
  from: 0.48,
  to: 0.906,
  source:
    'Horwitz and others (2009), US emergency departments 1997-2006: from emergent patients in 2006 to semi-urgent patients in 1997',
}
const leftUnseen = {
  from: 0.011,
  to: 0.203,
  source: 'From the median US hospital of 2017 (Janke and others 2022) to the highest hospital of California in 2007',
}
/** Shares leaving unseen of the prototype behind the presets, whose patients were less patient; not met, and not meant to be. */
const prototypeLeftUnseen: Record<Preset, string> = {
  urban: '5.1 % (patient) to 8.3 % (impatient)',
  rural: '9.5 %',
  pediatric: '8.0 % (impatient)',
  surge: '14.6 % (impatient)',
}

/** The four hospitals under strict acuity: their load as computed, and results inside the range of what is known of hospitals. */
export function presetsExperiments(scenarios: Readonly<Record<string, Scenario>>, quick: boolean): Experiment[] {
  return presets.map((preset) => {
    const shipped = scenarios[preset]
    if (shipped === undefined)
      throw new RangeError(`The scenario ${preset} is not among those that came with the program; install it anew.`)
    // A whole week, so that weekdays even out as they do in the formula.
    const days = Math.ceil(shipped.run.days / daysPerWeek) * daysPerWeek
    const scenario: Scenario = preset === 'surge' ? shipped : { ...shipped, run: { ...shipped.run, days } }
    return {
      name: preset,
      replications: quick ? replications.quick : replications.full,
      checks: [
        ...(preset === 'surge' ? [] : loadChecks(scenario)),
        ...outcomeChecks(preset, scenario, quick ? halfWidthLimit.quick : halfWidthLimit.full),
      ],
      prepare: (seed) => prepareHospital(scenario, seedOf(seed, preset)),
    }
  })
}

function loadChecks(scenario: Scenario): CheckPlan[] {
  const load = offeredLoad(scenario)
  const spaces = load.careSpaces.day
  return [
    {
      name: `${scenario.title}: load of clinicians`,
      description:
        'Minutes of clinicians that the simulated patients need, over minutes on duty; expected from the inputs before any run.',
      unit: '',
      expected: { value: load.clinicians.day },
      read: (totals) => totals.ratio('clinician load', 'replications'),
      source: formula,
    },
    {
      name: `${scenario.title}: load of care spaces`,
      description:
        'Minutes in care spaces that the simulated patients need, boarding included, over minutes there are. The formula takes the larger of two means where a patient has the larger of two times: up to 3 % less.',
      unit: '',
      expected: { from: spaces * 0.99, to: spaces * 1.03 },
      halfWidthLimit: spaces * 0.02,
      read: (totals) => totals.ratio('space load', 'replications'),
      source: formula,
    },
  ]
}

function outcomeChecks(preset: Preset, { title }: Scenario, limit: number): CheckPlan[] {
  return [
    {
      name: `${title}: share on target`,
      description:
        'Patients whose care begins within the target of their true urgency, under strict acuity. The range is that of published shares between urgency levels and years.',
      unit: 'share',
      expected: { from: onTarget.from, to: onTarget.to },
      halfWidthLimit: limit,
      read: (totals) => totals.ratio('on target', 'judged'),
      source: onTarget.source,
    },
    {
      name: `${title}: share leaving unseen`,
      description: `Patients who leave before care, under strict acuity. The range is that of published hospitals. The prototype behind the presets had ${prototypeLeftUnseen[preset]}, which is not reproduced: groups, patience and triage have changed since.`,
      unit: 'share',
      expected: { from: leftUnseen.from, to: leftUnseen.to },
      halfWidthLimit: limit,
      read: (totals) => totals.ratio('left unseen', 'patients'),
      source: leftUnseen.source,
    },
  ]
}

function prepareHospital(scenario: Scenario, seed: number): PreparedExperiment {
  const model = compileScenario(scenario)
  const simulation = new Simulation(model)
  const rule = builtInRule('acuity', model)
  const cost = new WaitingCost(scenario)
  const table = createOutcomeTable(model.groups, 1)
  const { days } = scenario.run
  const { fromMinutes, untilMinutes } = measuredMinutes(scenario)
  const clinicianHours = scenario.resources.cliniciansByHour.reduce((sum, clinicians) => sum + clinicians, 0) * days
  const spaceHours = scenario.resources.careSpaces * hoursPerDay * days
  let patients: PatientTable | undefined
  return {
    columns,
    replicate(replication, row) {
      const key = { seed, use: 'confirmation', replication } as const
      patients = drawPatients(model, key, untilMinutes, patients)
      simulation.start(patients)
      runPolicy(simulation, rule, untilMinutes)
      recordOutcomes(table, 0, simulation, cost, fromMinutes, untilMinutes)
      const work = workOf(patients, fromMinutes)
      const sum = (measure: Parameters<typeof sumOf>[2]): number => sumOf(table.rows, model.groups, measure)
      row.set([
        1,
        sum('patients'),
        sum('judged'),
        sum('onTarget'),
        sum('leftUnseen'),
        work.clinicianMinutes / minutesPerHour / clinicianHours,
        work.spaceMinutes / minutesPerHour / spaceHours,
      ])
    },
  }
}

/** What patients need who arrive from a minute on, whether or not they stay for it. */
function workOf(patients: PatientTable, fromMinutes: number): { clinicianMinutes: number; spaceMinutes: number } {
  let [clinicianMinutes, spaceMinutes] = [0, 0]
  for (let patient = 0; patient < patients.count; patient++) {
    if (patients.arrivalMinutes[patient]! < fromMinutes) continue
    const own = patients.clinicianMinutes[patient]!
    clinicianMinutes += own
    spaceMinutes += own + patients.afterClinicianMinutes[patient]!
    if (patients.admitted[patient] !== 0) spaceMinutes += patients.boardingMinutes[patient]!
  }
  return { clinicianMinutes, spaceMinutes }
}
