import { type RefObject, useEffect, useRef } from 'react'
import { formatDuration } from '../../../shared/format.ts'
import type { LiveFrame } from '../../../shared/live.ts'
import { acuityLevels } from '../../../shared/scenario.ts'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { GroupMark } from '../../components/group-mark.tsx'
import { liveText } from '../../text/live.ts'
import { useTheme } from '../../theme/theme.ts'
import styles from './floor.module.css'
import { readPatients } from './floor-layout.ts'
import { FloorPainter } from './floor-painter.ts'

interface FloorProps {
  frame: LiveFrame
  /** Every frame as it arrives, for the canvas. */
  latest: RefObject<LiveFrame | null>
  groups: readonly { id: string; label: string }[]
}

/** The department as a picture, and as a table of its places. */
export function Floor({ frame, latest, groups }: FloorProps) {
  return (
    <ChartFrame
      level={2}
      title={liveText.floorTitle}
      description={liveText.floorDescription}
      legend={groups.map((group, index) => <GroupMark key={group.id} index={index} label={group.label} />)}
      columns={[
        { id: 'place', heading: liveText.area, cell: (row) => row.place, rowHeading: true },
        { id: 'count', heading: liveText.patients, cell: (row) => row.count, numeric: true },
        { id: 'longest', heading: liveText.longest, cell: (row) => row.longest, numeric: true },
      ]}
      rows={places(frame)}
      rowKey={(row) => row.place}
      footnote={liveText.floorSummary(
        frame.waiting,
        formatDuration(frame.longestWaitMinutes),
        frame.careSpacesOccupied,
        frame.careSpaces,
        frame.cliniciansBusy,
        frame.cliniciansOnDuty,
      )}
    >
      <FloorCanvas latest={latest} />
    </ChartFrame>
  )
}

function places(frame: LiveFrame) {
  const patients = readPatients(frame)
  const row = (place: string, those: typeof patients) => ({
    place,
    count: those.length,
    longest: those.length === 0 ? liveText.nobodyYet : formatDuration(Math.max(...those.map((patient) => patient.minutesInArea))),
  })
  const waiting = patients.filter((patient) => patient.area === 'waiting')
  return [
    ...Array.from({ length: acuityLevels }, (_, level) =>
      row(
        liveText.lane(level + 1),
        waiting.filter((patient) => patient.assignedAcuity === level + 1),
      ),
    ),
    row(
      liveText.inCare,
      patients.filter((patient) => patient.area === 'care'),
    ),
    row(
      liveText.boarding,
      patients.filter((patient) => patient.area === 'boarding'),
    ),
    { place: liveText.freeSpaces, count: frame.careSpaces - frame.careSpacesOccupied, longest: liveText.nobodyYet },
  ]
}

function FloorCanvas({ latest }: { latest: RefObject<LiveFrame | null> }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const painter = new FloorPainter()
    const stillness = window.matchMedia('(prefers-reduced-motion: reduce)')
    const style = getComputedStyle(document.documentElement)
    const color = (name: string) => style.getPropertyValue(name).trim()
    const colors = {
      surface: color('--surface'),
      room: color('--surface-sunken'),
      line: color('--line'),
      ink: color('--ink'),
      muted: color('--ink-muted'),
      overdue: color('--danger-ink'),
    }
    let painted: { frame: LiveFrame | null; width: number; height: number } = { frame: null, width: 0, height: 0 }
    let moving = false
    let request = 0
    const paint = (now: number) => {
      request = requestAnimationFrame(paint)
      const frame = latest.current
      const { clientWidth: width, clientHeight: height } = element
      if (!frame || width === 0 || document.hidden) return
      const resized = width !== painted.width || height !== painted.height
      if (frame === painted.frame && !resized && !moving) return
      if (resized) {
        const density = window.devicePixelRatio || 1
        element.width = Math.round(width * density)
        element.height = Math.round(height * density)
        context.setTransform(density, 0, 0, density, 0, 0)
      }
      if (frame !== painted.frame || resized) painter.update(frame, width, height)
      painted = { frame, width, height }
      moving = painter.paint(context, theme, colors, liveText, now, stillness.matches)
    }
    request = requestAnimationFrame(paint)
    return () => cancelAnimationFrame(request)
  }, [theme, latest])

  return <canvas ref={canvas} className={styles.canvas} />
}
