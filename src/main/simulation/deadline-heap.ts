/**
 * A binary heap of patients by deadline, smallest first, ties by patient number. It knows where each patient stands, so that one who starts
 * care can be taken out at once instead of leaving a stale entry behind. Nothing is allocated after `reset`.
 */
export class DeadlineHeap {
  size = 0
  private keys = new Float64Array(0)
  private items = new Int32Array(0)
  /** Position of a patient in the heap, -1 where absent. */
  private positions = new Int32Array(0)

  /** Empties the heap and makes room for patients 0 to `patients` - 1. */
  reset(patients: number): void {
    if (this.keys.length < patients) {
      this.keys = new Float64Array(patients)
      this.items = new Int32Array(patients)
      this.positions = new Int32Array(patients)
    }
    this.positions.fill(-1)
    this.size = 0
  }

  /** The smallest deadline; Infinity where the heap is empty. */
  get nextKey(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.keys[0]!
  }

  /** The patient with the smallest deadline; only valid where `size` > 0. */
  get nextItem(): number {
    return this.items[0]!
  }

  push(patient: number, key: number): void {
    this.siftUp(this.size++, patient, key)
  }

  /** Takes the first patient out. */
  pop(): number {
    const patient = this.items[0]!
    this.removeAt(0, patient)
    return patient
  }

  /** Takes a patient out, if there. */
  remove(patient: number): void {
    const position = this.positions[patient]!
    if (position >= 0) this.removeAt(position, patient)
  }

  private removeAt(position: number, patient: number): void {
    this.positions[patient] = -1
    const last = --this.size
    if (position === last) return
    const moved = this.items[last]!
    const key = this.keys[last]!
    const parent = (position - 1) >> 1
    if (position > 0 && (key < this.keys[parent]! || (key === this.keys[parent]! && moved < this.items[parent]!)))
      this.siftUp(position, moved, key)
    else this.siftDown(position, moved, key)
  }

  private siftUp(from: number, patient: number, key: number): void {
    const { keys, items, positions } = this
    let position = from
    while (position > 0) {
      const parent = (position - 1) >> 1
      const parentKey = keys[parent]!
      const parentItem = items[parent]!
      if (parentKey < key || (parentKey === key && parentItem < patient)) break
      keys[position] = parentKey
      items[position] = parentItem
      positions[parentItem] = position
      position = parent
    }
    keys[position] = key
    items[position] = patient
    positions[patient] = position
  }

  private siftDown(from: number, patient: number, key: number): void {
    const { keys, items, positions, size } = this
    let position = from
    for (;;) {
      let child = 2 * position + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && (keys[right]! < keys[child]! || (keys[right]! === keys[child]! && items[right]! < items[child]!)))
        child = right
      const childKey = keys[child]!
      const childItem = items[child]!
      if (key < childKey || (key === childKey && patient < childItem)) break
      keys[position] = childKey
      items[position] = childItem
      positions[childItem] = position
      position = child
    }
    keys[position] = key
    items[position] = patient
    positions[patient] = position
  }
}
