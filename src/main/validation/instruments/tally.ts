import type { RunningModel } from '../../evaluation/model/replication.ts'
import type { PatientRows } from '../../simulation/population/patient-rows.ts'
import type { Instrument } from './instrument.ts'
import { WaitBins } from './wait-bins.ts'

/** Below this a wait is no wait: sums of minutes are not exact. */
const noWaitMinutes = 1e-9

export interface TallyPlan {
  classes: readonly string[]
  /** Steps that seize, by request number. */
  requests: readonly string[]
  resources: readonly string[]
  /** The window that counts. */
  fromMinutes: number
  untilMinutes: number
  /** Minutes of one unit of time, in which all sums are given. */
  minutesPerUnit: number
  /** Also count the waits of this step around this time, for a percentile. */
  percentile?: { request: string; near: number }
}

/**
 * Sums of one replication, an instrument of its own beside that of results. A wait counts when it ends inside the window, by a start; time
 * averages are over the window. Both are unbiased in a steady state, and nobody who still waits at the end is forgotten one-sidedly.
 */
export class Tally implements Instrument {
  readonly columns: readonly string[]
  private readonly plan: TallyPlan
  private readonly bins: WaitBins | null
  private readonly binned: number
  private rows!: PatientRows
  /** By request and class: counts and sums of waits. */
  private readonly starts: Float64Array
  private readonly waited: Float64Array
  private readonly waits: Float64Array
  /** By request. `leaverWaits`: from arrival in the model, which is what patience is measured against in the models here. */
  private readonly leaverWaits: Float64Array
  private readonly gone: Float64Array
  private readonly refusals: Float64Array
  private readonly waitingNow: Float64Array
  private readonly waitingTime: Float64Array
  private readonly waitingSince: Float64Array
  /** By resource. */
  private readonly busyNow: Float64Array
  private readonly busyTime: Float64Array
  private readonly busySince: Float64Array
  /** By class. */
  private readonly arrivals: Float64Array
  private readonly departures: Float64Array
  private readonly stays: Float64Array
  private inside = 0

  constructor(plan: TallyPlan) {
    this.plan = plan
    this.bins = plan.percentile ? new WaitBins(plan.percentile.near) : null
    this.binned = plan.percentile ? plan.requests.indexOf(plan.percentile.request) : -1
    const cells = plan.requests.length * plan.classes.length
    this.starts = new Float64Array(cells)
    this.waited = new Float64Array(cells)
    this.waits = new Float64Array(cells)
    this.leaverWaits = new Float64Array(plan.requests.length)
    this.gone = new Float64Array(plan.requests.length)
    this.refusals = new Float64Array(plan.requests.length)
    this.waitingNow = new Float64Array(plan.requests.length)
    this.waitingTime = new Float64Array(plan.requests.length)
    this.waitingSince = new Float64Array(plan.requests.length)
    this.busyNow = new Float64Array(plan.resources.length)
    this.busyTime = new Float64Array(plan.resources.length)
    this.busySince = new Float64Array(plan.resources.length)
    this.arrivals = new Float64Array(plan.classes.length)
    this.departures = new Float64Array(plan.classes.length)
    this.stays = new Float64Array(plan.classes.length)
    this.columns = this.nameColumns()
  }

  begin({ rows }: RunningModel): void {
    this.rows = rows
    for (const sums of this.all()) sums.fill(0)
    this.inside = 0
    this.bins?.clear()
  }

  arrived(minutes: number, patient: number): void {
    this.inside++
    if (this.counts(minutes)) this.arrivals[this.rows.classAtArrival[patient]!]!++
  }

  joined(minutes: number, _patient: number, request: number): void {
    this.changeWaiting(minutes, request, 1)
  }

  started(minutes: number, patient: number, request: number, sinceMinutes: number): void {
    this.changeWaiting(minutes, request, -1)
    if (!this.counts(minutes)) return
    const cell = request * this.plan.classes.length + this.rows.classAtArrival[patient]!
    const wait = (minutes - sinceMinutes) / this.plan.minutesPerUnit
    this.starts[cell]!++
    this.waits[cell]! += wait
    if (minutes - sinceMinutes > noWaitMinutes) this.waited[cell]!++
    if (request === this.binned) this.bins!.add(wait)
  }

  left(minutes: number, patient: number, request: number): void {
    this.changeWaiting(minutes, request, -1)
    if (!this.counts(minutes)) return
    this.gone[request]!++
    this.leaverWaits[request]! += (minutes - this.rows.arrivalMinutes[patient]!) / this.plan.minutesPerUnit
  }

