import { areas, type LiveFrame, patientStride } from '../../../shared/live.ts'
import { acuityLevels } from '../../../shared/scenario.ts'

/** One patient as a frame tells it. */
export interface FloorPatient {
  id: number
  area: (typeof areas)[number]
  group: number
  assignedAcuity: number
  trueAcuity: number
  minutesInArea: number
  overTarget: boolean
  /** Counted from 0; -1: in none. */
  space: number
}

export interface Point {
  x: number
  y: number
}

export interface Rectangle extends Point {
  width: number
  height: number
}

/** Where everything on the floor is, in CSS pixels. */
export interface FloorPlan {
  waitingRoom: Rectangle
  /** One lane for each assigned acuity, most urgent on top. */
  lanes: Rectangle[]
  care: Rectangle
  /** One rectangle for each care space. */
  spaces: Rectangle[]
  exit: Rectangle
  /** Radius of a patient's mark. */
  radius: number
}

/** Of the picture; enough for a line of one pixel. */
const margin = 1
const padding = 12
const heading = 26

export function readPatients(frame: LiveFrame): FloorPatient[] {
  const patients: FloorPatient[] = []
  const { patients: flat } = frame
  for (let at = 0; at + patientStride <= flat.length; at += patientStride) {
    patients.push({
      id: flat[at]!,
      area: areas[flat[at + 1]!] ?? 'waiting',
      group: flat[at + 2]!,
      assignedAcuity: flat[at + 3]!,
      trueAcuity: flat[at + 4]!,
      minutesInArea: flat[at + 5]!,
      overTarget: (flat[at + 6]! & 1) === 1,
      space: flat[at + 7]!,
    })
  }
  return patients
}

/** The plan for a canvas of this size: waiting room on the left, care spaces in the middle, the way out on the right. */
export function planFloor(width: number, height: number, careSpaces: number): FloorPlan {
  const inner = height - 2 * margin
  const exitWidth = Math.max(72, width * 0.1)
  const free = width - exitWidth - 2 * margin - 2 * padding
  const waitingWidth = free * 0.46
  const careWidth = free - waitingWidth
  const waitingRoom = { x: margin, y: margin, width: waitingWidth, height: inner }
  const care = { x: waitingRoom.x + waitingWidth + padding, y: margin, width: careWidth, height: inner }
  const exit = { x: care.x + careWidth + padding, y: margin, width: exitWidth, height: inner }

  const laneGap = 6
  const laneHeight = (inner - heading - padding - laneGap * (acuityLevels - 1)) / acuityLevels
  const lanes = Array.from({ length: acuityLevels }, (_, level) => ({
    x: waitingRoom.x + 8,
    y: waitingRoom.y + heading + level * (laneHeight + laneGap),
    width: waitingRoom.width - 16,
    height: laneHeight,
  }))

  const gridWidth = care.width - 16
  const gridHeight = care.height - heading - padding
  const columns = gridColumns(careSpaces, gridWidth, gridHeight)
  const rows = Math.ceil(careSpaces / columns)
  const cell = Math.min(gridWidth / columns, gridHeight / rows, 64)
  const spaces = Array.from({ length: careSpaces }, (_, index) => ({
    x: care.x + 8 + (index % columns) * cell + 2,
    y: care.y + heading + Math.floor(index / columns) * cell + 2,
    width: cell - 4,
    height: cell - 4,
  }))
  return { waitingRoom, lanes, care, spaces, exit, radius: Math.max(5, Math.min(11, laneHeight / 5, cell / 3.4)) }
}

/** The number of columns that makes the cells largest. */
function gridColumns(count: number, width: number, height: number): number {
  let best = 1
  let bestCell = 0
  for (let columns = 1; columns <= count; columns += 1) {
    const cell = Math.min(width / columns, height / Math.ceil(count / columns))
    if (cell > bestCell) {
      bestCell = cell
      best = columns
    }
  }
  return best
}

/** Where each patient's mark belongs; patients that do not fit into their lane are counted in `hidden` by lane. */
export function placePatients(
  plan: FloorPlan,
  patients: readonly FloorPatient[],
): { places: Map<number, Point>; hidden: number[] } {
  const places = new Map<number, Point>()
  const hidden = new Array<number>(acuityLevels).fill(0)
  const pitch = plan.radius * 2 + 5
  const queues: FloorPatient[][] = Array.from({ length: acuityLevels }, () => [])
  let leaving = 0
  for (const patient of patients) {
    if (patient.area === 'waiting') queues[patient.assignedAcuity - 1]?.push(patient)
    else if (patient.area === 'leaving') {
      places.set(patient.id, {
        x: plan.exit.x + plan.exit.width / 2 + ((leaving % 3) - 1) * pitch,
        y: plan.exit.y + heading + plan.radius + 6 + Math.floor(leaving / 3) * pitch,
      })
      leaving += 1
    } else {
      const space = plan.spaces[patient.space]
      if (space) places.set(patient.id, { x: space.x + space.width / 2, y: space.y + space.height / 2 })
    }
  }
  queues.forEach((queue, level) => {
    const lane = plan.lanes[level]!
    const labelWidth = 30
    const columns = Math.max(1, Math.floor((lane.width - labelWidth) / pitch))
    const rows = Math.max(1, Math.floor(lane.height / pitch))
    const top = lane.y + (lane.height - rows * pitch) / 2
    queue.sort((a, b) => b.minutesInArea - a.minutesInArea || a.id - b.id)
    queue.forEach((patient, position) => {
      if (position >= columns * rows) {
        hidden[level] = (hidden[level] ?? 0) + 1
        return
      }
      places.set(patient.id, {
        x: lane.x + labelWidth + (position % columns) * pitch + plan.radius,
        y: top + pitch / 2 + Math.floor(position / columns) * pitch,
      })
    })
  })
  return { places, hidden }
}
