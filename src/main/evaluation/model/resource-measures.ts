import { type MeasureLayout, positionsOf, resourceFields } from './measure-layout.ts'
import { TimeAverages } from './time-average.ts'

const { busy, staffed } = positionsOf(resourceFields)

/** Units busy and on duty over time, and how long how many were busy. */
export class ResourceMeasures {
  private readonly layout: MeasureLayout
  private readonly resources: number
  private readonly busy: TimeAverages
  private readonly staffed: TimeAverages
  /** Minutes with so many units busy: one entry after the other, resource after resource. */
  private readonly census: Float64Array
  private readonly censusStart: Int32Array
  private readonly censusLast: Int32Array
  private readonly since: Float64Array

  constructor(layout: MeasureLayout) {
    this.layout = layout
    this.resources = layout.parts.units.length
    this.busy = new TimeAverages(this.resources)
    this.staffed = new TimeAverages(this.resources)
    this.since = new Float64Array(this.resources)
    this.censusStart = new Int32Array(this.resources)
    this.censusLast = Int32Array.from(layout.censusEntries, (entries) => entries - 1)
    let next = 0
    layout.censusEntries.forEach((entries, resource) => {
      this.censusStart[resource] = next
      next += entries
    })
    this.census = new Float64Array(next)
  }

  begin(): void {
    this.busy.begin()
    this.staffed.begin()
    this.open(0)
  }

  open(minutes: number): void {
    this.busy.open(minutes)
    this.staffed.open(minutes)
    this.census.fill(0)
    this.since.fill(minutes)
  }

  busyChanged(minutes: number, resource: number, by: number): void {
    this.close(resource, minutes)
    this.busy.add(resource, by, minutes)
  }

  capacityChanged(minutes: number, resource: number, units: number): void {
    this.staffed.add(resource, units - this.staffed.counts[resource]!, minutes)
  }

  write(row: Float64Array, fromMinutes: number, toMinutes: number): void {
    const minutes = toMinutes - fromMinutes
    for (let resource = 0; resource < this.resources; resource++) {
      this.close(resource, toMinutes)
      const at = this.layout.resourceAt(resource)
      row[at + busy] = this.busy.area(resource, toMinutes) / minutes
      row[at + staffed] = this.staffed.area(resource, toMinutes) / minutes
      const first = this.censusStart[resource]!
      for (let units = 0; units <= this.censusLast[resource]!; units++)
        row[at + resourceFields.length + units] = this.census[first + units]! / minutes
    }
  }

  private close(resource: number, minutes: number): void {
    const units = this.busy.counts[resource]!
    const last = this.censusLast[resource]!
    this.census[this.censusStart[resource]! + (units < last ? units : last)]! += minutes - this.since[resource]!
    this.since[resource] = minutes
  }
}
