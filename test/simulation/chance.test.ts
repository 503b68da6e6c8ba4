import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/main/simulation/compile-model.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { StreamSource } from '../../src/main/simulation/population/stream-source.ts'
import type { Recorder } from '../../src/main/simulation/recorder.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { out, traceDocument } from './trace.ts'

const patients = 40_000

/** Who goes through which exit, after how many minutes. */
class Departures implements Recorder {
  readonly byExit: number[] = []
  readonly stays: number[] = []
  private readonly source: StreamSource

  constructor(source: StreamSource) {
    this.source = source
  }

  departed(minutes: number, patient: number, exit: number): void {
    this.byExit[exit] = (this.byExit[exit] ?? 0) + 1
    this.stays.push(minutes - this.source.rows.arrivalMinutes[patient]!)
  }
}

/** Many patients of one stream, one a minute, who go through these steps. */
function departuresOf(document: Partial<ModelDocument> & Pick<ModelDocument, 'steps'>): Departures {
  const { pathway, population } = compileModel({
    ...traceDocument({ steps: document.steps }, [{ at: 0 }]),
    timeUnit: 'hours',
    arrivals: [{ name: 'all', process: { process: 'poisson', ratePerHour: 60 }, limit: patients }],
    attributes: [],
    run: { kind: 'terminating', horizon: 1e9, warmUp: 0, replications: 1, seed: 1 },
    ...document,
  })
  const source = new StreamSource(population)
  source.begin({ seed: 5, use: 'development', replication: 0 })
  const machine = new PathwayMachine(pathway)
  const departures = new Departures(source)
  machine.recorder = departures
  machine.begin(source)
  machine.advance(1e9)
  return departures
}

describe('chance', () => {
  it('branches with the probabilities given, the last taking what is left, in any time unit', () => {
    for (const timeUnit of ['minutes', 'hours', 'days'] as const) {
      const { byExit } = departuresOf({
        timeUnit,
        steps: [
          { name: 'which', do: 'branch', to: [{ probability: 0.2, step: 'a' }, { probability: 0.3, step: 'b' }, { step: 'c' }] },
          { name: 'a', do: 'exit' },
          { name: 'b', do: 'exit' },
          { name: 'c', do: 'exit' },
        ],
      })
      // Standard errors are below 0.0025.
      expect(Math.abs(byExit[0]! / patients - 0.2)).toBeLessThan(0.0075)
      expect(Math.abs(byExit[1]! / patients - 0.3)).toBeLessThan(0.0075)
      expect(Math.abs(byExit[2]! / patients - 0.5)).toBeLessThan(0.0075)
    }
  })

  it('is drawn anew on every way back: rounds are geometric, and so is their time', () => {
    const { stays } = departuresOf({
      steps: [
        { name: 'visit', do: 'delay', duration: { distribution: 'exponential', mean: 1 } },
        { name: 'again', do: 'branch', to: [{ probability: 0.5, step: 'visit' }, { step: 'out' }] },
        out,
      ],
    })
    // A geometric number of exponential times of mean 60 minutes is exponential with mean 120.
    const mean = stays.reduce((sum, stay) => sum + stay, 0) / stays.length
    const over = stays.filter((stay) => stay > 240).length / stays.length
    expect(stays).toHaveLength(patients)
    expect(Math.abs(mean - 120)).toBeLessThan(3 * (120 / 200))
    expect(Math.abs(over - Math.exp(-2))).toBeLessThan(3 * 0.0018)
  })

  it('turns away with the probability given', () => {
    const { byExit } = departuresOf({
      steps: [
        { name: 'care', do: 'serve', resources: { doctor: 1 }, duration: { distribution: 'constant', value: 0 }, queue: 'line' },
        out,
      ],
      resources: [{ name: 'doctor', units: 1 }],
      queues: [{ name: 'line', discipline: 'first-come', balking: [{ waiting: 0, probability: 0.25 }] }],
    })
    expect(Math.abs(byExit[0]! / patients - 0.75)).toBeLessThan(0.0066)
  })
})
