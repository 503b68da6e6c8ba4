import { z } from 'zod'
import { boundedInteger } from './model/primitives.ts'
import { problemSchema } from './problem.ts'
import { calibrationReplicationsSchema } from './replications.ts'
import { seedSchema } from './run.ts'
import { scenarioSchema } from './scenario.ts'

/** What a column of a visits file can mean. Only the arrival is needed; every other column lets more be fitted. */
export const visitFields = ['arrival', 'triage', 'startOfCare', 'departure', 'group', 'disposition', 'readyToLeave'] as const
export type VisitField = (typeof visitFields)[number]

/** Largest visits file that is read, in characters, and most rows. */
export const visitsMaximumLength = 50_000_000
export const visitsMaximumRows = 2_000_000

const column = z.string({ error: 'must be the name of a column' }).max(200, { error: 'a column name has at most 200 characters' })

/** By hand: the column that holds a field, null where none shall be used. A field that is not named is looked for by name. */
export const visitMappingSchema = z.strictObject(
  {
    arrival: column.optional(),
    triage: column.nullable().optional(),
    startOfCare: column.nullable().optional(),
    departure: column.nullable().optional(),
    group: column.nullable().optional(),
    disposition: column.nullable().optional(),
    readyToLeave: column.nullable().optional(),
  },
  { error: 'must map fields to columns' },
)
export type VisitMapping = z.infer<typeof visitMappingSchema>

/** How visits are read and fitted; the text of the file and the base scenario come beside it. */
export const calibrationOptionsSchema = z.strictObject({
  mapping: visitMappingSchema.default({}),
  /** IANA name (`Europe/Berlin`): makes stays across a change of the clocks exact. Not needed where times carry an offset. */
  timeZone: z.string().max(60).nullable().default(null),
  /** Of the fitted scenario; derived from the base where they are not given. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, { error: 'a name is made of small letters, digits and hyphens, at most 60' })
    .optional(),
  title: z
    .string()
    .trim()
    .min(1, { error: 'a title has 1 to 120 characters' })
    .max(120, { error: 'a title has 1 to 120 characters' })
    .optional(),
  /** Simulations of the observed days that the visits are held against. */
  replications: calibrationReplicationsSchema.default(20),
  seed: seedSchema.default(1),
})
export type CalibrationOptions = z.infer<typeof calibrationOptionsSchema>

const exampleSchema = z.object({
  /** As a spreadsheet numbers it: 1 is the header. */
  row: z.int(),
  column: z.string(),
  sentence: z.string(),
})

/** Something about the file that was left out or repaired, with how often and the first places. */
const visitsFindingSchema = z.object({
  kind: z.enum([
    'row-length',
    'no-arrival',
    'unreadable-time',
    'unknown-triage',
    'unknown-disposition',
    'duplicate',
    'start-before-arrival',
    'departure-before-start',
    'ready-outside-stay',
    'stay-too-long',
    'clock-gap',
    'clock-repeated',
    'clock-crossed',
    'empty-days',
  ]),
  count: z.int(),
  sentence: z.string(),
  examples: z.array(exampleSchema),
})
export type VisitsFinding = z.infer<typeof visitsFindingSchema>

const separatorSchema = z.enum([',', ';', '\t', '|'])

/** A visits file at first sight, before anything is fitted: for choosing its columns. */
export const visitsInspectionSchema = z.object({
  separator: separatorSchema,
  rows: z.int(),
  columns: z.array(
    z.object({
      name: z.string(),
      /** What the column is taken for by its name. */
      field: z.enum(visitFields).nullable(),
      /** Why the column must be removed before the file is read; null where it may stay. */
      identifies: z.string().nullable(),
    }),
  ),
  /** At most 5; what identifies people is left out. */
  firstRows: z.array(z.array(z.string())),
  /** What stands in the way of reading the file; empty where it can be fitted as it is. */
  problems: z.array(problemSchema),
})
export type VisitsInspection = z.infer<typeof visitsInspectionSchema>

/** A visits file as it was understood. */
const visitsSummarySchema = z.object({
  separator: separatorSchema,
  /** Every column of the file and what it was taken for. */
  columns: z.array(z.object({ name: z.string(), field: z.enum(visitFields).nullable() })),
  dateOrder: z.enum(['year-month-day', 'day-month-year', 'month-day-year']),
  /** Rows without the header; those that became visits. */
  rows: z.int(),
  visits: z.int(),
  /** First and last day that were counted as whole days (`2026-01-31`), and how many there are between without gaps in the record. */
  firstDay: z.string(),
  lastDay: z.string(),
  days: z.int(),
  groups: z.array(z.object({ value: z.string(), groupId: z.string(), visits: z.int() })),
  findings: z.array(visitsFindingSchema),
})
export type VisitsSummary = z.infer<typeof visitsSummarySchema>

