import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { ModelError, ModelProblems } from '../../src/main/simulation/model-error.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { parseModel } from '../../src/shared/model/parse-model.ts'
import { drawnPatients, runMachine } from './machine-run.ts'
import { circleArbitrary } from './random-circles.ts'
import { ReferenceSimulation } from './reference-simulation.ts'

/** Whether a model can be run at all: not where a step asks for more than there is beside what is held. */
function isModel(document: ModelDocument): boolean {
  if (!parseModel(document).ok) return false
  try {
    compileModel(document)
    return true
  } catch (error) {
    if (error instanceof ModelProblems) return false
    throw error
  }
}

/** When the machine stops a run, and the steps that it names. */
function deadlockOf(document: ModelDocument): { minutes: number; steps: string[] } | null {
  try {
    runMachine(document)
    return null
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const minutes = /^Patients wait for ever from minute (\S+) on: /.exec(error.message)?.[1]
    if (minutes === undefined) throw error
    return { minutes: Number(minutes), steps: [...error.message.matchAll(/at step (\S+) for/g)].map((match) => match[1]!) }
  }
}

/** Who waits where in the reference at a minute. */
function waitingAt(document: ModelDocument, minutes?: number): ReadonlyMap<number, string> {
  const reference = new ReferenceSimulation(document, drawnPatients(document))
  reference.run(minutes)
  return reference.waitingNow
}

/** Steps named at which nobody of those who waited when the machine stopped still waits at the end. */
function falseAlarms(document: ModelDocument, { minutes, steps }: { minutes: number; steps: string[] }): string[] {
  const then = waitingAt(document, minutes + 0.01)
  const end = waitingAt(document)
  return steps.filter((step) => ![...then].some(([patient, where]) => where === step && end.get(patient) === step))
}

/** The same, where the machine goes on and on without looking for deadlocks. */
function falseAlarmsOnMachine(document: ModelDocument, { minutes, steps }: { minutes: number; steps: string[] }): string[] {
  const model = compileModel(document)
  const machine = new PathwayMachine({ ...model.pathway, heldWhileWaiting: null })
  const source = new StreamSource(model.population)
  source.begin({ seed: document.run.seed, use: 'development', replication: 0 }, document.run.horizon)
  machine.begin(source)
  machine.advance(minutes + 0.01)
  const then = Array.from(machine.stepOf)
  machine.advance(document.run.horizon)
  return steps.filter((step) => {
    const place = model.placeOfStep(step)
    return !then.some((where, slot) => where === place && machine.stepOf[slot] === place)
  })
}

describe('patients who wait for each other', () => {
  it.each(['first-come', 'orders', 'changing', 'by-wait'] as const)(
    'do so in the reference too, for ever: %s',
    { timeout: 60_000 },
    (kind) => {
      let found = 0
      let resolved = 0
      fc.assert(
        fc.property(circleArbitrary(kind).filter(isModel), (document) => {
          const deadlock = deadlockOf(document)
          if (deadlock !== null) {
            found++
            expect(deadlock.steps.length).toBeGreaterThan(0)
            const wrong = kind === 'by-wait' ? falseAlarmsOnMachine : falseAlarms
            expect(wrong(document, deadlock)).toEqual([])
            return
          }
          if (kind === 'by-wait') return
          const leftOver = waitingAt(document).size
          if (leftOver === 0) resolved++
          // In other orders somebody might still have come who would have helped.
          else if (kind === 'first-come') expect.fail(`${leftOver} patients wait for ever, and the machine does not say so`)
        }),
        { numRuns: 200 },
      )
      expect(found).toBeGreaterThan(50)
      if (kind !== 'by-wait') expect(resolved).toBeGreaterThan(50)
    },
  )
})
