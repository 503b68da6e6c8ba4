import type { ModelResult } from '../../../shared/model/result.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { countFields, type MeasureLayout, resourceFields, stepFields } from './measure-layout.ts'
import type { ModelEstimates } from './model-estimates.ts'

const all = 'all'

/** The measures of a result from the estimates of its rows. `batches`: counts of a batch stand for so many. */
export function measuresOf(
  model: CompiledModel,
  layout: MeasureLayout,
  estimates: ModelEstimates,
  minutesPerUnit: number,
  batches: number,
): Pick<ModelResult, 'classes' | 'steps' | 'resources'> {
  const { classes, measures } = model.document
  const withOver = measures?.waitOver !== undefined
  const times = (at: number, over: boolean) => estimates.times(at, 1 / minutesPerUnit, over)
  return {
    classes: [all, ...classes].map((name, block) => {
      const at = layout.classAt(block)
      const count = (field: (typeof countFields)[number]) =>
        estimates.mean(at + countFields.indexOf(field), field === 'inside' ? 1 : batches)
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
        wait: times(at + layout.waitOffset, withOver),
        timeInSystem: times(at + layout.timeOffset, false),
        inSystem: estimates.mean(at + layout.inSystemOffset),
      }
    }),
    steps: model.pathway.requests.map(({ step }, request) => ({
      name: step,
      byClass: [all, ...classes].slice(0, layout.stepBlocks).map((name, block) => {
        const at = layout.stepAt(request, block)
        const shares = estimates.stepShares(request, block)
        const field = (of: (typeof stepFields)[number], factor = 1) => estimates.mean(at + stepFields.indexOf(of), factor)
        return {
          name,
          arrived: field('arrived', batches),
          started: field('started', batches),
          left: field('left', batches),
          lost: field('lost', batches),
          balked: field('balked', batches),
          preempted: field('preempted', batches),
          leftShare: shares.left,
          lostShare: shares.lost,
          balkedShare: shares.balked,
          wait: times(at + layout.stepWaitOffset, withOver),
          waiting: field('waiting'),
        }
      }),
    })),
    resources: model.pathway.resources.map(({ name }, resource) => {
      const at = layout.resourceAt(resource)
      const field = (of: (typeof resourceFields)[number]) => estimates.mean(at + resourceFields.indexOf(of))
      const census = Array.from({ length: layout.censusEntries[resource]! }, (_, units) =>
        estimates.mean(at + resourceFields.length + units),
      )
      const most = census.findLastIndex((share) => share !== null && share.mean > 0)
      return {
        name,
        utilisation: estimates.utilisation(resource),
        busy: field('busy'),
        staffed: field('staffed'),
        census: census.slice(0, most + 1),
      }
    }),
  }
}
