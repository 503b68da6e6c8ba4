import type { ModelResult, WaitMeasures } from '../../../shared/model/result.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { countFields, type MeasureLayout, resourceFields, stepFields, timeFields } from './measure-layout.ts'
import type { RunningEstimates } from './running-estimates.ts'

const all = 'all'

/** The measures of a result from the estimates of its rows. `batches`: counts of a batch stand for so many. */
export function measuresOf(
  model: CompiledModel,
  layout: MeasureLayout,
  estimates: RunningEstimates,
  minutesPerUnit: number,
  batches: number,
): Pick<ModelResult, 'classes' | 'steps' | 'resources'> {
  const { classes, measures } = model.document
  const times = (at: number, withOver: boolean): WaitMeasures => {
    const inUnit = (field: (typeof timeFields)[number]) => estimates.measure(at + timeFields.indexOf(field), 1 / minutesPerUnit)
    return {
      mean: inUnit('mean'),
      sd: inUnit('sd'),
      p50: inUnit('p50'),
      p90: inUnit('p90'),
      p95: inUnit('p95'),
      waited: estimates.measure(at + timeFields.indexOf('waited')),
      over: withOver ? estimates.measure(at + timeFields.indexOf('over')) : null,
    }
  }
  const withOver = measures?.waitOver !== undefined
  return {
    classes: [all, ...classes].map((name, block) => {
      const at = layout.classAt(block)
      const count = (field: (typeof countFields)[number]) =>
        estimates.measure(at + countFields.indexOf(field), field === 'inside' ? 1 : batches)
      return {
        name,
        counts: {
          in: count('in'),
          out: count('out'),
          left: count('left'),
          lost: count('lost'),
          balked: count('balked'),
          inside: count('inside'),
        },
        wait: times(at + countFields.length, withOver),
        timeInSystem: times(at + countFields.length + timeFields.length, false),
        inSystem: estimates.measure(at + layout.inSystemOffset),
      }
    }),
    steps: model.pathway.requests.map(({ step }, request) => ({
      name: step,
      byClass: [all, ...classes].slice(0, layout.stepBlocks).map((name, block) => {
        const at = layout.stepAt(request, block)
        const field = (of: (typeof stepFields)[number], factor = 1) => estimates.measure(at + stepFields.indexOf(of), factor)
        return {
          name,
          arrived: field('arrived', batches),
          started: field('started', batches),
          left: field('left', batches),
          lost: field('lost', batches),
          balked: field('balked', batches),
          preempted: field('preempted', batches),
          leftShare: field('leftShare'),
          lostShare: field('lostShare'),
          balkedShare: field('balkedShare'),
          wait: times(at + stepFields.length, withOver),
          waiting: field('waiting'),
        }
      }),
    })),
    resources: model.pathway.resources.map(({ name }, resource) => {
      const at = layout.resourceAt(resource)
      const field = (of: (typeof resourceFields)[number]) => estimates.measure(at + resourceFields.indexOf(of))
      const census = Array.from({ length: layout.censusEntries[resource]! }, (_, units) =>
        estimates.measure(at + resourceFields.length + units),
      )
      const most = census.findLastIndex((share) => share !== null && share.mean > 0)
      return {
        name,
        utilisation: field('utilisation'),
        busy: field('busy'),
        staffed: field('staffed'),
        census: census.slice(0, most + 1),
      }
    }),
  }
}
