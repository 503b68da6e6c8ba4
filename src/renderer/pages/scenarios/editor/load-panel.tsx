import { useId } from 'react'
import { offeredLoad } from '../../../../shared/offered-load.ts'
import type { Scenario } from '../../../../shared/scenario.ts'
import { ChartFrame } from '../../../components/chart-frame.tsx'
import { ProblemBanner } from '../../../components/problem-banner.tsx'
import { editorText } from '../../../text/editor.ts'
import { clock } from './hours.ts'
import styles from './load-panel.module.css'
import { loadNumber, loadWarnings } from './load-words.ts'

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** How much of what the hospital can do is asked of it, hour by hour. Null: the scenario has to be corrected first. */
export function LoadPanel({ scenario }: { scenario: Scenario | null }) {
  if (scenario === null) {
    return (
      <section className={styles.panel}>
        <h2 className={styles.title}>{editorText.load}</h2>
        <p className={styles.note}>{editorText.loadInvalid}</p>
      </section>
    )
  }
  const load = offeredLoad(scenario)
  const resources = [
    { label: editorText.loadClinicians, ...load.clinicians },
    { label: editorText.loadSpaces, ...load.careSpaces },
  ]
  const warnings = resources.flatMap((resource) => loadWarnings(resource.label, resource.byHour, resource.day))
  return (
    <section className={styles.panel}>
      <ChartFrame
        level={2}
        title={editorText.load}
        description={editorText.loadDescription}
        columns={[
          { id: 'hour', heading: editorText.loadHour, rowHeading: true, cell: clock },
          ...resources.map((resource) => ({
            id: resource.label,
            heading: resource.label,
            numeric: true,
            cell: (hour: number) => loadNumber(resource.byHour[hour] ?? 0),
          })),
        ]}
        rows={hours}
        rowKey={(hour) => hour}
      >
        {resources.map((resource) => (
          <div key={resource.label} className={styles.resource}>
            <div className={styles.head}>
              <span>{resource.label}</span>
              <span className={styles.day}>{editorText.loadDay(loadNumber(resource.day))}</span>
            </div>
            <LoadBars byHour={resource.byHour} />
          </div>
        ))}
        <div className={styles.hours}>
          {[0, 6, 12, 18].map((hour) => (
            <span key={hour}>{clock(hour)}</span>
          ))}
        </div>
      </ChartFrame>
      {warnings.length === 0 ? (
        <p className={styles.note}>{editorText.loadOk}</p>
      ) : (
        <ProblemBanner tone="warning">
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </ProblemBanner>
      )}
    </section>
  )
}

const width = 240
const height = 44

/** Bars of one resource with a line at 1; what lies above the line is hatched. */
function LoadBars({ byHour }: { byHour: readonly number[] }) {
  const hatch = useId()
  const top = Math.max(1.25, ...byHour.filter(Number.isFinite)) * 1.05
  const y = (load: number) => height - (Math.min(load, top) / top) * height
  return (
    <svg aria-hidden="true" className={styles.bars} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
      <defs>
        <pattern id={hatch} width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="3" className={styles.over} />
          <rect width="1" height="3" className={styles.stripe} />
        </pattern>
      </defs>
      {byHour.map((load, hour) => {
        const x = hour * 10 + 0.75
        // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its position
        if (!Number.isFinite(load)) return <rect key={hour} x={x} y={0} width={8.5} height={height} className={styles.nobody} />
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its position
          <g key={hour}>
            <rect x={x} y={y(Math.min(load, 1))} width={8.5} height={height - y(Math.min(load, 1))} className={styles.bar} />
            {load > 1 && <rect x={x} y={y(load)} width={8.5} height={y(1) - y(load)} fill={`url(#${hatch})`} />}
          </g>
        )
      })}
      <path d={`M0 ${y(1)}H${width}`} className={styles.limit} />
    </svg>
  )
}
