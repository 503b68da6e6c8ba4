import { createHash } from 'node:crypto'
import { type HospitalEvent, HospitalEvents, hospitalEvents } from './hospital-events.ts'

const recordBytes = 16
const bufferedRecords = 4096

/**
 * SHA-256 over everything that happened: for each event its minute (64-bit float), patient and kind (32-bit integers), little-endian, in the
 * order of the events. Let it record the simulations whose events count; equal scenario, policy, seed and replications give equal digests.
 */
export class EventLog extends HospitalEvents {
  private readonly hash = createHash('sha256')
  private readonly bytes = new Uint8Array(recordBytes * bufferedRecords)
  private readonly view = new DataView(this.bytes.buffer)
  private length = 0

  /** 64 hexadecimal digits. Call once, after the last event. */
  digest(): string {
    this.flush()
    return this.hash.digest('hex')
  }

  protected override happened(event: HospitalEvent, minutes: number, patient: number): void {
    this.view.setFloat64(this.length, minutes, true)
    this.view.setInt32(this.length + 8, patient, true)
    this.view.setInt32(this.length + 12, hospitalEvents.indexOf(event), true)
    this.length += recordBytes
    if (this.length === this.bytes.length) this.flush()
  }

  private flush(): void {
    this.hash.update(this.bytes.subarray(0, this.length))
    this.length = 0
  }
}
