import { formatCount, formatNumber } from '../../../shared/format.ts'
import type { ModelDocument } from '../../../shared/model/document.ts'
import { modelOfferedLoad } from '../../../shared/model/offered-load.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { layoutOf } from './replication-rows.ts'

/** What to know about a model before it is run, as sentences. */
export function modelWarnings(model: CompiledModel): string[] {
  return [...model.warnings, ...loadWarnings(model.document), ...sizeWarnings(model)]
}

/** Where more work arrives than can be done, nothing is steady unless patients leave, are turned away or are lost. */
function loadWarnings(document: ModelDocument): string[] {
  if (document.run.kind !== 'steady-state') return []
  const bounded = (document.queues ?? []).some(
    ({ patience, places, balking }) => patience !== undefined || places !== undefined || balking !== undefined,
  )
  return modelOfferedLoad(document).flatMap(({ resource, load, units }) => {
    if (load === null || load === 0 || load < units) return []
    const share = units > 0 ? formatNumber(load / units, { digits: 2 }) : 'infinite'
    const work = `Offered load of ${resource} is ${share}: work for ${formatNumber(load, { digits: 2 })} units arrives, and ${formatNumber(units, { digits: 2 })} are on duty.`
    return [
      bounded
        ? `${work} Only those who leave or are turned away keep its queue from growing without end.`
        : `${work} Its queue grows for as long as the run lasts, so waits depend on the length of the run.`,
    ]
  })
}

function sizeWarnings(model: CompiledModel): string[] {
  const { requests, classes } = model.pathway
  return requests.length === 0 || layoutOf(model).stepBlocks > 1
    ? []
    : [
        `${formatCount(requests.length, 'step that waits', 'steps that wait')} and ${formatCount(classes, 'class', 'classes')} are too many for results of each step by class; steps are told for all classes together.`,
      ]
}
