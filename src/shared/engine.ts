import { z } from 'zod'
import { formatNumber } from './format.ts'

/** What can compute networks, the usual ones first. */
export const engineNames = ['simd', 'simd-relaxed', 'reference', 'tensorflow', 'webgpu', 'wasm', 'cpu'] as const
export const engineNameSchema = z.enum(engineNames, { error: `an engine is one of ${engineNames.join(', ')}` })
export type EngineName = z.infer<typeof engineNameSchema>

/** What people read of an engine. */
export const engineLabels: Record<EngineName, string> = {
  simd: 'SIMD',
  'simd-relaxed': 'SIMD (relaxed)',
  reference: 'Reference',
  tensorflow: 'TensorFlow',
  webgpu: 'TensorFlow.js on WebGPU',
  wasm: 'TensorFlow.js in WebAssembly',
  cpu: 'TensorFlow.js in JavaScript',
}

/** Trains a run unless another engine is chosen, or measured to be faster on a graphics card: its runs repeat bit for bit anywhere. */
export const defaultEngine = 'simd' satisfies EngineName

/** An engine that loads on this machine and computes right. */
export const engineMeasurementSchema = z.object({
  device: z.enum(['processor', 'graphics card']),
  /** What computes, as a sentence. */
  detail: z.string(),
  /** Whether the same run gives the same bits every time. */
  reproducible: z.boolean(),
  /** Rows of training updates on the networks of a hospital agent. */
  rowsPerSecond: z.number().positive(),
})

/** An engine as it was found on this machine. */
export const engineFindingSchema = z.discriminatedUnion('state', [
  engineMeasurementSchema.extend({ state: z.literal('ready'), name: engineNameSchema }),
  /** `detail`: why, as a sentence. */
  z.object({ state: z.literal('unavailable'), name: engineNameSchema, detail: z.string() }),
])
export type EngineFinding = z.infer<typeof engineFindingSchema>

export const engineReportSchema = z.object({
  /** In the order of their names; empty until they have been measured. */
  engines: z.array(engineFindingSchema),
  /** UTC ISO time; null until they have been measured. */
  measuredAt: z.string().nullable(),
  /** The engine that is being measured now. */
  measuring: engineNameSchema.nullable(),
  /** What trains new runs, and why, as a sentence. */
  chosen: engineNameSchema,
  because: z.string(),
})
export type EngineReport = z.infer<typeof engineReportSchema>

/** `289,000 rows/s`: more digits than three would only be noise. */
export const formatEngineSpeed = (rowsPerSecond: number): string =>
  `${formatNumber(Number(rowsPerSecond.toPrecision(3)))}\u00a0rows/s`
