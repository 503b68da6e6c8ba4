import { z } from 'zod'

/** What the simulator is held against, in the order of a run. */
export const validationSuites = [
  {
    name: 'queueing',
    title: 'Queueing theory',
    description: 'Waits, queues and losses that theory knows exactly: one server and many, priorities, patience, finite room.',
  },
  {
    name: 'arrivals',
    title: 'Arrivals',
    description: 'How many patients come in each hour, and how much that varies from day to day.',
  },
  {
    name: 'treatment-centre',
    title: 'Treatment centre',
    description: 'A published urgent treatment centre with five staffing scenarios, arrivals drawn correctly.',
  },
  {
    name: 'treatment-centre-a',
    title: 'Treatment centre, as its code',
    description: 'The same centre with the arrivals that its published code draws, known defects included.',
  },
  {
    name: 'treatment-centre-c',
    title: 'Treatment centre, as its paper',
    description: 'The same centre as its first version treated trauma, the one behind the published table.',
  },
  {
    name: 'stroke-unit',
    title: 'Stroke unit',
    description: 'A published model of acute stroke and rehabilitation beds: how often a patient waits for a bed.',
  },
  {
    name: 'laws',
    title: 'Laws that hold exactly',
    description: 'What must come out to the last digit: the same patients upstream of a change, no wait where nothing is short.',
  },
  {
    name: 'fairness',
    title: 'Known disparities',
    description: 'Waits of two groups of patients under a fair rule and under a planted bias, both known exactly.',
  },
  {
    name: 'presets',
    title: 'Preset hospitals',
    description: 'Load, share seen on target and share leaving unseen of the four hospitals, against published ranges.',
  },
] as const

const suiteNames = validationSuites.map((suite) => suite.name)
export const validationSuiteNameSchema = z.enum(suiteNames, { error: `choose one of ${suiteNames.join(', ')}` })
export type ValidationSuiteName = z.infer<typeof validationSuiteNameSchema>

/** Standard errors within which a number of the simulator must lie: two-sided 99.9 %, so that one correct check in a thousand lies outside. */
export const acceptedStandardErrors = 3.29

/** One number of the simulator beside the number that it should give. */
export const validationCheckSchema = z.object({
  suite: validationSuiteNameSchema,
  /** Unique inside its suite. */
  name: z.string(),
  /** What is compared, in plain words; anything unusual about the comparison is said here. */
  description: z.string(),
  /** Such as minutes, hours, days, patients, share; empty where it is a plain number. */
  unit: z.string(),
  /**
   * `value`: observed must lie near expected. `exact`: observed must equal expected, whatever the chance.
   * `band`: observed must lie inside `band`; expected is its middle.
   */
  kind: z.enum(['value', 'exact', 'band']),
  expected: z.number(),
  /** Null where no replication had a value; such a check fails. */
  observed: z.number().nullable(),
  band: z.tuple([z.number(), z.number()]).nullable(),
  /** Of the mean over our replications. */
  standardError: z.number(),
  /** Of the expected value where it was simulated; 0 where it is exact. */
  referenceStandardError: z.number(),
  /** Half of the last digit that the expected value was printed with; 0 where it is computed here. */
  rounding: z.number(),
  /** 95 % half-width of observed, and the largest that this check accepts (a wider one fails). */
  halfWidth: z.number(),
  halfWidthLimit: z.number(),
  /** How far observed may lie from expected (value), in the unit. */
  tolerance: z.number(),
  /** (observed - expected, less the rounding of expected) in combined standard errors; null where there is none. */
  deviation: z.number().nullable(),
  replications: z.int(),
  ok: z.boolean(),
  /** Why the check failed, in one sentence; null where it passed. */
  failure: z.string().nullable(),
  source: z.string(),
})
export type ValidationCheck = z.infer<typeof validationCheckSchema>

const countsSchema = { passed: z.int(), failed: z.int() }
const suiteSummarySchema = z.object({
  suite: validationSuiteNameSchema,
  title: z.string(),
  ...countsSchema,
  /** The check that lies furthest out, in combined standard errors; null where no check of the suite has any. */
  largestDeviation: z.number().nullable(),
})

export const validationResultSchema = z.object({
  ...countsSchema,
  checks: z.array(validationCheckSchema),
  suites: z.array(suiteSummarySchema),
  quick: z.boolean(),
  seed: z.int(),
})
export type ValidationResult = z.infer<typeof validationResultSchema>
