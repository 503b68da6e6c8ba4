import type { CalibrationOptions, CalibrationResult } from '../../shared/calibration.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { VisitsRefused } from './visits-refused.ts'

export interface CalibrationRequest extends Partial<CalibrationOptions> {
  /** The visits file, CSV. */
  readonly text: string
  /** What the visits cannot tell comes from here. */
  readonly base: Scenario
  /** 0 to 1, and what is being done. */
  readonly onProgress?: (share: number, doing: string) => void
}

/** A scenario from a hospital's own visits. Throws `VisitsRefused` where the file cannot be used. */
export function calibrate(request: CalibrationRequest): CalibrationResult {
  throw new VisitsRefused([{ path: '', message: `${request.base.title}: fitting is being built` }])
}
