import type { LiveFrame } from '../../../shared/live.ts'
import { groupColorIn, groupShape, shapePaths, type Theme } from '../../group-colors.ts'
import {
  type FloorPatient,
  type FloorPlan,
  type Point,
  placePatients,
  planFloor,
  type Rectangle,
  readPatients,
} from './floor-layout.ts'

export interface FloorColors {
  surface: string
  room: string
  line: string
  ink: string
  muted: string
  overdue: string
}

export interface FloorWords {
  waitingRoom: string
  careSpaces: string
  wayOut: string
  /** `{count}` more in a lane than fit. */
  more: string
}

const moveMilliseconds = 350
/** Above this, patients have gone through several rooms between two frames, and gliding would show them where nobody is. */
const mostGlidingMinutes = 10
const boardingDash = [3, 3]
/** What a space needs on each side of a patient's mark so that its own number can be read. */
const numberRoom = 11

/** Draws the department on a canvas. Frames arrive ten times a second; between them patients glide to their new place. */
export class FloorPainter {
  readonly #positions = new Map<number, Point>()
  readonly #shapes = new Map<number, Path2D>()
  #patients: FloorPatient[] = []
  #targets = new Map<number, Point>()
  #hidden: number[] = []
  #plan: FloorPlan | null = null
  #frame: LiveFrame | null = null
  #lastPaint = 0

  /** Takes a new frame for a canvas of this size (CSS pixels). */
  update(frame: LiveFrame, width: number, height: number): void {
    const leap = this.#frame === null || Math.abs(frame.minutes - this.#frame.minutes) > mostGlidingMinutes
    this.#frame = frame
    this.#plan = planFloor(width, height, frame.careSpaces)
    this.#patients = readPatients(frame)
    const { places, hidden } = placePatients(this.#plan, this.#patients)
    this.#targets = places
    this.#hidden = hidden
    for (const id of this.#positions.keys()) if (!places.has(id)) this.#positions.delete(id)
    if (leap) for (const [id, place] of places) this.#positions.set(id, place)
  }

  /** Paints the moment `now` (milliseconds); `still` moves patients at once (reduced motion). True while something moves. */
  paint(
    context: CanvasRenderingContext2D,
    theme: Theme,
    colors: FloorColors,
    words: FloorWords,
    now: number,
    still: boolean,
  ): boolean {
    const plan = this.#plan
    const frame = this.#frame
    if (!plan || !frame) return false
    const share = still ? 1 : 1 - Math.exp(-(now - this.#lastPaint) / (moveMilliseconds / 3))
    this.#lastPaint = now
    this.#paintRooms(context, plan, frame, colors, words)
    let moving = false
    for (const patient of this.#patients) {
      const target = this.#targets.get(patient.id)
      if (!target) continue
      const at = this.#positions.get(patient.id) ?? (still ? target : { x: plan.waitingRoom.x, y: target.y })
      const x = at.x + (target.x - at.x) * share
      const y = at.y + (target.y - at.y) * share
      if (Math.abs(x - target.x) + Math.abs(y - target.y) > 0.5) moving = true
      this.#positions.set(patient.id, { x, y })
      this.#paintPatient(context, plan.radius, patient, x, y, theme, colors)
    }
    return moving
  }

  #paintRooms(
    context: CanvasRenderingContext2D,
    plan: FloorPlan,
    frame: LiveFrame,
    colors: FloorColors,
    words: FloorWords,
  ): void {
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    for (const [room, title] of [
      [plan.waitingRoom, `${words.waitingRoom} · ${frame.waiting}`],
      [plan.care, `${words.careSpaces} · ${frame.careSpacesOccupied}/${frame.careSpaces}`],
      [plan.exit, words.wayOut],
    ] as const) {
      box(context, room, 8, colors.room, colors.line)
      text(context, title, room.x + 10, room.y + 17, colors.muted, 'bold 12px')
    }
    plan.lanes.forEach((lane, level) => {
      box(context, lane, 5, colors.surface, colors.line)
      text(context, String(level + 1), lane.x + 10, lane.y + lane.height / 2 + 4, colors.muted, 'bold 13px')
      const hidden = this.#hidden[level] ?? 0
      if (hidden > 0)
        text(
          context,
          words.more.replace('{count}', String(hidden)),
          lane.x + lane.width - 8,
          lane.y + lane.height - 6,
          colors.ink,
          '11px',
          'right',
        )
    })
    const boarding = new Set(this.#patients.filter(({ area }) => area === 'boarding').map(({ space }) => space))
    plan.spaces.forEach((space, index) => {
      context.setLineDash(boarding.has(index) ? boardingDash : [])
      box(context, space, 4, colors.surface, boarding.has(index) ? colors.ink : colors.line)
      // Beside the mark of the patient, where there is room for both.
      if (space.width / 2 - plan.radius >= numberRoom)
        text(context, String(index + 1), space.x + 4, space.y + 11, colors.muted, '10px')
    })
    context.setLineDash([])
  }

  #paintPatient(
    context: CanvasRenderingContext2D,
    radius: number,
    patient: FloorPatient,
    x: number,
    y: number,
    theme: Theme,
    colors: FloorColors,
  ): void {
    let shape = this.#shapes.get(patient.group)
    if (!shape) {
      shape = new Path2D(shapePaths[groupShape(patient.group)])
      this.#shapes.set(patient.group, shape)
    }
    context.save()
    context.translate(x, y)
    if (patient.overTarget && patient.area === 'waiting') {
      context.beginPath()
      context.arc(0, 0, radius + 2.5, 0, 2 * Math.PI)
      context.strokeStyle = colors.overdue
      context.lineWidth = 1.75
      context.stroke()
    }
    context.globalAlpha = patient.area === 'leaving' ? 0.55 : 1
    context.scale(radius, radius)
    context.fillStyle = groupColorIn(theme, patient.group)
    context.fill(shape)
    context.restore()
  }
}

function box(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Rectangle,
  corner: number,
  fill: string,
  line: string,
): void {
  context.beginPath()
  context.roundRect(x, y, width, height, corner)
  context.fillStyle = fill
  context.fill()
  context.strokeStyle = line
  context.lineWidth = 1
  context.stroke()
}

function text(
  context: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  color: string,
  font: string,
  align: CanvasTextAlign = 'left',
): void {
  context.font = `${font} "Noto Sans", sans-serif`
  context.textAlign = align
  context.fillStyle = color
  context.fillText(words, x, y)
}
