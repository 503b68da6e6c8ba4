import { CartesianGrid, ErrorBar, ResponsiveContainer, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import type { Estimate } from '../../../../shared/evaluation.ts'
import { formatNumber } from '../../../../shared/format.ts'
import type { ParetoPoint, ParetoSetting } from '../../../../shared/pareto.ts'
import { axisLabelLook, axisLook, uprightLabel } from '../../../components/chart-looks.ts'
import { chartMark } from '../../../components/chart-mark.tsx'
import markStyles from '../../../components/group-mark.module.css'
import { groupColor, groupLook } from '../../../group-colors.ts'
import { niceScale } from '../../../nice-scale.ts'
import { studiesText } from '../../../text/studies.ts'
import styles from './seeds.module.css'

interface ParetoChartProps {
  settings: readonly ParetoSetting[]
  references: readonly ParetoPoint[]
}

/** Outlines, so that they are never taken for a setting. */
const referencePaths = ['M-1 -1H1V1H-1Z', 'M0 -1.2L1.2 0L0 1.2L-1.2 0Z', 'M0 -1.1L1.1 0.8H-1.1Z'] as const
const referencePath = (index: number): string => referencePaths[index % referencePaths.length] ?? referencePaths[0]

const sizes = { seed: 4, mean: 7, reference: 5.5 } as const
const intervals = 5

/** Cost to the right, unfairness upwards. */
export function ParetoChart({ settings, references }: ParetoChartProps) {
  const scaleOf = (of: (point: ParetoPoint) => Estimate) => {
    const single = [...references, ...settings.flatMap(({ seeds }) => seeds)].map((point) => of(point).mean)
    const ends = settings.flatMap((setting) => [of(setting).lower, of(setting).upper])
    return niceScale(Math.min(...single, ...ends), Math.max(...single, ...ends), intervals)
  }
  const [x, y] = [scaleOf(({ cost }) => cost), scaleOf(({ gap }) => gap)]
  return (
    <div className={styles.pareto}>
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart margin={{ top: 8, right: 16, bottom: 18, left: 8 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--chart-grid)" />
          <XAxis
            type="number"
            dataKey="x"
            domain={[x.low, x.high]}
            ticks={x.ticks}
            tickFormatter={(value: number) => formatNumber(value, { digits: x.digits })}
            label={{ value: studiesText.paretoX, position: 'insideBottom', offset: -12, ...axisLabelLook }}
            {...axisLook}
          />
          <YAxis
            type="number"
            dataKey="y"
            width={56}
            domain={[y.low, y.high]}
            ticks={y.ticks}
            tickFormatter={(value: number) => formatNumber(value, { digits: y.digits })}
            label={uprightLabel(studiesText.paretoY, 4)}
            {...axisLook}
          />
          {references.map((reference, index) => (
            <Scatter
              key={reference.id}
              isAnimationActive={false}
              data={[{ x: reference.cost.mean, y: reference.gap.mean }]}
              shape={chartMark({ path: referencePath(index), size: sizes.reference, color: axisLook.stroke, isOutline: true })}
            />
          ))}
          {settings.map((setting, index) => (
            <Scatter
              key={`${setting.id} seeds`}
              isAnimationActive={false}
              data={setting.seeds.map(({ cost, gap }) => ({ x: cost.mean, y: gap.mean }))}
              shape={chartMark({ ...groupLook(index), size: sizes.seed, isFaint: true })}
            />
          ))}
          {settings.map((setting, index) => (
            <Scatter
              key={setting.id}
              isAnimationActive={false}
              data={[
                {
                  x: setting.cost.mean,
                  y: setting.gap.mean,
                  reachX: [setting.cost.mean - setting.cost.lower, setting.cost.upper - setting.cost.mean],
                  reachY: [setting.gap.mean - setting.gap.lower, setting.gap.upper - setting.gap.mean],
                },
              ]}
              shape={chartMark({ ...groupLook(index), size: sizes.mean })}
            >
              {(['x', 'y'] as const).map((direction) => (
                <ErrorBar
                  key={direction}
                  dataKey={direction === 'x' ? 'reachX' : 'reachY'}
                  direction={direction}
                  stroke={groupColor(index)}
                  strokeWidth={1.5}
                  width={4}
                  isAnimationActive={false}
                />
              ))}
            </Scatter>
          ))}
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  )
}

/** The outline of what settings are held against, as it is in the drawing. */
export function ReferenceMark({ index, label }: { index: number; label: string }) {
  return (
    <span className={markStyles.mark}>
      <svg aria-hidden="true" width={12} height={12} viewBox="-1.5 -1.5 3 3" className={markStyles.shape} focusable="false">
        <path d={referencePath(index)} fill="none" stroke="currentColor" strokeWidth={0.4} />
      </svg>
      {label}
    </span>
  )
}
