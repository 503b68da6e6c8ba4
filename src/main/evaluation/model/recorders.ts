import type { ReplicationRecorder, RunningModel } from './replication.ts'

/** Several recorders of one replication, told in their order. */
export class Recorders implements ReplicationRecorder {
  private readonly all: readonly ReplicationRecorder[]

  constructor(all: readonly ReplicationRecorder[]) {
    this.all = all
  }

  begin(model: RunningModel): void {
    for (const one of this.all) one.begin?.(model)
  }

  end(minutes: number): void {
    for (const one of this.all) one.end?.(minutes)
  }

  arrived(minutes: number, patient: number): void {
    for (const one of this.all) one.arrived?.(minutes, patient)
  }

  joined(minutes: number, patient: number, request: number): void {
    for (const one of this.all) one.joined?.(minutes, patient, request)
  }

  started(minutes: number, patient: number, request: number, sinceMinutes: number): void {
    for (const one of this.all) one.started?.(minutes, patient, request, sinceMinutes)
  }

  left(minutes: number, patient: number, request: number): void {
    for (const one of this.all) one.left?.(minutes, patient, request)
  }

  refused(minutes: number, patient: number, request: number, why: 'lost' | 'balked'): void {
    for (const one of this.all) one.refused?.(minutes, patient, request, why)
  }

  interrupted(minutes: number, patient: number, request: number, why: 'preempted' | 'handed-over'): void {
    for (const one of this.all) one.interrupted?.(minutes, patient, request, why)
  }

  seized(minutes: number, patient: number, resource: number, units: number, unit: number): void {
    for (const one of this.all) one.seized?.(minutes, patient, resource, units, unit)
  }

  released(minutes: number, patient: number, resource: number, units: number, unit: number): void {
    for (const one of this.all) one.released?.(minutes, patient, resource, units, unit)
  }

  classChanged(minutes: number, patient: number, from: number, to: number): void {
    for (const one of this.all) one.classChanged?.(minutes, patient, from, to)
  }

  capacityChanged(minutes: number, resource: number, units: number): void {
    for (const one of this.all) one.capacityChanged?.(minutes, resource, units)
  }

  departed(minutes: number, patient: number, exit: number): void {
    for (const one of this.all) one.departed?.(minutes, patient, exit)
  }
}
