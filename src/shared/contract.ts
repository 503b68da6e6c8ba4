import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import {
  calibrationOptionsSchema,
  calibrationResultSchema,
  visitMappingSchema,
  visitsInspectionSchema,
  visitsMaximumLength,
  visitsOptionsSchema,
} from './calibration.ts'
import { engineNameSchema, engineReportSchema } from './engine.ts'
import { evaluationResultSchema, studySchema } from './evaluation.ts'
import { liveCommandSchema, liveFrameSchema } from './live.ts'
import { modelResultSchema } from './model/result.ts'
import { policyNameSchema } from './policy.ts'
import { problemSchema } from './problem.ts'
import {
  modelReplicationsSchema,
  precisionSchema,
  simulationReplicationsSchema,
  studyReplicationsSchema,
} from './replications.ts'
import { jobStatusSchema, runMetricsSchema, runSchema, seedSchema, trainingOptionsSchema } from './run.ts'
import type { Scenario } from './scenario.ts'
import { seedStudyPlanSchema } from './seed-study.ts'
import { settingsSchema } from './settings.ts'
import { validationCheckSchema, validationResultSchema, validationSuiteNameSchema } from './validation.ts'

/**
 * Everything a window or a command can ask of the studio. `message` of every error is a sentence for people.
 * - BAD_INPUT: `problems` names the fields. - NOT_FOUND: no such thing. - CONFLICT: not possible in this state.
 * - UNAVAILABLE: the data folder cannot be used; `system.info` says why.
 */
const base = oc.errors({
  BAD_INPUT: { status: 422, data: z.object({ problems: z.array(problemSchema) }) },
  NOT_FOUND: { status: 404 },
  CONFLICT: { status: 409 },
  UNAVAILABLE: { status: 503 },
})

const id = z.object({ id: z.string() })

const scenarioEntrySchema = z.object({
  id: z.string(),
  /** The scenario's name is unique among those that are not deleted. */
  name: z.string(),
  title: z.string(),
  /** Presets cannot be edited or deleted, only copied. */
  preset: z.boolean(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** As it was stored. Rules may have become stricter since: it is checked again where it is used, and must not hide the others here. */
  scenario: z.custom<Scenario>((value) => typeof value === 'object' && value !== null),
})
export type ScenarioEntry = z.infer<typeof scenarioEntrySchema>

export const simulationResultSchema = z.object({
  scenario: z.string(),
  policy: z.string(),
  replications: z.int(),
  seed: z.int(),
  /** SHA-256 of the event log of all replications. */
  digest: z.string(),
  events: z.int(),
  result: evaluationResultSchema,
})
export type SimulationResult = z.infer<typeof simulationResultSchema>

const activitySchema = z.object({
  id: z.string(),
  kind: z.enum(['training', 'evaluation', 'simulation', 'report', 'model', 'validation', 'calibration', 'visits']),
  /** The run, study, scenario or model it works for. */
  subjectId: z.string(),
  title: z.string(),
  status: jobStatusSchema,
  /** 0 to 1. */
  progress: z.number(),
  remainingSeconds: z.number().nullable(),
  detail: z.string(),
})
export type Activity = z.infer<typeof activitySchema>

const systemInfoSchema = z.object({
  version: z.string(),
  dataDirectory: z.string(),
  host: z.enum(['desktop', 'serve', 'command']),
  pid: z.int(),
  cores: z.int(),
  store: z.object({
    state: z.enum(['ready', 'read-only', 'full', 'locked', 'corrupt', 'newer', 'unusable']),
    /** What is wrong, with the folder's name and what to do; null when ready. */
    message: z.string().nullable(),
  }),
})
export type SystemInfo = z.infer<typeof systemInfoSchema>

const reportFileSchema = z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() })
export type ReportFile = z.infer<typeof reportFileSchema>

/** How far long work has come that its caller waits for: `fraction` from 0 to 1. */
const progressEventSchema = z.object({ kind: z.literal('progress'), fraction: z.number(), detail: z.string() })

const modelEventSchema = z.discriminatedUnion('kind', [
  progressEventSchema,
  /** The next piece of the patient log, CSV with a head; pieces end where a line ends. */
  z.object({ kind: z.literal('log'), text: z.string() }),
  z.object({ kind: z.literal('result'), result: modelResultSchema }),
])
export type ModelEvent = z.infer<typeof modelEventSchema>

