import { outOfPatience, type Recorder } from '../recorder.ts'

/** What happens to a hospital's patients; the position of a kind in this list is its number in digests. */
export const hospitalEvents = ['arrived', 'started', 'left-unseen', 'got-worse', 'discharged', 'admitted'] as const
export type HospitalEvent = (typeof hospitalEvents)[number]
const exits: readonly HospitalEvent[] = ['discharged', 'admitted']

/** Tells what a machine does in the words of a hospital. */
export abstract class HospitalEvents implements Recorder {
  protected abstract happened(event: HospitalEvent, minutes: number, patient: number): void

  arrived(minutes: number, patient: number): void {
    this.happened('arrived', minutes, patient)
  }

  started(minutes: number, patient: number): void {
    this.happened('started', minutes, patient)
  }

  classChanged(minutes: number, patient: number): void {
    this.happened('got-worse', minutes, patient)
  }

  departed(minutes: number, patient: number, exit: number): void {
    this.happened(exit === outOfPatience ? 'left-unseen' : exits[exit]!, minutes, patient)
  }
}
