import { formatCount, formatNumber } from '../../../shared/format.ts'
import type { ModelDocument } from '../../../shared/model/document.ts'
import { modelOfferedLoad } from '../../../shared/model/offered-load.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { MeasureLayout } from './measure-layout.ts'

/** What to know about a model before it is run, as sentences; those of compiling it first. */
export function modelWarnings({ document, warnings }: Pick<CompiledModel, 'document' | 'warnings'>): string[] {
  return [...warnings, ...loadWarnings(document), ...sizeWarnings(document)]
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

function sizeWarnings({ steps, classes }: ModelDocument): string[] {
  const requests = steps.filter((step) => step.do === 'seize' || step.do === 'serve').length
  const { stepBlocks } = new MeasureLayout({ classes: classes.length, requests, units: [] })
  return requests === 0 || stepBlocks > 1
    ? []
    : [
        `${formatCount(requests, 'step that waits', 'steps that wait')} and ${formatCount(classes.length, 'class', 'classes')} are too many for results of each step by class; steps are told for all classes together.`,
      ]
}
