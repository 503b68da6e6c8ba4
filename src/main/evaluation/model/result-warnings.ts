import { formatCount, formatNumber } from '../../../shared/format.ts'
import { formatModelTime } from '../../../shared/model/model-time.ts'
import type { ModelResult } from '../../../shared/model/result.ts'
import type { CompiledModel } from '../../simulation/compile-model.ts'
import { modelWarnings } from './model-warnings.ts'
import { batches } from './replication-rows.ts'

interface Reached {
  readonly replications: number
  readonly correlatedBatches: boolean
  readonly precision: ModelResult['precision']
  readonly advice: ModelResult['warmUpAdvice']
}

/** What limits the numbers of a simulation, as sentences. */
export function resultWarnings(model: CompiledModel, reached: Reached): string[] {
  return [...modelWarnings(model), ...warmUpWarnings(model, reached.advice), ...precisionWarnings(model, reached)]
}

function warmUpWarnings({ document }: CompiledModel, advice: ModelResult['warmUpAdvice']): string[] {
  if (advice === null || advice.enough) return []
  const { warmUp, horizon } = document.run
  // A suggestion in the second half of a run is noise of its end, and none (Hoad, Robinson and Davies 2010).
  return advice.suggestedWarmUp > warmUp && advice.suggestedWarmUp <= horizon / 2
    ? [
        `The number of patients inside suggests a warm-up of ${formatModelTime(advice.suggestedWarmUp, document.timeUnit)} or more (MSER-5); this run has ${formatModelTime(warmUp, document.timeUnit)}.`,
      ]
    : [
        `From the number of patients inside within ${formatModelTime(horizon, document.timeUnit)} no warm-up can be suggested; a longer run would tell.`,
      ]
}

function precisionWarnings({ document }: CompiledModel, { replications, correlatedBatches, precision }: Reached): string[] {
  return [
    ...(replications === 1 && document.run.kind === 'terminating'
      ? ['One replication of a run that ends: no interval can be given.']
      : []),
    ...(correlatedBatches
      ? [
          `The ${batches} batches of this run are too short to be independent of each other, so intervals are too narrow. A longer horizon or several replications would help.`,
        ]
      : []),
    ...(precision !== null && !precision.reached
      ? [
          `${formatCount(replications, 'replication')} did not reach the precision of ${percent(precision.target)}: ${precision.worstMeasure} is known to ${percent(precision.relativeHalfWidth)}.`,
        ]
      : []),
  ]
}

const percent = (share: number) => `${formatNumber(100 * share, { digits: 1 })} %`
