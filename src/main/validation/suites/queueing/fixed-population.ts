import type { ModelDocument } from '../../../../shared/model/document.ts'
import { machineRepair } from '../../closed-forms/birth-death.ts'
import type { Experiment } from '../../experiment.ts'
import { modelExperiment } from '../../model-experiment.ts'
import { withCountedTime } from './queue-experiment.ts'
import { meanWaitOfAll } from './shared-checks.ts'

const plant = { machines: 8, breakdownRate: 0.25, repairers: 2, repairRate: 1 }
const source = 'Machine repair (M/M/c//K), sum over the birth-death process'
const quickShare = 1 / 5

/** A fixed number of machines that break down, wait for a repairer and work again: nobody comes, nobody leaves. */
export function fixedPopulation(document: ModelDocument, quick: boolean): Experiment {
  const { title } = document
  const exact = machineRepair(plant)
  return modelExperiment({
    name: 'machine-repair',
    replications: document.run.replications,
    document: quick ? withCountedTime(document, quickShare) : document,
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
