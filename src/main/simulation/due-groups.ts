import type { PathwayModel } from './pathway-model.ts'

const none = -1

/** Groups of queues in which somebody may be able to start, because somebody joined or units have become free. */
export class DueGroups {
  /** How many. */
  count = 0
  private readonly isDue: Uint8Array
  private readonly groupOfQueue: Int32Array
  private readonly groupOfResource: Int32Array

  constructor({ groups, groupOfQueue, groupOfResource }: PathwayModel) {
    this.isDue = new Uint8Array(groups.length)
    this.groupOfQueue = groupOfQueue
    this.groupOfResource = groupOfResource
  }

  reset(): void {
    this.isDue.fill(0)
    this.count = 0
  }

  markQueue(queue: number): void {
    this.mark(this.groupOfQueue[queue]!)
  }

  markResource(resource: number): void {
    const group = this.groupOfResource[resource]!
    if (group !== none) this.mark(group)
  }

  mark(group: number): void {
    if (this.isDue[group] !== 0) return
    this.isDue[group] = 1
    this.count++
  }

  /** Whether the group was due; it is no longer. */
  take(group: number): boolean {
    if (this.isDue[group] === 0) return false
    this.isDue[group] = 0
    this.count--
    return true
  }
}
