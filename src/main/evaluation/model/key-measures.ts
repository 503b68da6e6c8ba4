import type { Measure } from '../../../shared/model/result.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import type { MeasureLayout } from './measure-layout.ts'
import type { ModelEstimates } from './model-estimates.ts'

/** A measure that a precision is asked of: its name in words, and what is known of it so far. */
export interface KeyMeasure {
  readonly name: string
  measure(): Measure
}

/** Means of all patients together: time in the model, waiting, the wait at each step; and the utilisation of each resource. */
export function keyMeasures(model: CompiledModel, layout: MeasureLayout, estimates: ModelEstimates): KeyMeasure[] {
  const all = layout.classAt(0)
  const { requests, resources } = model.pathway
  return [
    { name: 'mean time in the model', measure: () => estimates.meanTime(all + layout.timeOffset) },
    { name: 'mean waiting in all', measure: () => estimates.meanTime(all + layout.waitOffset) },
    ...requests.map(({ step }, request) => ({
      name: `mean wait at ${step}`,
      measure: () => estimates.meanTime(layout.stepAt(request, 0) + layout.stepWaitOffset),
    })),
    ...resources.map(({ name }, resource) => ({
      name: `utilisation of ${name}`,
      measure: () => estimates.utilisation(resource),
    })),
  ]
}
