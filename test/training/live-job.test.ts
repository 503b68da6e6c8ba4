import { describe, expect, it } from 'vitest'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { builtInRule } from '../../src/main/simulation/hospital/rules.ts'
import { LiveHospital } from '../../src/main/training/live-hospital.ts'
import { LiveShow } from '../../src/main/training/live-show.ts'
import { LiveTimeline } from '../../src/main/training/live-timeline.ts'
import { liveFrameSchema, patientStride } from '../../src/shared/live.ts'
import { preset } from '../presets.ts'

const model = compileScenario(preset('urban'), { numberedSpaces: true })
const hospital = (seed = 1) => new LiveHospital(model, builtInRule('acuity', model), seed)

describe('a hospital to watch', () => {
  it('begins empty at midnight and ends with the run', () => {
    const live = hospital()
    expect(live.view()).toMatchObject({ minutes: 0, waiting: 0, patients: [], events: [], equalNeedGapMinutes: null })
    live.goTo(1e9)
    expect(live.minutes).toBe(live.endMinutes)
    expect(live.view().equalNeedGapMinutes).toBeGreaterThan(0)
  })

  it('looks the same at a minute however it got there', () => {
    const straight = hospital()
    straight.goTo(3_000)
    const slowly = hospital()
    for (let minutes = 0; minutes <= 3_000; minutes += 0.7) slowly.goTo(minutes)
    slowly.goTo(3_000)
    const back = hospital()
    back.goTo(5_000)
    back.goTo(3_000)
    expect(slowly.view()).toEqual(straight.view())
    expect(back.view()).toEqual(straight.view())
    expect(hospital(2).view()).toEqual(hospital(2).view())
    const other = hospital(2)
    other.goTo(3_000)
    expect(other.view()).not.toEqual(straight.view())
  })

  it('keeps its books: who is on the floor, who has arrived, who waits', () => {
    const live = hospital()
    live.goTo(2_500)
    const view = live.view()
    const rows = Array.from({ length: view.patients.length / patientStride }, (_, row) =>
      view.patients.slice(row * patientStride, (row + 1) * patientStride),
    )
    const inArea = (area: number) => rows.filter((row) => row[1] === area).length
    expect(inArea(0)).toBe(view.waiting)
    expect(inArea(1) + inArea(2)).toBe(view.careSpacesOccupied)
    expect(inArea(2)).toBe(view.boarding)
    expect(view.groups.reduce((sum, group) => sum + group.waiting, 0)).toBe(view.waiting)
    const longest = Math.max(0, ...rows.filter((row) => row[1] === 0).map((row) => row[5]!))
    expect(longest).toBeCloseTo(view.longestWaitMinutes, 9)
    for (const row of rows) {
      expect(row[3]).toBeGreaterThanOrEqual(1)
      expect(row[4]).toBeLessThanOrEqual(5)
      expect(row[5]).toBeGreaterThanOrEqual(0)
    }
    expect(view.timeline.length).toBeLessThanOrEqual(300)
    expect(view.timeline.at(-1)?.[0]).toBe(2_500)
    expect(view.events).toHaveLength(30)
    const times = view.events.map(({ minutes }) => minutes)
    expect(times).toEqual([...times].sort((one, other) => other - one))
  })

  it('keeps every patient in one care space from start to end, and gives none to two', () => {
    const live = hospital()
    const spaceOf = new Map<number, number>()
    let boarded = 0
    for (let minutes = 0; minutes <= 3 * 1440; minutes += 5) {
      live.goTo(minutes)
      const { patients, careSpaces } = live.view()
      const taken = new Set<number>()
      for (let at = 0; at < patients.length; at += patientStride) {
        const [id = -1, area, space = -1] = [patients[at], patients[at + 1], patients[at + 7]]
        if (area !== 1 && area !== 2) {
          expect(space).toBe(-1)
          continue
        }
        expect(space).toBeGreaterThanOrEqual(0)
        expect(space).toBeLessThan(careSpaces)
        expect(taken.has(space)).toBe(false)
        taken.add(space)
        expect(spaceOf.get(id) ?? space).toBe(space)
        spaceOf.set(id, space)
        if (area === 2) boarded += 1
      }
    }
    expect(spaceOf.size).toBeGreaterThan(300)
    expect(boarded).toBeGreaterThan(0)
  })

  it('steps from one happening to the next', () => {
    const live = hospital()
    live.step()
    expect(live.view().events.at(-1)).toMatchObject({ kind: 'arrived', patient: 0, minutes: live.minutes })
    const seen = live.view().events.length
    const before = live.minutes
    live.step()
    expect(live.minutes).toBeGreaterThanOrEqual(before)
    expect(live.view().events.length).toBeGreaterThan(seen)
  })
})

describe('the player', () => {
  it('lets time pass at its speed, pauses, seeks, and stops at the end', () => {
    const live = hospital()
    const show = new LiveShow(live)
    show.obey({ action: 'speed', speed: 600 })
    show.pass(100)
    expect(live.minutes).toBeCloseTo(1, 9)
    show.obey({ action: 'pause' })
    show.pass(1_000)
    expect(live.minutes).toBeCloseTo(1, 9)
    show.obey({ action: 'seek', minutes: live.endMinutes - 60 })
    show.obey({ action: 'play' })
    show.obey({ action: 'speed', speed: 'max' })
    show.pass(100)
    const frame = show.nextFrame()
    expect(frame).toMatchObject({ sequence: 1, playing: false, speed: 'max', minutes: live.endMinutes })
    expect(liveFrameSchema.parse(frame)).toEqual(frame)
  })

  it('posts a frame when something has changed, and now and then when not', () => {
    const show = new LiveShow(hospital())
    show.obey({ action: 'pause' })
    const frames = Array.from({ length: 41 }, () => show.nextFrame())
    expect(frames.flatMap((frame, index) => (frame === null ? [] : [index]))).toEqual([0, 20, 40])
    show.obey({ action: 'step' })
    expect(show.nextFrame()).not.toBeNull()
  })
})

describe('the timeline', () => {
  it('keeps peaks and stays below 300 points', () => {
    const timeline = new LiveTimeline()
    let added = 0
    while (timeline.nextMinutes <= 10_000) {
      const minutes = timeline.nextMinutes
      timeline.add([minutes, 10, minutes === 137 ? 99 : 1, 5])
      added += 1
      expect(timeline.points.length).toBeLessThan(300)
    }
    expect(added).toBeGreaterThan(500)
    expect(Math.max(...timeline.points.map(([, , waiting]) => waiting))).toBe(99)
    const minutes = timeline.points.map(([at]) => at)
    expect(minutes).toEqual([...minutes].sort((one, other) => one - other))
  })
})
