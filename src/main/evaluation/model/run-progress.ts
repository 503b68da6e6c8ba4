import type { ReplicationRecorder } from './replication.ts'

const reports = 100

/** Tells how far one long run is, by its arrivals. */
export class RunProgress implements ReplicationRecorder {
  private readonly stretchMinutes: number
  private readonly tell: (fraction: number) => void
  private told = 0

  constructor(horizonMinutes: number, tell: (fraction: number) => void) {
    this.stretchMinutes = horizonMinutes / reports
    this.tell = tell
  }

  begin(): void {
    this.told = 0
  }

  arrived(minutes: number): void {
    if (minutes < (this.told + 1) * this.stretchMinutes) return
    this.told = Math.floor(minutes / this.stretchMinutes)
    this.tell(Math.min(1, this.told / reports))
  }
}
