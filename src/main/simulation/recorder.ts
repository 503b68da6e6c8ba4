/** Left the model by running out of patience, by finding a queue full, or by turning away, and not through one of the model's exits. */
export const outOfPatience = -1
export const foundFull = -2
export const turnedAway = -3

/**
 * Gets everything that happens in a machine, as it happens. Minutes are minutes since the start; `patient` is the patient's slot, which a
 * machine that draws patients on arrival gives to somebody else after `departed`; `request` numbers the steps that seize
 * (`PathwayModel.requests`); resources are numbered as in the document. During a call the machine still knows the patient.
 */
export interface Recorder {
  arrived?(minutes: number, patient: number): void
  /** Begins to wait, if only for no time at all. Never for somebody who is refused. */
  joined?(minutes: number, patient: number, request: number): void
  /** Gets what was asked for. `sinceMinutes`: when this wait began, by joining or by being interrupted. */
  started?(minutes: number, patient: number, request: number, sinceMinutes: number): void
  /** Ran out of patience and waits no more. */
  left?(minutes: number, patient: number, request: number): void
  /** Does not join, because the queue is full or too long. */
  refused?(minutes: number, patient: number, request: number, why: 'lost' | 'balked'): void
  /** Care is broken off: the patient waits again for what was taken away. Comes without `joined`. */
  interrupted?(minutes: number, patient: number, request: number, why: 'preempted' | 'handed-over'): void
  /** Units in use rise by so many. `unit`: which one, for a resource with numbered units (called once for each), else -1. */
  seized?(minutes: number, patient: number, resource: number, units: number, unit: number): void
  /** Units in use fall by so many, also where they are taken away. */
  released?(minutes: number, patient: number, resource: number, units: number, unit: number): void
  /** `to` equals `from` where a waiting patient's time to get worse ran out and nobody took notice. */
  classChanged?(minutes: number, patient: number, from: number, to: number): void
  /** Units on duty from now on. Called for every resource at minute 0. */
  capacityChanged?(minutes: number, resource: number, units: number): void
  /** Leaves the model. `exit`: number of the exit step among the exits, or `outOfPatience`, `foundFull`, `turnedAway`. */
  departed?(minutes: number, patient: number, exit: number): void
}
