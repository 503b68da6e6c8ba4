import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { ModelError } from '../../src/main/simulation/model-error.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { PatientStates } from '../../src/main/simulation/patient-states.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import { RunLimits } from '../../src/main/simulation/run-limits.ts'
import { WaitingLines } from '../../src/main/simulation/waiting-lines.ts'
import { oneDoctor, out, type TraceModel, trace, traceDocument } from './trace.ts'

describe('RunLimits', () => {
  const { pathway } = compileModel(
    traceDocument(
      {
        resources: [{ name: 'doctor', units: 1 }],
        queues: [{ name: 'hall', discipline: 'first-come' }],
        steps: [
          { name: 'talk', do: 'serve', resources: { doctor: 1 }, duration: 'time' },
          { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: 'time', queue: 'hall' },
          out,
        ],
      },
      [{ at: 0 }],
    ),
  )

  const limitsWith = (waiting: Int32Array) => {
    const states = new PatientStates()
    const lines = new WaitingLines(pathway, states, false)
    lines.waitingInQueue.set(waiting)
    return new RunLimits(pathway, new Int32Array(0), lines, states)
  }

  it('names the longest queue when more patients are inside than any hospital has', () => {
    const limits = limitsWith(Int32Array.of(1_900_000, 7))
    expect(() => limits.checkInside(2_000_000, 5)).not.toThrow()
    expect(() => limits.checkInside(2_000_001, 61.6)).toThrow(
      'More than 2000000 patients are in the model at minute 62, 1900000 of them in queue hall, which grows without end; let fewer arrive or add units',
    )
  })

  it('does not blame a queue in which nobody waits', () => {
    const limits = limitsWith(new Int32Array(2))
    expect(() => limits.checkInside(2_000_001, 5)).toThrow(
      'More than 2000000 patients are in the model at minute 5; let fewer arrive or stay shorter',
    )
  })
})

describe('a run that never ends', () => {
  it('is stopped while it grows, with its queue named', () => {
    const { pathway, population } = compileModel({
      ...traceDocument(oneDoctor({ discipline: 'first-come' }), [{ at: 0 }]),
      arrivals: [{ name: 'all', process: { process: 'poisson', ratePerHour: 1e6 } }],
      attributes: [{ name: 'time', duration: { distribution: 'exponential', mean: 10 } }],
      run: { kind: 'steady-state', horizon: 300, warmUp: 0, replications: 1, seed: 1 },
    })
    const source = new StreamSource(population)
    source.begin({ seed: 1, use: 'development', replication: 0 })
    const machine = new PathwayMachine(pathway)
    machine.begin(source)
    expect(() => machine.advance(300)).toThrow(
      /^More than 2000000 patients are in the model at minute 1[12]\d, \d{7} of them in queue line, which grows without end; let fewer arrive or add units$/,
    )
  })
})

describe('a loop is stopped', () => {
  it('when patients go round without time', () => {
    const steps: TraceModel['steps'] = [
      { name: 'start', do: 'delay', duration: 'time' },
      { name: 'here', do: 'branch', to: [{ when: { ill: 'yes' }, step: 'out' }, { step: 'there' }] },
      { name: 'there', do: 'become', class: 'everybody', next: 'here' },
      out,
    ]
    expect(() => trace({ labels: { ill: ['no', 'yes'] }, steps }, [{ at: 1 }])).toThrow(
      new ModelError(
        'Patients go round and round from step there with hardly any time passing (more than 110000 times within a minute, by minute 11); put a longer delay into the loop',
      ),
    )
  })

  it('when patients go round with hardly any time', () => {
    const again = (minutes: number, until: number) =>
      trace({ steps: [{ name: 'blink', do: 'delay', duration: 'time', next: 'blink' }] }, [{ at: 1, times: { time: minutes } }], {
        only: ['goes'],
        until,
      }).machine
    expect(() => again(1e-7, 100)).toThrow(
      'Patients go round and round from step blink with hardly any time passing (more than 110000 times within a minute, by minute 1.01); put a longer delay into the loop',
    )
    // Every tenth of a second for hours is not much time, but some.
    expect(again(1 / 600, 200).eventsExecuted).toBeGreaterThan(119_000)
  })
})
