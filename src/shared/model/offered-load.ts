import type { ModelDocument } from './document.ts'

/** What one resource of a model has to do in the long run. */
export interface ResourceLoad {
  resource: string
  /** Units busy on average if nobody ever left, was turned away or lost; null where the document alone cannot tell. */
  load: number | null
  /** Units on duty on average. */
  units: number
}

/** Offered load of every resource, in the order of `resources`. */
export function modelOfferedLoad(model: ModelDocument): ResourceLoad[] {
  return (model.resources ?? []).map((resource) => ({ resource: resource.name, load: null, units: 0 }))
}
