import type { ReplicationRecorder, RunningModel } from '../../src/main/evaluation/model/replication.ts'

/** A log of every customer in typed arrays: class, arrival, start, end, exit, in the order of arrival. */
export class CustomerLog implements ReplicationRecorder {
  count = 0
  private readonly classes: Int32Array
  private readonly arrivals: Float64Array
  private readonly starts: Float64Array
  private readonly ends: Float64Array
  private readonly exits: Int32Array
  /** By slot, which a machine gives to others again. */
  private numberOf = new Int32Array(1024)
  private model!: RunningModel

  constructor(customers: number) {
    this.classes = new Int32Array(customers)
    this.arrivals = new Float64Array(customers)
    this.starts = new Float64Array(customers)
    this.ends = new Float64Array(customers)
    this.exits = new Int32Array(customers)
  }

  begin(model: RunningModel): void {
    this.model = model
    this.count = 0
  }

  arrived(minutes: number, patient: number): void {
    if (patient >= this.numberOf.length) {
      const grown = new Int32Array(2 * patient)
      grown.set(this.numberOf)
      this.numberOf = grown
    }
    const number = this.count++
    this.numberOf[patient] = number
    this.classes[number] = this.model.classOf[patient]!
    this.arrivals[number] = minutes
  }

  started(minutes: number, patient: number): void {
    this.starts[this.numberOf[patient]!] = minutes
  }

  departed(minutes: number, patient: number, exit: number): void {
    const number = this.numberOf[patient]!
    this.ends[number] = minutes
    this.exits[number] = exit
  }

  /** Mean wait in minutes of those who have left, so that what was measured can be seen to be right. */
  meanWait(): number {
    let [sum, left] = [0, 0]
    for (let number = 0; number < this.count; number++) {
      if (this.ends[number] === 0) continue
      sum += this.starts[number]! - this.arrivals[number]!
      left++
    }
    return sum / left
  }
}
