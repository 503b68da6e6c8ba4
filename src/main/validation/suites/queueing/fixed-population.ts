import type { ModelDocument } from '../../../../shared/model/document.ts'
import { machineRepair } from '../../closed-forms/birth-death.ts'
import type { Experiment } from '../../experiment.ts'
import { modelExperiment } from '../../model-experiment.ts'
import { exponential, meanWaitOfAll } from './shared-checks.ts'

const plant = { machines: 8, breakdownRate: 0.25, repairers: 2, repairRate: 1 }
const title = 'Machine repair, 8 machines, 2 repairers'
const source = 'Machine repair (M/M/c//K), sum over the birth-death process'
const replications = 200
/** Hours; times of working and of repair are a few. */
const warmUp = 50
const counted = { full: 3000, quick: 600 }

/** A fixed number of machines that break down, wait for a repairer and work again: nobody comes, nobody leaves. */
export function fixedPopulation(quick: boolean): Experiment {
  const exact = machineRepair(plant)
  return modelExperiment({
    name: 'machine-repair',
    replications,
    document: repairDocument(quick ? counted.quick : counted.full),
    checks: [
      {
        name: `${title}: machines that work`,
        description: 'Machines that neither wait nor are repaired, on average over time.',
        unit: 'machines',
        expected: { value: exact.working },
        read: (totals) => plant.machines - totals.ratio('waiting care', 'time') - totals.ratio('busy server', 'time'),
        source,
      },
      {
        name: `${title}: mean wait`,
        description: 'Mean wait of a broken machine for a repairer.',
        unit: 'hours',
        expected: { value: exact.wait },
        read: meanWaitOfAll,
        source,
      },
      {
        name: `${title}: share who wait`,
        description: 'Share of breakdowns that find all repairers at work.',
        unit: 'share',
        expected: { value: exact.waited },
        read: (totals) => totals.ratio('waited care', 'started care'),
        source,
      },
    ],
  })
}

function repairDocument(hours: number): ModelDocument {
  return {
    format: 'fairward-model',
    version: 1,
    name: 'machine-repair',
    title,
    timeUnit: 'hours',
    classes: ['machine'],
    arrivals: [{ name: 'machines', process: { process: 'at-start', patients: plant.machines } }],
    resources: [{ name: 'server', units: plant.repairers }],
    steps: [
      { name: 'working', do: 'delay', duration: exponential(1 / plant.breakdownRate) },
      {
        name: 'care',
        do: 'serve',
        resources: { server: 1 },
        duration: exponential(1 / plant.repairRate),
        next: 'working',
      },
    ],
    run: { kind: 'steady-state', horizon: warmUp + hours, warmUp, replications, seed: 1 },
  }
}
