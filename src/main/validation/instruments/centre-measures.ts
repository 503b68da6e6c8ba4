import type { RunningModel } from '../../evaluation/model/replication.ts'
import type { PatientRows } from '../../simulation/population/patient-rows.ts'
import type { Instrument } from './instrument.ts'

/** A step of the treatment centre: where its time stands in the patient's columns, and what does it. */
export interface CentreStep {
  name: string
  durationColumn: number
  units: number
}

/**
 * The results of a treatment centre as its publications define them: mean waits by replication over patients who began to be served, times in
 * system over those who left, utilisation as service times of those who began over opening time (which may exceed 1). Replications without a
 * value are left out of a mean: each column has its count of replications.
 */
export class CentreMeasures implements Instrument {
  readonly columns: readonly string[]
  private readonly steps: readonly CentreStep[]
  private readonly classes: readonly string[]
  private readonly minutes: number
  private readonly starts: Float64Array
  private readonly waits: Float64Array
  private readonly work: Float64Array
  private readonly departures: Float64Array
  private readonly stays: Float64Array
  private arrivals = 0
  private rows!: PatientRows

  constructor(steps: readonly CentreStep[], classes: readonly string[], minutes: number) {
    this.steps = steps
    this.classes = classes
    this.minutes = minutes
    this.starts = new Float64Array(steps.length)
    this.waits = new Float64Array(steps.length)
    this.work = new Float64Array(steps.length)
    this.departures = new Float64Array(classes.length)
    this.stays = new Float64Array(classes.length)
    this.columns = [
      'replications',
      'arrivals',
      'throughput',
      ...steps.flatMap(({ name }) => [`wait ${name}`, `waited ${name}`, `utilisation ${name}`, `starts ${name}`, `work ${name}`]),
      ...classes.flatMap((name) => [`total ${name}`, `left ${name}`]),
    ]
  }

  begin({ rows }: RunningModel): void {
    this.rows = rows
    this.arrivals = 0
    for (const sums of [this.starts, this.waits, this.work, this.departures, this.stays]) sums.fill(0)
  }

  arrived(): void {
    this.arrivals++
  }

  started(minutes: number, patient: number, request: number, sinceMinutes: number): void {
    this.starts[request]!++
    this.waits[request]! += minutes - sinceMinutes
    this.work[request]! += this.rows.durations[this.steps[request]!.durationColumn]![patient]!
  }

  departed(minutes: number, patient: number): void {
    const classIndex = this.rows.classAtArrival[patient]!
    this.departures[classIndex]!++
    this.stays[classIndex]! += minutes - this.rows.arrivalMinutes[patient]!
  }

  write(row: Float64Array): void {
    row.set([
      1,
      this.arrivals,
      this.departures.reduce((sum, count) => sum + count, 0),
      ...this.steps.flatMap(({ units }, step) => {
        const starts = this.starts[step]!
        const work = this.work[step]!
        return [...meanAndCount(this.waits[step]!, starts), work / (this.minutes * units), starts, work]
      }),
      ...this.classes.flatMap((_, index) => meanAndCount(this.stays[index]!, this.departures[index]!)),
    ])
  }
}

const meanAndCount = (sum: number, count: number): [number, number] => (count > 0 ? [sum / count, 1] : [0, 0])