  refused(minutes: number, _patient: number, request: number): void {
    if (this.counts(minutes)) this.refusals[request]!++
  }

  interrupted(minutes: number, _patient: number, request: number): void {
    this.changeWaiting(minutes, request, 1)
  }

  seized(minutes: number, _patient: number, resource: number, units: number): void {
    this.changeBusy(minutes, resource, units)
  }

  released(minutes: number, _patient: number, resource: number, units: number): void {
    this.changeBusy(minutes, resource, -units)
  }

  departed(minutes: number, patient: number): void {
    this.inside--
    if (!this.counts(minutes)) return
    const classIndex = this.rows.classAtArrival[patient]!
    this.departures[classIndex]!++
    this.stays[classIndex]! += (minutes - this.rows.arrivalMinutes[patient]!) / this.plan.minutesPerUnit
  }

  /** Ends the replication and writes its sums in the order of `columns`. */
  write(row: Float64Array): void {
    const { plan } = this
    const end = plan.untilMinutes
    for (let request = 0; request < plan.requests.length; request++) this.changeWaiting(end, request, 0)
    for (let resource = 0; resource < plan.resources.length; resource++) this.changeBusy(end, resource, 0)
    let at = 0
    const put = (value: number): void => {
      row[at++] = value
    }
    put((plan.untilMinutes - plan.fromMinutes) / plan.minutesPerUnit)
    put(Math.abs(this.inside - this.waitingNow.reduce(add, 0) - this.busyNow.reduce(add, 0)))
    for (const sums of [this.starts, this.waited, this.waits])
      for (let request = 0; request < plan.requests.length; request++) {
        const cells = sums.subarray(request * plan.classes.length, (request + 1) * plan.classes.length)
        put(cells.reduce(add, 0))
        if (plan.classes.length > 1) cells.forEach(put)
      }
    for (const sums of [this.gone, this.leaverWaits, this.refusals, this.waitingTime, this.waitingNow, this.busyTime])
      sums.forEach(put)
    for (const sums of [this.arrivals, this.departures, this.stays]) {
      put(sums.reduce(add, 0))
      if (plan.classes.length > 1) sums.forEach(put)
    }
    if (this.bins) row.set(this.bins.counts, at)
  }

  private nameColumns(): string[] {
    const { requests, classes, resources } = this.plan
    const byClass = (name: string): string[] => [name, ...(classes.length > 1 ? classes.map((one) => `${name} ${one}`) : [])]
    return [
      'time',
      'unaccounted',
      ...['started', 'waited', 'wait'].flatMap((name) => requests.flatMap((request) => byClass(`${name} ${request}`))),
      ...['left', 'wait of leavers', 'refused', 'waiting', 'waiting at end'].flatMap((name) =>
        requests.map((request) => `${name} ${request}`),
      ),
      ...resources.map((resource) => `busy ${resource}`),
      ...['arrived', 'departed', 'stay'].flatMap(byClass),
      ...(this.bins?.columns ?? []),
    ]
  }

  private all(): Float64Array[] {
    return [
      this.starts,
      this.waited,
      this.waits,
      this.leaverWaits,
      this.gone,
      this.refusals,
      this.waitingNow,
      this.waitingTime,
      this.waitingSince,
      this.busyNow,
      this.busyTime,
      this.busySince,
      this.arrivals,
      this.departures,
      this.stays,
    ]
  }

  private counts(minutes: number): boolean {
    return minutes >= this.plan.fromMinutes && minutes < this.plan.untilMinutes
  }

  private changeWaiting(minutes: number, request: number, by: number): void {
    this.waitingTime[request]! += this.waitingNow[request]! * this.unitsSince(this.waitingSince[request]!, minutes)
    this.waitingSince[request] = minutes
    this.waitingNow[request]! += by
  }

  private changeBusy(minutes: number, resource: number, by: number): void {
    this.busyTime[resource]! += this.busyNow[resource]! * this.unitsSince(this.busySince[resource]!, minutes)
    this.busySince[resource] = minutes
    this.busyNow[resource]! += by
  }

  /** Units of time from one minute to another, as far as they lie in the window. */
  private unitsSince(since: number, minutes: number): number {
    const { fromMinutes, untilMinutes, minutesPerUnit } = this.plan
    return Math.max(0, Math.min(minutes, untilMinutes) - Math.max(since, fromMinutes)) / minutesPerUnit
  }
}

const add = (sum: number, value: number): number => sum + value