/** One number of the scenario that the visits tell. */
const calibrationEstimateSchema = z.object({
  /** Field of the scenario, as in problem sentences: `care.spaceMinutes[2].medianMinutes`. */
  path: z.string(),
  label: z.string(),
  unit: z.enum(['per hour', 'minutes', 'share', 'factor', 'spread']),
  value: z.number(),
  /** 95 % interval of this number alone. */
  lower: z.number(),
  upper: z.number(),
  /** 95 % intervals that hold for all estimates at once (Bonferroni). */
  simultaneousLower: z.number(),
  simultaneousUpper: z.number(),
  /** What the base scenario says; null where it has no such number. */
  baseValue: z.number().nullable(),
})
export type CalibrationEstimate = z.infer<typeof calibrationEstimateSchema>

/** Candidates for a duration at one acuity level, best first by likelihood. */
const familyChoiceSchema = z.object({
  path: z.string(),
  label: z.string(),
  candidates: z.array(
    z.object({
      family: z.enum(['exponential', 'lognormal', 'gamma', 'weibull']),
      /** Akaike's information criterion, less that of the best candidate. */
      akaikeDifference: z.number(),
      meanMinutes: z.number(),
      chosen: z.boolean(),
    }),
  ),
  sentence: z.string(),
})
export type FamilyChoice = z.infer<typeof familyChoiceSchema>

/** Durations of the visits against the fitted ones. */
const goodnessOfFitSchema = z.object({
  label: z.string(),
  visits: z.int(),
  /** Largest distance between the two distribution functions (Kolmogorov and Smirnov), and what chance allows at 5 %. */
  distance: z.number(),
  allowedDistance: z.number(),
  fits: z.boolean(),
  /** At most 100 points: minutes, share of visits up to there, and the share that the fit expects. */
  points: z.array(z.object({ minutes: z.number(), observed: z.number(), fitted: z.number() })),
})
export type GoodnessOfFit = z.infer<typeof goodnessOfFitSchema>

/** Single numbers that an observed period and simulated ones are compared by. */
export const visitMeasureNames = [
  'arrivalsPerDay',
  'waitMean',
  'waitMedian',
  'waitP90',
  'stayMean',
  'stayMedian',
  'stayP90',
  'leftUnseen',
  'admitted',
] as const
export type VisitMeasureName = (typeof visitMeasureNames)[number]

const comparedSchema = z.object({
  observed: z.number(),
  simulated: z.number(),
  /** 95 % prediction interval: where the observed period would lie if the scenario were right. */
  lower: z.number(),
  upper: z.number(),
  /** The observed number lies inside the prediction intervals that hold for all numbers at once. */
  fits: z.boolean(),
})

const observedAgainstSimulatedSchema = z.object({
  days: z.int(),
  replications: z.int(),
  policy: z.string(),
  /** Single numbers; what the file's columns do not tell is missing. */
  measures: z.array(
    comparedSchema.extend({
      measure: z.enum(visitMeasureNames),
      label: z.string(),
      unit: z.enum(['per day', 'minutes', 'share']),
    }),
  ),
  /** People in the department by hour of the day, mean of the period; empty where departures are not known. */
  census: z.array(comparedSchema.extend({ hour: z.int() })),
  /** A sentence for each thing that lies outside. */
  doesNotFit: z.array(z.string()),
})
export type ObservedAgainstSimulated = z.infer<typeof observedAgainstSimulatedSchema>

export const calibrationResultSchema = z.object({
  scenario: scenarioSchema,
  base: z.object({ name: z.string(), title: z.string() }),
  visits: visitsSummarySchema,
  estimates: z.array(calibrationEstimateSchema),
  /** What the visits cannot tell, and why. */
  fromBase: z.array(z.object({ path: z.string(), label: z.string(), reason: z.string() })),
  families: z.array(familyChoiceSchema),
  goodnessOfFit: z.array(goodnessOfFitSchema),
  observedAgainstSimulated: observedAgainstSimulatedSchema,
  /** Plain sentences on what limits these numbers. */
  warnings: z.array(z.string()),
})
export type CalibrationResult = z.infer<typeof calibrationResultSchema>

/** Columns of a visits file as Fairward writes it, in this order. */
export const visitsHeader = 'arrival,triage,start_of_care,departure,group,disposition'

/** A synthetic visits file. */
export const visitsOptionsSchema = z.strictObject({
  days: boundedInteger('days must be a whole number from 1 to 1000', 1, 1000).default(90),
  seed: seedSchema.default(1),
  /** First day (`2026-01-31`). */
  startDate: z.iso.date({ error: 'must be a date of the calendar, such as 2026-01-31' }).default('2026-01-05'),
})
export type VisitsOptions = z.infer<typeof visitsOptionsSchema>
