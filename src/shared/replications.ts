import { boundedInteger, boundedNumber } from './model/primitives.ts'

/** Replications of a study: comparisons need two at least. */
export const studyReplicationsSchema = boundedInteger('replications must be a whole number from 2 to 5000', 2, 5000)

/** Replications of a hospital under one policy. */
export const simulationReplicationsSchema = boundedInteger('replications must be a whole number from 1 to 5000', 1, 5000)

/** Replications of a patient-flow model. */
export const modelReplicationsSchema = boundedInteger('replications must be a whole number from 1 to 100,000', 1, 100_000)

/** Replications of a calibrated hospital that its visits are held against: an interval needs a few. */
export const calibrationReplicationsSchema = boundedInteger('replications must be a whole number from 5 to 200', 5, 200)

/** Largest 95 % half-width over mean of any reported measure, until which replications are added. */
export const precisionSchema = boundedNumber('a precision is a share from 0.001 to 0.5, such as 0.05', 0.001, 0.5)
