import type { PatientTable } from '../../src/main/simulation/population/table-source.ts'

/** A table of patients who all begin at the first step. */
export function plainTable(
  arrivalMinutes: Float64Array,
  classes: ArrayLike<number>,
  durations: readonly Float64Array[],
  codes: readonly Uint8Array[] = [],
): PatientTable {
  const count = arrivalMinutes.length
  return {
    count,
    capacity: count,
    arrivalMinutes,
    stream: new Uint8Array(count),
    number: Int32Array.from({ length: count }, (_, patient) => patient),
    sequence: Int32Array.from({ length: count }, (_, patient) => patient),
    classAtArrival: Uint8Array.from(classes),
    entryStep: new Int32Array(count),
    durations,
    codes,
  }
}
