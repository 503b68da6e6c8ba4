import { createHash, type Hash } from 'node:crypto'
import type { ReplicationRecorder } from './replication.ts'

const recordBytes = 16
const bufferedRecords = 4096
/** What an event is, in its lowest digit; where it happened stands above it. */
const kinds = {
  arrived: 0,
  started: 1,
  left: 2,
  lost: 3,
  balked: 4,
  preempted: 5,
  handedOver: 6,
  classChanged: 7,
  departed: 8,
} as const
const kindCodes = 16

/**
 * SHA-256 over what happened to the patients of one replication: for each event its minute (64-bit float), the patient's number in order of arrival
 * and the event with its step, class or exit (32-bit integers), little-endian, in the order of events.
 */
export class EventDigest implements ReplicationRecorder {
  private hash: Hash = createHash('sha256')
  private readonly bytes = new Uint8Array(recordBytes * bufferedRecords)
  private readonly view = new DataView(this.bytes.buffer)
  private length = 0
  private arrivals = 0
  private numberOf = new Int32Array(64)

  begin(): void {
    this.hash = createHash('sha256')
    this.length = 0
    this.arrivals = 0
  }

  end(): void {
    this.flush()
  }

  /** 32 bytes. Call once, after the end of a replication. */
  digest(): Uint8Array {
    return this.hash.digest()
  }

  arrived(minutes: number, patient: number): void {
    if (patient >= this.numberOf.length) {
      const numbers = new Int32Array(Math.max(patient + 1, 2 * this.numberOf.length))
      numbers.set(this.numberOf)
      this.numberOf = numbers
    }
    this.numberOf[patient] = this.arrivals++
    this.write(minutes, patient, kinds.arrived, 0)
  }

  started(minutes: number, patient: number, request: number): void {
    this.write(minutes, patient, kinds.started, request)
  }

  left(minutes: number, patient: number, request: number): void {
    this.write(minutes, patient, kinds.left, request)
  }

  refused(minutes: number, patient: number, request: number, why: 'lost' | 'balked'): void {
    this.write(minutes, patient, kinds[why], request)
  }

  interrupted(minutes: number, patient: number, request: number, why: 'preempted' | 'handed-over'): void {
    this.write(minutes, patient, why === 'preempted' ? kinds.preempted : kinds.handedOver, request)
  }

  classChanged(minutes: number, patient: number, _from: number, to: number): void {
    this.write(minutes, patient, kinds.classChanged, to)
  }

  departed(minutes: number, patient: number, exit: number): void {
    this.write(minutes, patient, kinds.departed, exit)
  }

  private write(minutes: number, patient: number, kind: number, where: number): void {
    this.view.setFloat64(this.length, minutes, true)
    this.view.setInt32(this.length + 8, this.numberOf[patient]!, true)
    this.view.setInt32(this.length + 12, where * kindCodes + kind, true)
    this.length += recordBytes
    if (this.length === this.bytes.length) this.flush()
  }

  private flush(): void {
    this.hash.update(this.bytes.subarray(0, this.length))
    this.length = 0
  }
}
