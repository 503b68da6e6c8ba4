import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type FloorPatient,
  type Point,
  placePatients,
  planFloor,
  type Rectangle,
  readPatients,
} from '../../src/renderer/pages/live/floor-layout.ts'
import { areas, type LiveFrame } from '../../src/shared/live.ts'

const size = fc.record({ width: fc.integer({ min: 480, max: 2200 }), height: fc.integer({ min: 260, max: 900 }) })
const careSpaces = fc.integer({ min: 1, max: 120 })
const crowd = fc.array(
  fc.record({
    area: fc.constantFrom(...areas.filter((area) => area !== 'leaving')),
    group: fc.integer({ min: 0, max: 5 }),
    assignedAcuity: fc.integer({ min: 1, max: 5 }),
    trueAcuity: fc.integer({ min: 1, max: 5 }),
    minutesInArea: fc.double({ min: 0, max: 900, noNaN: true }),
    overTarget: fc.boolean(),
  }),
  { maxLength: 300 },
)

/** A department that is never fuller than it has spaces. */
function peopleIn(parts: readonly Omit<FloorPatient, 'id' | 'space'>[], spaces: number): FloorPatient[] {
  let taken = 0
  return parts.flatMap((part, id) => {
    if (part.area === 'waiting') return [{ ...part, id, space: -1 }]
    // The last space first: nothing may rely on spaces being taken in a row.
    return taken < spaces ? [{ ...part, id, space: spaces - ++taken }] : []
  })
}

const inside = (point: Point, box: Rectangle) =>
  point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height
const overlap = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('planFloor', () => {
  it('keeps rooms, lanes and spaces apart and inside the picture', () => {
    fc.assert(
      fc.property(size, careSpaces, ({ width, height }, count) => {
        const plan = planFloor(width, height, count)
        expect(plan.spaces).toHaveLength(count)
        const rooms = [plan.waitingRoom, plan.care, plan.exit]
        const boxes = [...plan.lanes, ...plan.spaces, plan.exit]
        for (const [index, box] of boxes.entries()) {
          expect(box.width).toBeGreaterThan(0)
          expect(box.height).toBeGreaterThan(0)
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(width)
          expect(box.y + box.height).toBeLessThanOrEqual(height)
          for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false)
        }
        expect(overlap(rooms[0]!, rooms[1]!) || overlap(rooms[1]!, rooms[2]!)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })
})

describe('placePatients', () => {
  it('gives everyone a place or counts them as hidden, and lets no two overlap', () => {
    fc.assert(
      fc.property(size, careSpaces, crowd, ({ width, height }, count, parts) => {
        const plan = planFloor(width, height, count)
        const patients = peopleIn(parts, count)
        const { places, hidden } = placePatients(plan, patients)
        expect(places.size + hidden.reduce((sum, one) => sum + one, 0)).toBe(patients.length)
        for (const patient of patients) {
          const point = places.get(patient.id)
          if (point === undefined) {
            expect(patient.area, 'only those who wait can be hidden').toBe('waiting')
            continue
          }
          const place = patient.area === 'waiting' ? plan.lanes[patient.assignedAcuity - 1] : plan.spaces[patient.space]
          expect(inside(point, place!)).toBe(true)
        }
        const points = [...places.values()]
        for (const [index, point] of points.entries())
          for (const other of points.slice(index + 1))
            expect(Math.hypot(point.x - other.x, point.y - other.y)).toBeGreaterThanOrEqual(2 * plan.radius)
      }),
      { numRuns: 40 },
    )
  })

  it('puts who has waited longest first and hides those who came last', () => {
    const plan = planFloor(600, 300, 4)
    const patients: FloorPatient[] = Array.from({ length: 200 }, (_, id) => ({
      id,
      area: 'waiting',
      group: 0,
      assignedAcuity: 3,
      trueAcuity: 3,
      minutesInArea: id,
      overTarget: false,
      space: -1,
    }))
    const { places, hidden } = placePatients(plan, patients)
    expect(hidden[2]).toBe(200 - places.size)
    expect(hidden[2]).toBeGreaterThan(0)
    expect(places.has(199)).toBe(true)
    expect(places.has(0)).toBe(false)
    const first = places.get(199)!
    for (const point of places.values()) expect(point.y > first.y || (point.y === first.y && point.x >= first.x)).toBe(true)
  })
})

describe('readPatients', () => {
  it('reads eight numbers a patient', () => {
    const frame = { patients: [7, 0, 2, 3, 2, 12.5, 1, -1, 8, 2, 0, 4, 4, 80, 0, 11] } as Partial<LiveFrame> as LiveFrame
    expect(readPatients(frame)).toEqual([
      { id: 7, area: 'waiting', group: 2, assignedAcuity: 3, trueAcuity: 2, minutesInArea: 12.5, overTarget: true, space: -1 },
      { id: 8, area: 'boarding', group: 0, assignedAcuity: 4, trueAcuity: 4, minutesInArea: 80, overTarget: false, space: 11 },
    ])
  })
})
