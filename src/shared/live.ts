import { z } from 'zod'

/** Where a patient is drawn. Numbers, because a frame holds many. */
export const areas = ['waiting', 'care', 'boarding', 'leaving'] as const

/**
 * `patients` is flat, eight numbers each: id, area, group, assigned acuity, true acuity, minutes in this area, flags (1: over target), care space
 * (counted from 0, the same from start to end of the stay; -1: none).
 */
export const patientStride = 8

/** Simulated minutes per real minute; `max`: as fast as it goes. */
const liveSpeedSchema = z.union([z.literal(1), z.literal(60), z.literal(600), z.literal('max')])

export const liveFrameSchema = z.object({
  sequence: z.int(),
  /** Minutes since the run began (empty hospital, midnight, Monday). */
  minutes: z.number(),
  endMinutes: z.number(),
  playing: z.boolean(),
  speed: liveSpeedSchema,
  careSpaces: z.int(),
  careSpacesOccupied: z.int(),
  boarding: z.int(),
  cliniciansOnDuty: z.int(),
  cliniciansBusy: z.int(),
  waiting: z.int(),
  longestWaitMinutes: z.number(),
  groups: z.array(
    z.object({
      groupId: z.string(),
      arrived: z.int(),
      waiting: z.int(),
      leftUnseen: z.int(),
      /** Mean wait of those who arrived so far; null before the first. */
      waitMinutes: z.number().nullable(),
    }),
  ),
  /** Largest minus smallest mean wait at equal need so far; null until every group has 30 patients. */
  equalNeedGapMinutes: z.number().nullable(),
  patients: z.array(z.number()),
  /** Latest happenings, newest first, at most 30. */
  events: z.array(
    z.object({
      minutes: z.number(),
      kind: z.enum(['arrived', 'started', 'left-unseen', 'got-worse', 'discharged', 'admitted']),
      patient: z.int(),
      groupId: z.string(),
      acuity: z.int(),
    }),
  ),
  /** Since the start, at most 300 points: minutes, people in the department, people waiting, mean wait of those waiting. */
  timeline: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
})
export type LiveFrame = z.infer<typeof liveFrameSchema>

export const liveCommandSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('play') }),
  z.object({ action: z.literal('pause') }),
  /** On to the next event. */
  z.object({ action: z.literal('step') }),
  z.object({ action: z.literal('speed'), speed: liveSpeedSchema }),
  z.object({ action: z.literal('seek'), minutes: z.number().min(0) }),
])
export type LiveCommand = z.infer<typeof liveCommandSchema>
