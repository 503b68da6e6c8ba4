import { formatCount, formatNumber } from '../../../shared/format.ts'
import type { ModelDocument } from '../../../shared/model/document.ts'
import { modelOfferedLoad, type ResourceLoad, type UnknownLoad } from '../../../shared/model/offered-load.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { MeasureLayout } from './measure-layout.ts'

/** These bring a given number of patients, however long the run is. */
const countedProcesses = ['at-start', 'times', 'spread']

/** What to know about a model before it is run, as sentences; those of compiling it first. */
export function modelWarnings({ document, warnings }: Pick<CompiledModel, 'document' | 'warnings'>): string[] {
  return [...warnings, ...loadWarnings(document), ...sizeWarnings(document)]
}

/** Where more work arrives than can be done, nothing is steady unless patients leave, are turned away or are lost. */
function loadWarnings(document: ModelDocument): string[] {
  if (document.run.kind !== 'steady-state') return []
  const loads = modelOfferedLoad(document)
  return [...overloadWarnings(document, loads), ...unknownLoadWarnings(document, loads)]
}

function overloadWarnings(document: ModelDocument, loads: readonly ResourceLoad[]): string[] {
  const bounded = (document.queues ?? []).some(
    ({ patience, places, balking }) => patience !== undefined || places !== undefined || balking !== undefined,
  )
  return loads.flatMap(({ resource, load, units }) => {
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

/** One sentence for all resources with the same reason. Where only so many patients ever come, no queue can grow without end. */
function unknownLoadWarnings({ arrivals }: ModelDocument, loads: readonly ResourceLoad[]): string[] {
  if (arrivals.every(({ process, limit }) => limit !== undefined || countedProcesses.includes(process.process))) return []
  const resources = new Map<string, string[]>()
  for (const one of loads) {
    if (one.load !== null) continue
    const reason = whyUnknown(one.because)
    resources.set(reason, [...(resources.get(reason) ?? []), one.resource])
  }
  return [...resources].map(
    ([reason, names]) =>
      `Offered load of ${names.join(', ')} could not be worked out before the run: ${reason}. Whether more work arrives than can be done is not checked.`,
  )
}

function whyUnknown(because: UnknownLoad): string {
  if (because === 'many-kinds') return 'the model tells too many kinds of patients apart'
  if (because === 'endless') return 'some patients go round for ever and never leave'
  if (because === 'unsettled') return 'some patients go round too often before they leave'
  return `the mean time at step ${because.step} follows from a formula of random times`
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
