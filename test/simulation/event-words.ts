import { SilentRecorder } from '../../src/main/simulation/recorder.ts'

const exits = ['out', 'admitted']

/** Writes down what happens: `started 1 @10`. */
export class EventWords extends SilentRecorder {
  readonly events: string[] = []

  override arrived(minutes: number, patient: number): void {
    this.events.push(`arrived ${patient} @${minutes}`)
  }

  override started(minutes: number, patient: number): void {
    this.events.push(`started ${patient} @${minutes}`)
  }

  override classChanged(minutes: number, patient: number): void {
    this.events.push(`got-worse ${patient} @${minutes}`)
  }

  override departed(minutes: number, patient: number, exit: number): void {
    this.events.push(`${exits[exit] ?? 'left'} ${patient} @${minutes}`)
  }
}
