import { formatCount, formatNumber } from '../../shared/format.ts'
import { formatModelTime } from '../../shared/model/model-time.ts'
import type { Measure, ModelResult, WaitMeasures } from '../../shared/model/result.ts'
import { table } from './table.ts'

/** Three digits that count, or one after the point. */
const digitsOf = (value: number): number => (value === 0 ? 0 : Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 1 ? 2 : 4)

function number(measure: Measure): string {
  if (measure === null) return '-'
  const { mean, halfWidth, n } = measure
  const digits = digitsOf(mean)
  return n < 2 || halfWidth === 0
    ? formatNumber(mean, { digits })
    : `${formatNumber(mean, { digits })} ±${formatNumber(halfWidth, { digits })}`
}

const percent = (measure: Measure): string =>
  measure === null ? '-' : number({ ...measure, mean: measure.mean * 100, halfWidth: measure.halfWidth * 100 })

const waits = ({ mean, p50, p90, p95, waited }: WaitMeasures): string[] => [...[mean, p50, p90, p95].map(number), percent(waited)]
const waitColumns = ['mean wait', 'median', '90 %', '95 %', 'waited %']

/** A model's result for a terminal: who came, where they waited, how busy everything was. */
export function describeModelResult(result: ModelResult): string {
  const { title, model, replications, seed, horizon, warmUp, timeUnit, method, classes, steps, resources } = result
  const runs = method === 'batch-means' ? 'one long run in batches' : formatCount(replications, 'replication')
  const precision = result.precision
  return [
    `${title} (${model}): ${runs} of ${formatModelTime(horizon, timeUnit)}, warm-up ${formatModelTime(warmUp, timeUnit)}, seed ${seed}`,
    `Times in ${timeUnit}; ± is the 95 % half-width.`,
    '',
    table(
      [
        ['patients', 'in', 'out', 'left', 'lost', 'balked', 'time in system', ...waitColumns],
        ...classes.map(({ name, counts, wait, timeInSystem }) => [
          name,
          ...[counts.in, counts.out, counts.left, counts.lost, counts.balked, timeInSystem.mean].map(number),
          ...waits(wait),
        ]),
      ],
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    ),
    '',
    ...(steps.length === 0
      ? []
      : [
          table(
            [
              ['step', 'class', 'started', 'left', 'waiting', ...waitColumns],
              ...steps.flatMap(({ name, byClass }) =>
                // One class alone says what all say.
                (byClass.length === 2 ? byClass.slice(0, 1) : byClass.filter(({ arrived }) => arrived?.mean !== 0)).map(
                  (each) => [name, each.name, ...[each.started, each.left, each.waiting].map(number), ...waits(each.wait)],
                ),
              ),
            ],
            [2, 3, 4, 5, 6, 7, 8, 9],
          ),
          '',
        ]),
    ...(resources.length === 0
      ? []
      : [
          table(
            [
              ['resource', 'utilisation %', 'busy', 'on duty'],
              ...resources.map(({ name, utilisation, busy, staffed }) => [
                name,
                percent(utilisation),
                number(busy),
                number(staffed),
              ]),
            ],
            [1, 2, 3],
          ),
          '',
        ]),
    ...(precision === null
      ? []
      : [
          precision.reached
            ? `The precision was reached: the widest interval, of ${precision.worstMeasure}, is ±${formatNumber(precision.relativeHalfWidth * 100, { digits: 1 })} %.`
            : `The precision was not reached: the interval of ${precision.worstMeasure} is ±${formatNumber(precision.relativeHalfWidth * 100, { digits: 1 })} %, and ±${formatNumber(precision.target * 100, { digits: 1 })} % was asked for.`,
        ]),
    ...(result.warmUpAdvice?.enough === true
      ? [
          `Warm-up advised by MSER-5: ${formatModelTime(result.warmUpAdvice.suggestedWarmUp, timeUnit)}; this run has ${formatModelTime(warmUp, timeUnit)}.`,
        ]
      : []),
    ...result.warnings.map((warning) => `Note: ${warning}`),
    `${formatCount(result.events, 'event')}, digest ${result.digest}`,
  ].join('\n')
}
