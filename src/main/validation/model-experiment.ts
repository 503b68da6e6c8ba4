import type { ModelDocument } from '../../shared/model/document.ts'
import { simulateReplication } from '../evaluation/model/replication.ts'
import { type CompiledModel, compileModel } from '../simulation/compile-model.ts'
import { minutesPerUnit } from '../simulation/population/compile-arrivals.ts'
import type { RandomKey } from '../simulation/population/random.ts'
import type { CheckPlan } from './check.ts'
import { type Experiment, seedOf } from './experiment.ts'
import type { Instrument } from './instruments/instrument.ts'
import { Tally } from './instruments/tally.ts'

export interface ModelExperiment {
  name: string
  replications: number
  document: ModelDocument
  checks: readonly CheckPlan[]
  /** What measures; a tally of everything unless given. */
  instrument?: (model: CompiledModel) => Instrument
  /** For the tally: also count waits of a step around this expected percentile. */
  percentile?: { request: string; near: number }
  /** Arrival times of each stream in place of the model's own. */
  arrivalTimes?: (key: RandomKey) => readonly Float64Array[]
}

/** Replications of one model, measured from the end of its warm-up to its horizon. */
export function modelExperiment(plan: ModelExperiment): Experiment {
  return {
    name: plan.name,
    replications: plan.replications,
    checks: plan.checks,
    prepare(seed) {
      const model = compileModel(plan.document)
      const instrument = plan.instrument?.(model) ?? tallyOf(model, plan.percentile)
      const ownSeed = seedOf(seed, plan.name)
      return {
        columns: instrument.columns,
        replicate(replication, row) {
          const key: RandomKey = { seed: ownSeed, use: 'development', replication }
          simulateReplication(model, key, instrument, plan.arrivalTimes?.(key))
          instrument.write(row)
        },
      }
    },
  }
}

function tallyOf({ document, pathway }: CompiledModel, percentile: ModelExperiment['percentile']): Tally {
  const unit = minutesPerUnit(document)
  return new Tally({
    classes: document.classes,
    requests: pathway.requests.map((request) => request.step),
    resources: pathway.resources.map((resource) => resource.name),
    fromMinutes: document.run.warmUp * unit,
    untilMinutes: document.run.horizon * unit,
    minutesPerUnit: unit,
    ...(percentile ? { percentile } : {}),
  })
}
