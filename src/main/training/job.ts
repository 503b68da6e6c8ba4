import { z } from 'zod'
import {
  calibrationOptionsSchema,
  calibrationResultSchema,
  visitMappingSchema,
  visitsInspectionSchema,
  visitsOptionsSchema,
} from '../../shared/calibration.ts'
import { simulationResultSchema } from '../../shared/contract.ts'
import { type EngineName, engineMeasurementSchema, engineNameSchema } from '../../shared/engine.ts'
import { evaluationResultSchema, studySchema } from '../../shared/evaluation.ts'
import { modelSchema } from '../../shared/model/document.ts'
import { modelResultSchema } from '../../shared/model/result.ts'
import { ruleNameSchema, tunedIndexNameSchema, tunedIndexSchema } from '../../shared/policy.ts'
import { seedSchema, trainingOptionsSchema } from '../../shared/run.ts'
import { scenarioSchema } from '../../shared/scenario.ts'
import { validationCheckSchema, validationResultSchema, validationSuiteNameSchema } from '../../shared/validation.ts'

/** Bytes as they cross a process boundary: a Buffer is one too. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: 'must be bytes' })

/**
 * A policy a worker can build for itself: a rule by its name, a tuned index by its numbers (or by searching for them), or an agent by the
 * checkpoint of its training.
 */
const policySourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule'), name: ruleNameSchema, label: z.string() }),
  z.object({
    kind: z.literal('tuned-index'),
    name: tunedIndexNameSchema,
    label: z.string(),
    /** What was found for this hospital before; null: search now. */
    parameters: tunedIndexSchema.nullable(),
  }),
  z.object({
    kind: z.literal('agent'),
    /** The id of the training run, or what `bestOfRun` makes of it. */
    name: z.string(),
    label: z.string(),
    fairnessWeight: z.number(),
    groupBlind: z.boolean(),
    /** The hospital that it was trained on, as it was then; null where this version cannot read it any more, */
    hospital: scenarioSchema.nullable(),
    /** and which version of which it was. */
    scenarioId: z.string(),
    scenarioVersion: z.int(),
    /** Null for the last checkpoint of its training; for the best one, how many decisions that training has made. */
    bestOfDecisions: z.int().nullable(),
    checkpoint: bytesSchema,
  }),
])
export type PolicySource = z.infer<typeof policySourceSchema>

/** `attempt` counts the workers a job has had; what an earlier one still posts is ignored. */
const identity = { id: z.string().min(1), attempt: z.int().min(1) }

/** How many threads may compute at once. */
const threads = z.int().min(1).max(1024)

export const jobSpecificationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('training'),
    ...identity,
    scenario: scenarioSchema,
    options: trainingOptionsSchema,
    engine: engineNameSchema,
    /** Where to go on from; null: from the start. */
    checkpoint: bytesSchema.nullable(),
  }),
  z.object({
    kind: z.literal('evaluation'),
    ...identity,
    scenario: scenarioSchema,
    policies: z.array(policySourceSchema).min(1),
    replications: z.int().min(2),
    seed: seedSchema,
    recommend: z.boolean(),
  }),
  z.object({
    kind: z.literal('simulation'),
    ...identity,
    scenario: scenarioSchema,
    policy: policySourceSchema,
    replications: z.int().min(1),
    seed: seedSchema,
  }),
  z.object({ kind: z.literal('live'), ...identity, scenario: scenarioSchema, policy: policySourceSchema, seed: seedSchema }),
  z.object({
    kind: z.literal('report'),
    ...identity,
    study: studySchema,
    format: z.enum(['pdf', 'json', 'csv']),
    /** YYYY-MM-DD, printed on the report. */
    date: z.string(),
    /** Of Fairward, printed on the report. */
    version: z.string(),
    /** Where the fonts are (`fonts/` in it). */
    resourcesDirectory: z.string(),
  }),
  z.object({
    kind: z.literal('model'),
    ...identity,
    document: modelSchema,
    /** The document's own where null. */
    replications: z.int().min(1).nullable(),
    seed: seedSchema.nullable(),
    precision: z.number().positive().nullable(),
    log: z.boolean(),
    threads,
  }),
  z.object({
    kind: z.literal('validation'),
    ...identity,
    /** All where null. */
    suites: z.array(validationSuiteNameSchema).nullable(),
    quick: z.boolean(),
    /** Where the models and scenarios of the suites are (`models/`, `scenarios/` in it). */
    resourcesDirectory: z.string(),
    threads,
  }),
  z.object({ kind: z.literal('inspection'), ...identity, text: z.string(), mapping: visitMappingSchema }),
  z.object({
    kind: z.literal('calibration'),
    ...identity,
    text: z.string(),
    base: scenarioSchema,
    options: calibrationOptionsSchema,
  }),
  z.object({ kind: z.literal('visits'), ...identity, scenario: scenarioSchema, options: visitsOptionsSchema }),
  /** How fast an engine trains the agent of a hospital. */
  z.object({ kind: z.literal('engine'), ...identity, engine: engineNameSchema, scenario: scenarioSchema }),
])
export type JobSpecification = z.infer<typeof jobSpecificationSchema>
/** Whether a job computes with a native library. */
export const usesNativeLibrary = (job: JobSpecification): boolean => 'engine' in job && nativeEngines.has(job.engine)

const nativeEngines: ReadonlySet<EngineName> = new Set(['tensorflow', 'webgpu'])

export type JobKind = JobSpecification['kind']
/** The specification of one kind of job. */
export type SpecificationOf<Kind extends JobKind> = Extract<JobSpecification, { kind: Kind }>

/** What a job that ran to its end hands over. A live hospital has no end of its own. */
export const jobResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('training'), iteration: z.int(), decisions: z.int() }),
  z.object({ kind: z.literal('evaluation'), result: evaluationResultSchema }),
  z.object({ kind: z.literal('simulation'), result: simulationResultSchema }),
  z.object({ kind: z.literal('report'), fileName: z.string(), mediaType: z.string(), bytes: bytesSchema }),
  z.object({ kind: z.literal('model'), result: modelResultSchema }),
  z.object({ kind: z.literal('validation'), result: validationResultSchema }),
  z.object({ kind: z.literal('inspection'), inspection: visitsInspectionSchema }),
  z.object({ kind: z.literal('calibration'), result: calibrationResultSchema }),
  /** The file came in parts. */
  z.object({ kind: z.literal('visits') }),
  z.object({ kind: z.literal('engine'), measurement: engineMeasurementSchema }),
])
export type JobResult = z.infer<typeof jobResultSchema>

/** What a job hands over on the way to its result, in order: a check that was made, or the next piece of a text (log, visits). */
export const jobPartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), check: validationCheckSchema }),
  z.object({ kind: z.literal('text'), text: z.string() }),
])
export type JobPart = z.infer<typeof jobPartSchema>
