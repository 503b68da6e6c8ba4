/**
 * A binary heap of patients by deadline, smallest first; ties by order of arrival. It knows where each patient stands, so that one who starts
 * care can be taken out at once instead of leaving a stale entry behind. Nothing is allocated per patient.
 */
export class DeadlineHeap {
  size = 0
  private keys = new Float64Array(0)
  private items = new Int32Array(0)
  /** Position of a patient in the heap, -1 where absent. */
  private positions = new Int32Array(0)
  private sequence: Int32Array = new Int32Array(0)

  /** Empties the heap. `sequence`: order of arrival by slot, as long as there are slots. */
  reset(sequence: Int32Array): void {
    this.size = 0
    this.positions.fill(-1)
    this.grow(sequence)
  }

  /** Makes room for as many slots as `sequence` is long; who is in the heap stays. */
  grow(sequence: Int32Array): void {
    this.sequence = sequence
    const from = this.positions.length
    if (from >= sequence.length) return
    const { keys, items, positions } = this
    this.keys = new Float64Array(sequence.length)
    this.items = new Int32Array(sequence.length)
    this.positions = new Int32Array(sequence.length).fill(-1, from)
    this.keys.set(keys)
    this.items.set(items)
    this.positions.set(positions)
  }

  /** The smallest deadline; Infinity where the heap is empty. */
  get nextKey(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.keys[0]!
  }

  /** The patient with the smallest deadline; only valid where `size` > 0. */
  get nextItem(): number {
    return this.items[0]!
  }

  has(patient: number): boolean {
    return this.positions[patient]! >= 0
  }

  /** The deadline of a patient who is in the heap. */
  keyOf(patient: number): number {
    return this.keys[this.positions[patient]!]!
  }

  push(patient: number, key: number): void {
    const position = this.size++
    this.keys[position] = key
    this.items[position] = patient
    this.siftUp(position)
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

  /**
   * A free place goes down to the end of the heap, each time to where the sooner of two stood, and the last one comes there and moves up: mostly it need
   * not, as it came from an end. Keys are not handed from function to function, as each would be allocated.
   */
  private removeAt(from: number, patient: number): void {
    const { keys, items, positions } = this
    positions[patient] = -1
    const last = --this.size
    let position = from
    for (let child = 2 * position + 1; child < last; child = 2 * position + 1) {
      if (child + 1 < last && this.isBefore(child + 1, child)) child++
      const item = items[child]!
      keys[position] = keys[child]!
      items[position] = item
      positions[item] = position
      position = child
    }
    if (position === last) return
    keys[position] = keys[last]!
    items[position] = items[last]!
    this.siftUp(position)
  }

  /** Whether who stands at one position comes before who stands at another. */
  private isBefore(position: number, other: number): boolean {
    const { keys, items, sequence } = this
    const key = keys[position]!
    const otherKey = keys[other]!
    return key < otherKey || (key === otherKey && sequence[items[position]!]! < sequence[items[other]!]!)
  }

  private siftUp(from: number): void {
    const { keys, items, positions, sequence } = this
    const key = keys[from]!
    const patient = items[from]!
    let position = from
    while (position > 0) {
      const parent = (position - 1) >> 1
      const parentKey = keys[parent]!
      const parentItem = items[parent]!
      if (key > parentKey || (key === parentKey && sequence[patient]! >= sequence[parentItem]!)) break
      keys[position] = parentKey
      items[position] = parentItem
      positions[parentItem] = position
      position = parent
    }
    keys[position] = key
    items[position] = patient
    positions[patient] = position
  }
}
