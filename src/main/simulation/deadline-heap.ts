const never = Number.POSITIVE_INFINITY
const branches = 4

/**
 * A heap of patients by deadline, smallest first; ties by order of arrival. Each has four below: it is half as deep as a binary one, and those four are
 * next to each other. It knows where each patient stands, so that one who starts care can be taken out at once instead of leaving a stale entry behind.
 * Nothing is allocated per patient.
 */
export class DeadlineHeap {
  size = 0
  /** The smallest deadline; Infinity where the heap is empty. */
  nextKey = never
  /** Never beyond the end, as far as the last group of four may reach: no group is then cut short. */
  private keys = new Float64Array(0)
  private items = new Int32Array(0)
  /** Position of a patient in the heap, -1 where absent. */
  private positions = new Int32Array(0)
  private sequence: Int32Array = new Int32Array(0)

  /** Empties the heap. `sequence`: order of arrival by slot, as long as there are slots. */
  reset(sequence: Int32Array): void {
    this.keys.fill(never, 0, this.size)
    this.size = 0
    this.nextKey = never
    this.positions.fill(-1)
    this.grow(sequence)
  }

  /** Makes room for as many slots as `sequence` is long; who is in the heap stays. */
  grow(sequence: Int32Array): void {
    this.sequence = sequence
    const from = this.positions.length
    if (from >= sequence.length) return
    const { keys, items, positions } = this
    this.keys = new Float64Array(sequence.length + branches - 1).fill(never)
    this.items = new Int32Array(sequence.length)
    this.positions = new Int32Array(sequence.length).fill(-1, from)
    this.keys.set(keys)
    this.items.set(items)
    this.positions.set(positions)
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
    this.riseTo(this.size++, patient, key)
  }

  /** Takes the first patient out. */
  pop(): number {
    const patient = this.items[0]!
    this.takeOut(patient)
    return patient
  }

  /** Takes a patient out, if there. */
  remove(patient: number): void {
    if (this.positions[patient]! >= 0) this.takeOut(patient)
  }

  /**
   * A free place goes down to the end of the heap, each time to where the soonest of those below stood, and the last one comes there and moves up: mostly
   * it need not, as it came from an end.
   */
  private takeOut(patient: number): void {
    const { keys, items, positions } = this
    const last = --this.size
    let position = positions[patient]!
    positions[patient] = -1
    for (let below = branches * position + 1; below < last; below = branches * position + 1) {
      const soonest = this.soonest(below)
      const item = items[soonest]!
      keys[position] = keys[soonest]!
      items[position] = item
      positions[item] = position
      position = soonest
    }
    const lastKey = keys[last]!
    keys[last] = never
    if (position < last) this.riseTo(position, items[last]!, lastKey)
    this.nextKey = keys[0]!
  }

  /** Who comes first of the four from a position on. Reckoned, and not asked for one by one: a processor cannot foresee the answers. */
  private soonest(from: number): number {
    const { keys } = this
    const first = keys[from]!
    const second = keys[from + 1]!
    const third = keys[from + 2]!
    const fourth = keys[from + 3]!
    const left = from + Number(second < first)
    const right = from + 2 + Number(fourth < third)
    const soonest = left + (right - left) * Number(keys[right]! < keys[left]!)
    const least = keys[soonest]!
    const equal = Number(first === least) + Number(second === least) + Number(third === least) + Number(fourth === least)
    return equal === 1 ? soonest : this.firstToArrive(from, least)
  }

  /** Who came first of those of the four from a position on who have this deadline; while one is taken out, who stands at `size` still counts. */
  private firstToArrive(from: number, key: number): number {
    const { keys, items, sequence } = this
    const end = Math.min(from + branches, this.size + 1)
    let first = -1
    for (let position = from; position < end; position++) {
      if (keys[position]! !== key) continue
      if (first < 0 || sequence[items[position]!]! < sequence[items[first]!]!) first = position
    }
    return first
  }

  /** Puts a patient at this position, or as far above it as the deadline asks for. */
  private riseTo(from: number, patient: number, key: number): void {
    const { keys, items, positions, sequence } = this
    let position = from
    while (position > 0) {
      const above = ((position - 1) / branches) | 0
      const aboveKey = keys[above]!
      const aboveItem = items[above]!
      if (key > aboveKey || (key === aboveKey && sequence[patient]! >= sequence[aboveItem]!)) break
      keys[position] = aboveKey
      items[position] = aboveItem
      positions[aboveItem] = position
      position = above
    }
    keys[position] = key
    items[position] = patient
    positions[patient] = position
    if (position === 0) this.nextKey = key
  }
}
