import type { CompiledModel } from '../../simulation/compile-model.ts'
import { countFields, type MeasureLayout, stepFields, timeFields } from './measure-layout.ts'

/** A measure that a precision is asked of: its name in words, and its column. */
export interface KeyMeasure {
  readonly name: string
  readonly column: number
}

/** Means of all patients together: time in the model (first), waiting, the wait at each step; and the utilisation of each resource. */
export function keyMeasures(model: CompiledModel, layout: MeasureLayout): KeyMeasure[] {
  const waits = layout.classAt(0) + countFields.length
  const { requests, resources } = model.pathway
  return [
    { name: 'mean time in the model', column: waits + timeFields.length },
    { name: 'mean waiting in all', column: waits },
    ...requests.map(({ step }, request) => ({
      name: `mean wait at ${step}`,
      column: layout.stepAt(request, 0) + stepFields.length,
    })),
    ...resources.map(({ name }, resource) => ({ name: `utilisation of ${name}`, column: layout.resourceAt(resource) })),
  ]
}
