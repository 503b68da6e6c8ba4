import type { ModelDocument } from '../../../../shared/model/document.ts'
import type { CheckPlan } from '../../check.ts'
import type { Experiment } from '../../experiment.ts'
import { modelExperiment } from '../../model-experiment.ts'

/** A queue of theory: one step `care`, served by the resource `server`. */
export interface QueuePlan {
  name: string
  /** The file in resources/models. */
  model: string
  /** So close to saturation that a quick run shows too little; left out there. */
  longOnly?: boolean
  /** Expected percentile around which waits are counted. */
  near?: number
  /** Their names begin with the model's title. */
  checks: (title: string) => readonly CheckPlan[]
}

const quickShare = 1 / 8

export function queueExperiment({ name, near, checks }: QueuePlan, document: ModelDocument, quick: boolean): Experiment {
  return modelExperiment({
    name,
    replications: document.run.replications,
    document: quick ? withCountedTime(document, quickShare) : document,
    checks: checks(document.title),
    ...(near === undefined ? {} : { percentile: { request: 'care', near } }),
  })
}

/** The document with another share of the time after its warm-up. */
export function withCountedTime(document: ModelDocument, share: number): ModelDocument {
  const { horizon, warmUp } = document.run
  return { ...document, run: { ...document.run, horizon: warmUp + (horizon - warmUp) * share } }
}
