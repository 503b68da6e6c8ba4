import type { BinCounts } from '../../statistics/bin-counts.ts'
import { ClassMeasures } from './class-measures.ts'
import type { MeasureLayout } from './measure-layout.ts'
import type { ReplicationRecorder, RunningModel } from './replication.ts'
import { ResourceMeasures } from './resource-measures.ts'
import { StepMeasures } from './step-measures.ts'

export interface MeasureOptions {
  /** Waits above so many minutes are counted (Infinity: none is asked for). */
  readonly waitOverMinutes: number
  /** Whose times are: of `everybody`, or of those who `arrived-since` the first edge. */
  readonly counted: 'everybody' | 'arrived-since'
  /** Gets the times of each window in bins, in the order of `MeasureLayout.sampleStarts`. */
  readonly bins: BinCounts
}

/**
 * Measures a replication as it runs, one row for each window of time between two neighbouring edges: from warm-up to the horizon, or in batches
 * between. Waits and times in system go to the window in which they end. What happens at an edge belongs to the window after it; at the last
 * edge, to the last window. Nothing is allocated per patient.
 */
export class MeasureRecorder implements ReplicationRecorder {
  /** Windows x columns of the layout, complete after `end`. */
  readonly rows: Float64Array
  private readonly layout: MeasureLayout
  private readonly edges: Float64Array
  private readonly byClass: ClassMeasures
  private readonly steps: StepMeasures
  private readonly resources: ResourceMeasures
  private readonly bins: BinCounts
  private readonly countedFrom: number
  private model!: RunningModel
  private passed = 0
  private nextEdge = 0

  /** `edges` in minutes, ascending, two or more. */
  constructor(layout: MeasureLayout, edges: readonly number[], { waitOverMinutes, counted, bins }: MeasureOptions) {
    this.countedFrom = counted === 'everybody' ? 0 : edges[0]!
    this.bins = bins
    this.layout = layout
    this.edges = Float64Array.from(edges)
    this.rows = new Float64Array((edges.length - 1) * layout.columns)
    this.byClass = new ClassMeasures(layout, waitOverMinutes)
    this.steps = new StepMeasures(layout, waitOverMinutes)
    this.resources = new ResourceMeasures(layout)
  }

  begin(model: RunningModel): void {
    this.model = model
    this.passed = 0
    this.nextEdge = this.edges[0]!
    this.byClass.begin()
    this.steps.begin()
    this.resources.begin()
  }

  end(): void {
    while (this.passed < this.edges.length) this.pass()
  }

  arrived(minutes: number, patient: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.byClass.arrived(minutes, patient, this.model.classOf[patient]!)
    this.steps.arrivedInModel(patient)
  }

  joined(minutes: number, patient: number, request: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.byClass.beganWaiting(minutes, patient)
    this.steps.joined(minutes, patient, request, this.model.classOf[patient]!)
  }

  started(minutes: number, patient: number, request: number, sinceMinutes: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.byClass.waited(minutes, patient)
    const waitMinutes = this.counts(patient) ? minutes - sinceMinutes : Number.NaN
    this.steps.started(minutes, patient, request, this.model.classOf[patient]!, waitMinutes)
  }

  left(minutes: number, patient: number, request: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.byClass.waited(minutes, patient)
    this.steps.left(minutes, patient, request, this.model.classOf[patient]!)
  }

  refused(minutes: number, patient: number, request: number, why: 'lost' | 'balked'): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.steps.refused(request, this.model.classOf[patient]!, why)
  }

  interrupted(minutes: number, patient: number, request: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.byClass.beganWaiting(minutes, patient)
    this.steps.interrupted(minutes, patient, request, this.model.classOf[patient]!)
  }

  seized(minutes: number, _patient: number, resource: number, units: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.resources.busyChanged(minutes, resource, units)
  }

  released(minutes: number, _patient: number, resource: number, units: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.resources.busyChanged(minutes, resource, -units)
  }

  classChanged(minutes: number, patient: number, from: number, to: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.steps.classChanged(minutes, patient, from, to)
  }

  capacityChanged(minutes: number, resource: number, units: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.resources.capacityChanged(minutes, resource, units)
  }

  departed(minutes: number, patient: number, exit: number): void {
    if (minutes >= this.nextEdge) this.passEdges(minutes)
    this.byClass.departed(minutes, patient, exit, this.counts(patient))
  }

  private counts(patient: number): boolean {
    return this.byClass.arrivalOf(patient) >= this.countedFrom
  }

  /** The last edge is only passed at the end, so that what happens in its minute still counts. */
  private passEdges(minutes: number): void {
    while (this.passed < this.edges.length - 1 && minutes >= this.edges[this.passed]!) this.pass()
    this.nextEdge = this.passed < this.edges.length - 1 ? this.edges[this.passed]! : Number.POSITIVE_INFINITY
  }

  /** Closes the window that ends at the next edge (what lies before the first is dropped) and opens the one after it. */
  private pass(): void {
    const edge = this.edges[this.passed]!
    if (this.passed > 0) this.write(this.passed - 1, this.edges[this.passed - 1]!, edge)
    this.byClass.open(edge)
    this.steps.open(edge)
    this.resources.open(edge)
    this.passed++
  }

  private write(window: number, from: number, to: number): void {
    const row = this.rows.subarray(window * this.layout.columns, (window + 1) * this.layout.columns)
    this.byClass.write(row, this.bins, from, to)
    this.steps.write(row, this.bins, from, to)
    this.resources.write(row, from, to)
  }
}
