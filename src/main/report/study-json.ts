import { type Study, studySchema } from '../../shared/evaluation.ts'

/**
 * A study as a file for machines: `{ format: 'fairward-study', version: 1, study }`, keys in the order of the schema whatever
 * order they were stored in, so that equal studies give equal bytes. Throws a ZodError on a study that is not one.
 */
export function studyJson(study: Study): string {
  return `${JSON.stringify({ format: 'fairward-study', version: 1, study: studySchema.parse(study) }, null, 2)}\n`
}
