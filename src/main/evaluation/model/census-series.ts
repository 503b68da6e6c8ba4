import type { ReplicationRecorder } from './replication.ts'

/** Stretches of time that a run is cut into: 300 batches of five for MSER-5. */
export const seriesLength = 1500

/** Mean number of patients in the model in each of `seriesLength` equal stretches of a replication, warm-up included. */
export class CensusSeries implements ReplicationRecorder {
  /** Filled anew by each replication. */
  readonly means = new Float64Array(seriesLength)
  private readonly stretchMinutes: number
  private stretch = 0
  private stretchEnd = 0
  private since = 0
  private area = 0
  private present = 0

  constructor(horizonMinutes: number) {
    this.stretchMinutes = horizonMinutes / seriesLength
  }

  begin(): void {
    this.stretch = 0
    this.stretchEnd = this.stretchMinutes
    this.since = 0
    this.area = 0
    this.present = 0
  }

  end(): void {
    while (this.stretch < seriesLength) this.close()
  }

  arrived(minutes: number): void {
    this.change(minutes, 1)
  }

  departed(minutes: number): void {
    this.change(minutes, -1)
  }

  private change(minutes: number, by: number): void {
    while (minutes >= this.stretchEnd && this.stretch < seriesLength - 1) this.close()
    this.area += this.present * (minutes - this.since)
    this.since = minutes
    this.present += by
  }

  private close(): void {
    this.area += this.present * (this.stretchEnd - this.since)
    this.means[this.stretch] = this.area / this.stretchMinutes
    this.since = this.stretchEnd
    this.area = 0
    this.stretch++
    this.stretchEnd = (this.stretch + 1) * this.stretchMinutes
  }
}
