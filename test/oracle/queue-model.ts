import { assemblePathway } from '../../src/main/simulation/assemble-pathway.ts'
import { PathwayMachine } from '../../src/main/simulation/pathway-machine.ts'
import { disciplineCodes, type PathwayModel } from '../../src/main/simulation/pathway-model.ts'
import { KeyedRandom } from '../../src/main/simulation/population/random.ts'
import { type PatientTable, TableSource } from '../../src/main/simulation/population/table-source.ts'
import { outOfPatience, type Recorder } from '../../src/main/simulation/recorder.ts'
import { constantUnits } from '../../src/main/simulation/schedule.ts'
import { plainTable } from '../simulation/plain-table.ts'

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
  const operations = [{ seize: 0 }, { delay: 0 }, { release: 0, units: 1 }, { exit: 0 }, { exit: outOfPatience }]
  const lineOf = model.arrivalRates.map((_, index) => index)
  return assemblePathway({
    operations,
    stepNames: operations.map(() => 'service'),
    classes: model.arrivalRates.length,
    resources: [{ name: 'server', schedule: constantUnits(model.servers), handOver: false, numbered: false }],
    queues: [
      {
        name: 'line',
        discipline: disciplineCodes.priority,
        lineOf,
        weights: lineOf,
        preemption: 'none',
        places: Number.POSITIVE_INFINITY,
        balking: [],
        crowding: 0,
        overtaking: false,
      },
    ],
    requests: [
      {
        step: 'service',
        queue: 0,
        needs: [{ resource: 0, units: 1 }],
        patience: 1,
        worsensAfter: -1,
        worseClass: -1,
        balkingDraw: -1,
        whenFull: -1,
        whenBalked: -1,
        whenOutOfPatience: 4,
      },
    ],
  })
}

function drawCustomers(model: QueueModel, count: number, replication: number): PatientTable {
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
  return plainTable(arrivalMinutes, classes, [service, patience])
}

/** Time integrals of who waits and who is served, between two times. */
class Areas implements Recorder {
  waiting = 0
  busy = 0
  private waitingNow = 0
  private busyNow = 0
  private lastChange = 0
  private readonly from: number
  private readonly until: number

  constructor(from: number, until: number) {
    this.from = from
    this.until = until
  }

  arrived(minutes: number): void {
    this.change(minutes, 1, 0)
  }

  started(minutes: number): void {
    this.change(minutes, -1, 1)
  }

  departed(minutes: number, _patient: number, exit: number): void {
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
  const source = new TableSource()
  source.begin(population)
  machine.begin(source)
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
