import type { ValidationCheck, ValidationResult } from '../../shared/validation.ts'
import { Validation, type ValidationPlan } from './validation.ts'
import { ValidationWorker } from './validation-work.ts'

export interface ValidationListener {
  onCheck?: (check: ValidationCheck) => void
  /** `fraction` from 0 to 1, about. May throw to stop the work. */
  onProgress?: (fraction: number, detail: string) => void
}

/** Runs a validation here and now. `Validation` and `ValidationWorker` do the same spread over threads, to the same bits. */
export function runValidation(plan: ValidationPlan, { onCheck, onProgress }: ValidationListener = {}): ValidationResult {
  const validation = new Validation(plan)
  const worker = new ValidationWorker(plan.inputs)
  for (const work of validation.works) {
    const { columns, rows } = worker.compute(work)
    for (const check of validation.add(work, columns, rows)) onCheck?.(check)
    onProgress?.(validation.fraction, work.title)
  }
  return validation.result()
}
