import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disciplineCodes, type PathwayModel } from '../../src/main/simulation/pathway-model.ts'
import { PatientStates } from '../../src/main/simulation/patient-states.ts'
import { WaitingLines } from '../../src/main/simulation/waiting-lines.ts'

/** One queue with a line for each class. */
function linesOf(classes: number, states: PatientStates): WaitingLines {
  const lineTable = {
    discipline: Uint8Array.of(disciplineCodes.priority),
    firstLine: Int32Array.of(0, classes),
    lineOf: Int32Array.from({ length: classes }, (_, index) => index),
    weight: new Float64Array(classes),
  }
  return new WaitingLines({ classes, lineTable, queues: [{}] } as unknown as PathwayModel, states, false)
}

describe('WaitingLines', () => {
  it('finds the lines with somebody in them, however many lines there are', () => {
    const patients = 40
    const comesAndGoes = fc.record({ patient: fc.nat(patients - 1), classIndex: fc.nat(95) })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 96 }), fc.array(comesAndGoes, { maxLength: 120 }), (classes, operations) => {
        const states = new PatientStates()
        states.reset(patients)
        const lines = linesOf(classes, states)
        lines.reset(Int32Array.from({ length: patients }, (_, patient) => patient))
        const waiting = new Map<number, number>()
        for (const { patient, classIndex } of operations) {
          if (waiting.delete(patient)) lines.remove(patient, 0)
          else {
            states.classOf[patient] = classIndex % classes
            waiting.set(patient, classIndex % classes)
            lines.add(patient, 0)
          }
          const found: number[] = []
          for (let line = lines.nextNonEmpty(0); line >= 0; line = lines.nextNonEmpty(line + 1)) found.push(line)
          expect(found).toEqual([...new Set(waiting.values())].sort((a, b) => a - b))
          if (found.length > 0) expect(states.classOf[lines.first(0, 0)]).toBe(found[0])
        }
      }),
    )
  })
})