const validationEventSchema = z.discriminatedUnion('kind', [
  progressEventSchema,
  z.object({ kind: z.literal('check'), check: validationCheckSchema }),
  z.object({ kind: z.literal('result'), result: validationResultSchema }),
])
export type ValidationEvent = z.infer<typeof validationEventSchema>

const calibrationEventSchema = z.discriminatedUnion('kind', [
  progressEventSchema,
  z.object({ kind: z.literal('result'), result: calibrationResultSchema }),
])
export type CalibrationEvent = z.infer<typeof calibrationEventSchema>

const visitsEventSchema = z.discriminatedUnion('kind', [
  progressEventSchema,
  /** The next piece of the file, CSV with a head. */
  z.object({ kind: z.literal('text'), text: z.string() }),
])
export type VisitsEvent = z.infer<typeof visitsEventSchema>

const visitsTextRule = `a visits file has at most ${visitsMaximumLength / 1_000_000} million characters; give fewer columns or days`
/** A visits file, CSV. */
const visitsTextSchema = z.string().max(visitsMaximumLength, { error: visitsTextRule })

export const contract = {
  system: {
    info: base.output(systemInfoSchema),
    settings: base.output(settingsSchema),
    saveSettings: base.input(settingsSchema).output(settingsSchema),
    /** All jobs that run or ended in the last minute; again on every change, at most 4 times a second. */
    activity: base.output(eventIterator(z.array(activitySchema))),
  },
  /** What computes networks. */
  engines: {
    /** What was found on this machine when it was last measured, and what trains. */
    list: base.output(engineReportSchema),
    /** Measures all of them, each in a process of its own; some ten seconds. */
    measure: base.output(engineReportSchema),
  },
  scenarios: {
    list: base.output(z.array(scenarioEntrySchema)),
    /** By id or name. */
    get: base.input(id).output(scenarioEntrySchema),
    /** Says what is wrong with a document, without storing it. */
    check: base.input(z.object({ document: z.unknown() })).output(z.object({ problems: z.array(problemSchema) })),
    /** A new scenario from a document's text. Its name gets a number where it is taken. */
    import: base.input(z.object({ text: z.string() })).output(scenarioEntrySchema),
    /** The document's text; `model`: the hospital as the patient-flow model that it compiles into. */
    export: base
      .input(id.extend({ as: z.enum(['scenario', 'model']).default('scenario') }))
      .output(z.object({ fileName: z.string(), text: z.string() })),
    copy: base.input(id.extend({ title: z.string().min(1).max(120).optional() })).output(scenarioEntrySchema),
    /** Stores a new version; the versions before stay. */
    save: base.input(id.extend({ document: z.unknown() })).output(scenarioEntrySchema),
    delete: base.input(id).output(id),
    /** Undoes a deletion. */
    restore: base.input(id).output(scenarioEntrySchema),
  },
  runs: {
    list: base.output(z.array(runSchema)),
    get: base.input(id).output(runSchema),
    /** One run per scenario (id or name), all with the same options; on the engine that the studio has chosen unless one is named. */
    start: base
      .input(
        z.object({
          scenarios: z.array(z.string()).min(1).max(32),
          options: trainingOptionsSchema,
          engine: engineNameSchema.optional(),
        }),
      )
      .output(z.array(runSchema)),
    pause: base.input(id).output(runSchema),
    resume: base.input(id).output(runSchema),
    stop: base.input(id).output(runSchema),
    delete: base.input(id).output(id),
    restore: base.input(id).output(runSchema),
    metrics: base.input(id).output(z.array(runMetricsSchema)),
    /** The run now and on every change, at most 4 times a second; ends when the run has ended. */
    watch: base.input(id).output(eventIterator(z.object({ run: runSchema, latest: runMetricsSchema.nullable() }))),
  },
  studies: {
    list: base.output(z.array(studySchema)),
    get: base.input(id).output(studySchema),
    /** Starts a study: each scenario (id or name) with its policies (rule names or run ids) on the same patients. */
    start: base
      .input(
        z.object({
          title: z.string().min(1).max(120).optional(),
          evaluations: z
            .array(z.object({ scenario: z.string(), policies: z.array(policyNameSchema).min(1).max(24) }))
            .min(1)
            .max(16),
          replications: studyReplicationsSchema,
          seed: seedSchema,
          /** Also try changes and see which help. */
          recommend: z.boolean(),
        }),
      )
      .output(studySchema),
    /**
     * Trains agents that differ in their seed and fairness weight, as runs of their own, then lets all of them, strict acuity and the tuned
     * index meet the same patients, whom no training has seen.
     */
    startSeeds: base
      .input(
        z.object({
          title: z.string().min(1).max(120).optional(),
          scenario: z.string(),
          plan: seedStudyPlanSchema,
          engine: engineNameSchema.optional(),
          replications: studyReplicationsSchema,
          /** Which patients the agents are compared on. */
          seed: seedSchema,
        }),
      )
      .output(studySchema),
    /** Goes on with a study that trains: with its trainings from their checkpoints, those that are gone anew, then with its evaluation. */
    resume: base.input(id).output(studySchema),
    /** The study now and when an evaluation ends or a training moves; ends with the last evaluation. */
    watch: base.input(id).output(eventIterator(studySchema)),
    /** Trainings of a study are paused. */
    stop: base.input(id).output(studySchema),
    delete: base.input(id).output(id),
    restore: base.input(id).output(studySchema),
    /** The report of a finished study. `date` (YYYY-MM-DD) is printed on it; default today. */
    report: base
      .input(id.extend({ format: z.enum(['pdf', 'json', 'csv']), date: z.iso.date().optional() }))
      .output(reportFileSchema),
  },
  simulations: {
    /** Runs a document (saved or not) under one policy and waits for the result; `preview` uses few replications. */
    run: base
      .input(
        z.object({
          document: z.unknown(),
          policy: policyNameSchema,
          replications: simulationReplicationsSchema,
          seed: seedSchema,
        }),
      )
      .output(simulationResultSchema),
  },
  /** Patient-flow models as documents. Long work is a stream that ends with its result; leaving the stream stops the work. */
  models: {
    /** What is wrong with a document, and what to know before it is run (such as a resource that cannot keep up). */
    check: base
      .input(z.object({ document: z.unknown() }))
      .output(z.object({ problems: z.array(problemSchema), warnings: z.array(z.string()) })),
    /** Replications and seed are the document's own unless given; with a precision, replications are added until it is reached. */
    simulate: base
      .input(
        z.object({
          document: z.unknown(),
          replications: modelReplicationsSchema.optional(),
          seed: seedSchema.optional(),
          precision: precisionSchema.optional(),
          log: z.boolean(),
        }),
      )
      .output(eventIterator(modelEventSchema)),
  },
  validation: {
    /** Holds the simulator against what is known; all suites unless some are named. Checks come as they are made. */
    run: base
      .input(z.object({ suites: z.array(validationSuiteNameSchema).min(1).optional(), quick: z.boolean() }))
      .output(eventIterator(validationEventSchema)),
  },
  /** A scenario from a hospital's own visits, which are read and never stored. A file that cannot be used is BAD_INPUT, with places. */
  calibration: {
    /** What the columns are taken for; quick. */
    inspect: base
      .input(z.object({ text: visitsTextSchema, mapping: visitMappingSchema.default({}) }))
      .output(visitsInspectionSchema),
    /** `base` is a scenario (id or name): what the visits do not tell comes from there. The fitted scenario is not stored. */
    fit: base
      .input(z.object({ text: visitsTextSchema, base: z.string(), options: calibrationOptionsSchema }))
      .output(eventIterator(calibrationEventSchema)),
  },
  visits: {
    /** A made-up file of visits in the form that a calibration reads, from a scenario (id or name). */
    synthesise: base
      .input(z.object({ scenario: z.string(), options: visitsOptionsSchema }))
      .output(eventIterator(visitsEventSchema)),
  },
  live: {
    /** Starts a hospital to watch; it ends a few seconds after its last watcher has gone. */
    start: base.input(z.object({ scenario: z.string(), policy: policyNameSchema, seed: seedSchema })).output(id),
    watch: base.input(id).output(eventIterator(liveFrameSchema)),
    command: base.input(id.extend({ command: liveCommandSchema })).output(id),
    stop: base.input(id).output(id),
  },
}
