import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { assemble, constantCapacity, type PathwayModel, type Population } from '../../src/main/simulation/pathway-model.ts'
import { KeyedRandom } from '../../src/main/simulation/population/random.ts'
import { outOfPatience, SilentRecorder } from '../../src/main/simulation/recorder.ts'

/** A queue with Poisson arrivals by class and one pool of servers, as a model of the same machine that runs the hospitals. */
export interface QueueModel {
  /** Arrivals per unit of time, class 0 (served first) to last. */
  arrivalRates: number[]
  servers: number
  /** A service time from two uniform numbers. */
  service: (first: number, second: number) => number
  /** Patience: exponential with this rate; 0: nobody leaves. */
  abandonRate?: number
}

export const exponential =
  (rate: number) =>
  (uniform: number): number =>
    -Math.log(uniform) / rate

function pathwayOf(model: QueueModel): PathwayModel {
  return {
    program: assemble([{ seize: 0 }, { delay: 0 }, { release: 0, units: 1 }, { exit: 0 }]),
    resources: 1,
    classes: model.arrivalRates.length,
    queues: [{ needs: [1], discipline: 'priority', waitingRoom: true }],
    capacityByHour: constantCapacity(model.servers),
    crowding: 0,
  }
}

function drawCustomers(model: QueueModel, count: number, replication: number): Population {
  const random = new KeyedRandom({ seed: 20, use: 'development', replication })
  const total = model.arrivalRates.reduce((sum, rate) => sum + rate, 0)
  const arrivalMinutes = new Float64Array(count)
  const classes = new Int32Array(count)
  const patience = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const service = new Float64Array(count)
  let now = 0
  for (let customer = 0; customer < count; customer++) {
    random.draw(customer, 0)
    now -= Math.log(random.first) / total
    arrivalMinutes[customer] = now
    let left = random.second * total
    let classIndex = 0
    while (classIndex < model.arrivalRates.length - 1 && left >= model.arrivalRates[classIndex]!)
      left -= model.arrivalRates[classIndex++]!
    classes[customer] = classIndex
    random.draw(customer, 1)
    service[customer] = model.service(random.first, random.second)
    if (model.abandonRate !== undefined) {
      random.draw(customer, 2)
      patience[customer] = -Math.log(random.first) / model.abandonRate
    }
  }
  return {
    count,
    arrivalMinutes,
    classAtArrival: classes,
    classWhenWorse: classes,
    patienceMinutes: patience,
    worsensAfterMinutes: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    durations: [service],
    marks: [],
  }
}

/** Time integrals of who waits and who is served, between two times. */
class Areas extends SilentRecorder {
  waiting = 0
  busy = 0
  private waitingNow = 0
  private busyNow = 0
  private lastChange = 0
  private readonly from: number
  private readonly until: number

  constructor(from: number, until: number) {
    super()
    this.from = from
    this.until = until
  }

  override arrived(minutes: number): void {
    this.change(minutes, 1, 0)
  }

  override started(minutes: number): void {
    this.change(minutes, -1, 1)
  }

  override departed(minutes: number, _patient: number, exit: number): void {
    if (exit === outOfPatience) this.change(minutes, -1, 0)
    else this.change(minutes, 0, -1)
  }

  private change(minutes: number, waiting: number, busy: number): void {
    const length = Math.max(0, Math.min(minutes, this.until) - Math.max(this.lastChange, this.from))
    this.waiting += length * this.waitingNow
    this.busy += length * this.busyNow
    this.lastChange = minutes
    this.waitingNow += waiting
    this.busyNow += busy
  }
}

export interface QueueRun {
  /** Mean wait by class and over all; leaving counts as the end of waiting. */
  waitByClass: number[]
  wait: number
  leftShare: number
  waitedShare: number
  /** Time averages. */
  waiting: number
  busy: number
  /** Arrivals per unit of time that came. */
  arrivalRate: number
}

/** One replication; the first fifth of the customers is warm-up and not counted. */
export function runQueue(model: QueueModel, count: number, replication: number): QueueRun {
  const population = drawCustomers(model, count, replication)
  const machine = new PathwayMachine(pathwayOf(model))
  const first = Math.floor(count / 5)
  const from = population.arrivalMinutes[first]!
  const until = population.arrivalMinutes[count - 1]!
  const areas = new Areas(from, until)
  machine.recorder = areas
  machine.begin(population)
  machine.advance(Number.POSITIVE_INFINITY)
  const waits = model.arrivalRates.map(() => 0)
  const counts = model.arrivalRates.map(() => 0)
  let [left, waited] = [0, 0]
  for (let customer = first; customer < count; customer++) {
    const start = machine.startMinutes[customer]!
    const wait = (Number.isNaN(start) ? machine.leftMinutes[customer]! : start) - population.arrivalMinutes[customer]!
    const classIndex = population.classAtArrival[customer]!
    waits[classIndex]! += wait
    counts[classIndex]!++
    if (Number.isNaN(start)) left++
    if (wait > 1e-12) waited++
  }
  const counted = count - first
  const span = until - from
  return {
    waitByClass: waits.map((wait, classIndex) => wait / counts[classIndex]!),
    wait: waits.reduce((sum, wait) => sum + wait, 0) / counted,
    leftShare: left / counted,
    waitedShare: waited / counted,
    waiting: areas.waiting / span,
    busy: areas.busy / span,
    arrivalRate: counted / span,
  }
}

/** Mean over replications and its standard error. */
export function summarise(values: number[]): { mean: number; standardError: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, standardError: Math.sqrt(variance / values.length) }
}
