const none = -1

/**
 * Who holds units of the resources that can be taken away, since which request: one entry for each resource of a request. Entries of a
 * resource stand in the order in which their patients started; what was taken away stays with the patient as an entry that is owed.
 */
export class HeldUnits {
  /** By entry. */
  patient = new Int32Array(0)
  units = new Int32Array(0)
  request = new Int32Array(0)
  joinedMinutes = new Float64Array(0)
  /** 1 where the units were taken away. */
  owed = new Uint8Array(0)
  private resource = new Int32Array(0)
  private later = new Int32Array(0)
  private earlier = new Int32Array(0)
  private nextOwn = new Int32Array(0)
  private free = none
  private used = 0
  /** By resource: who started first and last. By patient: the latest own entry. */
  private readonly first: Int32Array
  private readonly last: Int32Array
  private own = new Int32Array(0)

  constructor(resources: number) {
    this.first = new Int32Array(resources)
    this.last = new Int32Array(resources)
  }

  reset(slots: number): void {
    this.first.fill(none)
    this.last.fill(none)
    this.own.fill(none)
    this.free = none
    this.used = 0
    this.growSlots(slots)
  }

  growSlots(slots: number): void {
    if (this.own.length >= slots) return
    const own = new Int32Array(slots).fill(none)
    own.set(this.own)
    this.own = own
  }

  /** The entry of whoever started last with a resource, and the one before an entry; -1: none. */
  latest(resource: number): number {
    return this.last[resource]!
  }
  before(entry: number): number {
    return this.earlier[entry]!
  }

  /** The entries of a patient, latest first; -1: none. */
  latestOf(patient: number): number {
    return this.own[patient]!
  }
  nextOf(entry: number): number {
    return this.nextOwn[entry]!
  }
  resourceOf(entry: number): number {
    return this.resource[entry]!
  }

  add(patient: number, resource: number, units: number, request: number, joinedMinutes: number): void {
    if (this.free === none && this.used === this.patient.length) this.growEntries()
    const entry = this.free === none ? this.used++ : this.free
    if (entry === this.free) this.free = this.nextOwn[entry]!
    this.patient[entry] = patient
    this.resource[entry] = resource
    this.units[entry] = units
    this.request[entry] = request
    this.joinedMinutes[entry] = joinedMinutes
    this.owed[entry] = 0
    this.nextOwn[entry] = this.own[patient]!
    this.own[patient] = entry
    this.link(entry)
  }

  /** A patient gives units back, of what was taken latest first. */
  give(patient: number, resource: number, units: number): void {
    let left = units
    let before = none
    for (let entry = this.own[patient]!; entry !== none && left > 0; ) {
      const next = this.nextOwn[entry]!
      if (this.resource[entry] !== resource) before = entry
      else {
        const given = Math.min(left, this.units[entry]!)
        left -= given
        this.units[entry]! -= given
        if (this.units[entry] === 0) this.drop(entry, before)
        else before = entry
      }
      entry = next
    }
  }

  /** The units of an entry are taken away. */
  takeAway(entry: number): void {
    this.owed[entry] = 1
    this.unlink(entry)
  }

  /** They come back: the patient starts again. */
  bringBack(entry: number): void {
    this.owed[entry] = 0
    this.link(entry)
  }

  private drop(entry: number, before: number): void {
    if (before === none) this.own[this.patient[entry]!] = this.nextOwn[entry]!
    else this.nextOwn[before] = this.nextOwn[entry]!
    this.unlink(entry)
    this.nextOwn[entry] = this.free
    this.free = entry
  }

  private link(entry: number): void {
    const resource = this.resource[entry]!
    const last = this.last[resource]!
    this.earlier[entry] = last
    this.later[entry] = none
    if (last === none) this.first[resource] = entry
    else this.later[last] = entry
    this.last[resource] = entry
  }

  private unlink(entry: number): void {
    const resource = this.resource[entry]!
    const before = this.earlier[entry]!
    const after = this.later[entry]!
    if (before === none) this.first[resource] = after
    else this.later[before] = after
    if (after === none) this.last[resource] = before
    else this.earlier[after] = before
  }

  private growEntries(): void {
    const length = Math.max(64, 2 * this.patient.length)
    const integers = (old: Int32Array) => {
      const longer = new Int32Array(length)
      longer.set(old)
      return longer
    }
    this.patient = integers(this.patient)
    this.units = integers(this.units)
    this.request = integers(this.request)
    this.resource = integers(this.resource)
    this.later = integers(this.later)
    this.earlier = integers(this.earlier)
    this.nextOwn = integers(this.nextOwn)
    const joined = new Float64Array(length)
    joined.set(this.joinedMinutes)
    this.joinedMinutes = joined
    const owed = new Uint8Array(length)
    owed.set(this.owed)
    this.owed = owed
  }
}
