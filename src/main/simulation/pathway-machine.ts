import { DeadlineHeap } from './deadline-heap.ts'
import { operationCodes, operationStride, type PathwayModel, type Population } from './pathway-model.ts'
import { outOfPatience, type Recorder } from './recorder.ts'

const minutesPerHour = 60
const hoursPerDay = 24
const nobody = -1
const never = Number.POSITIVE_INFINITY

/**
 * Runs one replication of a pathway model: event-driven, over typed arrays, nothing allocated per event. Same model and same population
 * give the same events, bit for bit. Events at the same minute happen in a fixed order: shift changes, then ends of delays, worsening,
 * leaving, arrivals; inside each by patient number.
 */
export class PathwayMachine {
  /** Minutes since the start. */
  now = 0
  /** Events since the start: arrivals, ends of delays, worsening, leaving, shift changes and starts of care. */
  eventsExecuted = 0
  /** Patients that have arrived; the next to arrive has this number. */
  arrivedCount = 0
  /** People waiting, in all queues. */
  waiting = 0
  /** Queues x classes with somebody waiting. */
  nonEmptyClasses = 0
  /** People waiting: queue x class. */
  readonly waitingByClass: Int32Array
  /** Units in use and units on duty, by resource. In use may exceed on duty after a shift's end. */
  readonly busy: Int32Array
  readonly capacity: Int32Array
  /** People at each step of the program: in a delay, or waiting at a seize. */
  readonly countAtStep: Int32Array

  /** By patient; NaN until it has happened. `startMinutes` is the first seize that was granted. */
  startMinutes = new Float64Array(0)
  leftMinutes = new Float64Array(0)
  worsenedMinutes = new Float64Array(0)
  departureMinutes = new Float64Array(0)
  /** By patient: the present class, and the step the patient is at (-1 before arrival and after the end). */
  classOf = new Int32Array(0)
  stepOf = new Int32Array(0)

  recorder: Recorder | null = null

  protected population!: Population
  private readonly program: Int32Array
  private readonly queues: PathwayModel['queues']
  private readonly classes: number
  private readonly resources: number
  private readonly capacityByHour: Int32Array
  private readonly crowding: number
  /** Units needed: queue x resource. */
  private readonly needs: Int32Array
  private readonly waitingByQueue: Int32Array

  private readonly delays = new DeadlineHeap()
  private readonly worsening = new DeadlineHeap()
  /** Deadlines on the patience clock, which runs at 1 + crowding x waiting: crowding then costs nothing per patient. */
  private readonly patience = new DeadlineHeap()
  private patienceClock = 0
  private nextArrival = never
  private nextShiftChange = never

  /** Waiting lists: doubly linked by patient, one for each queue x class, in order of joining. */
  private readonly heads: Int32Array
  private readonly tails: Int32Array
  private following = new Int32Array(0)
  private preceding = new Int32Array(0)
  private queueOf = new Int32Array(0)
  private joinedMinutes = new Float64Array(0)

  constructor(model: PathwayModel) {
    this.program = model.program
    this.queues = model.queues
    this.classes = model.classes
    this.resources = model.resources
    this.capacityByHour = model.capacityByHour
    this.crowding = model.crowding
    const lists = model.queues.length * model.classes
    this.waitingByClass = new Int32Array(lists)
    this.heads = new Int32Array(lists).fill(nobody)
    this.tails = new Int32Array(lists).fill(nobody)
    this.waitingByQueue = new Int32Array(model.queues.length)
    this.busy = new Int32Array(model.resources)
    this.capacity = new Int32Array(model.resources)
    this.countAtStep = new Int32Array(model.program.length / operationStride)
    this.needs = Int32Array.from(model.queues.flatMap((queue) => [...queue.needs]))
  }

  /** Empties the model at minute 0 (midnight) with this population ahead of it. */
  begin(population: Population): void {
    const { count } = population
    this.population = population
    this.reserve(population.arrivalMinutes.length)
    for (const outcome of [this.startMinutes, this.leftMinutes, this.worsenedMinutes, this.departureMinutes])
      outcome.fill(Number.NaN, 0, count)
    this.stepOf.fill(nobody, 0, count)
    this.queueOf.fill(nobody, 0, count)
    this.classOf.set(population.classAtArrival.subarray(0, count))
    for (const counter of [this.waitingByClass, this.waitingByQueue, this.busy, this.countAtStep]) counter.fill(0)
    this.heads.fill(nobody)
    this.tails.fill(nobody)
    this.delays.reset(count)
    this.worsening.reset(count)
    this.patience.reset(count)
    this.now = 0
    this.eventsExecuted = 0
    this.arrivedCount = 0
    this.waiting = 0
    this.nonEmptyClasses = 0
    this.patienceClock = 0
    this.nextArrival = count > 0 ? population.arrivalMinutes[0]! : never
    this.changeShift(0)
  }

  /**
   * Runs until a decision is due at a controlled queue (somebody waits and what they need is free: true) or until `untilMinutes`,
   * events of that minute included (false). Infinity: until nothing more is to come.
   */
  advance(untilMinutes: number): boolean {
    for (;;) {
      if (this.waiting > 0 && this.serveQueues()) return true
      let next = this.nextShiftChange
      let source = 0
      const delayEnds = this.delays.nextKey
      if (delayEnds < next) {
        next = delayEnds
        source = 1
      }
      if (this.waiting > 0) {
        const worsens = this.worsening.nextKey
        if (worsens < next) {
          next = worsens
          source = 2
        }
        if (this.patience.size > 0) {
          const left = (this.patience.nextKey - this.patienceClock) / (1 + this.crowding * this.waiting)
          const leaves = left > 0 ? this.now + left : this.now
          if (leaves < next) {
            next = leaves
            source = 3
          }
        }
      }
      if (this.nextArrival < next) {
        next = this.nextArrival
        source = 4
      }
      if (next > untilMinutes || next === never) {
        if (untilMinutes > this.now && untilMinutes < never) this.moveTo(untilMinutes)
        return false
      }
      this.moveTo(next)
      this.eventsExecuted++
      if (source === 1) this.endDelay()
      else if (source === 4) this.arrive()
      else if (source === 2) this.worsen()
      else if (source === 3) this.leave()
      else this.changeShift(next)
    }
  }

  /** Minutes of the next event if nobody is started before it; Infinity where nothing is to come. */
  get nextEventMinutes(): number {
    let next = Math.min(this.nextShiftChange, this.delays.nextKey, this.nextArrival)
    if (this.waiting > 0) {
      next = Math.min(next, this.worsening.nextKey)
      if (this.patience.size > 0)
        next = Math.min(
          next,
          this.now + Math.max(0, this.patience.nextKey - this.patienceClock) / (1 + this.crowding * this.waiting),
        )
    }
    return next
  }

  /** First in line of a class, -1 where nobody waits. */
  headOf(classIndex: number, queue = 0): number {
    return this.heads[queue * this.classes + classIndex]!
  }

  /** Whom this waiting patient is followed by in the same class, -1 for the last. */
  nextInLine(patient: number): number {
    return this.following[patient]!
  }

  /** Whether everything this queue needs is free. */
  canStart(queue = 0): boolean {
    const base = queue * this.resources
    for (let resource = 0; resource < this.resources; resource++) {
      const need = this.needs[base + resource]!
      if (need > 0 && this.busy[resource]! + need > this.capacity[resource]!) return false
    }
    return true
  }

  /** The first in line of a class takes the queue's resources and goes on. */
  protected startFirst(queue: number, classIndex: number): void {
    const patient = this.heads[queue * this.classes + classIndex]!
    if (patient === nobody) throw new Error(`nobody of class ${classIndex} is waiting; choose a class with somebody in it`)
    this.stopWaiting(patient)
    const base = queue * this.resources
    for (let resource = 0; resource < this.resources; resource++) this.busy[resource]! += this.needs[base + resource]!
    this.eventsExecuted++
    if (Number.isNaN(this.startMinutes[patient]!)) {
      this.startMinutes[patient] = this.now
      this.recorder?.started(this.now, patient, queue, this.joinedMinutes[patient]!)
    }
    this.goOn(patient, this.stepOf[patient]! + 1)
  }

  private reserve(patients: number): void {
    if (this.startMinutes.length >= patients) return
    this.startMinutes = new Float64Array(patients)
    this.leftMinutes = new Float64Array(patients)
    this.worsenedMinutes = new Float64Array(patients)
    this.departureMinutes = new Float64Array(patients)
    this.classOf = new Int32Array(patients)
    this.stepOf = new Int32Array(patients)
    this.following = new Int32Array(patients)
    this.preceding = new Int32Array(patients)
    this.queueOf = new Int32Array(patients)
    this.joinedMinutes = new Float64Array(patients)
  }

  private moveTo(minutes: number): void {
    this.patienceClock += (minutes - this.now) * (1 + this.crowding * this.waiting)
    this.now = minutes
  }

  /** Starts whoever a `priority` queue lets start; true where a controlled queue has a decision to make. */
  private serveQueues(): boolean {
    for (let queue = 0; queue < this.waitingByQueue.length; queue++) {
      if (this.waitingByQueue[queue] === 0 || !this.canStart(queue)) continue
      if (this.queues[queue]!.discipline === 'controlled') return true
      do {
        let classIndex = 0
        while (this.waitingByClass[queue * this.classes + classIndex] === 0) classIndex++
        this.startFirst(queue, classIndex)
      } while (this.waitingByQueue[queue]! > 0 && this.canStart(queue))
    }
    return false
  }

  private arrive(): void {
    const patient = this.arrivedCount++
    const { arrivalMinutes, count } = this.population
    this.nextArrival = this.arrivedCount < count ? arrivalMinutes[this.arrivedCount]! : never
    this.recorder?.arrived(this.now, patient)
    this.goOn(patient, 0)
  }

  private endDelay(): void {
    const patient = this.delays.pop()
    const step = this.stepOf[patient]!
    this.countAtStep[step]!--
    this.goOn(patient, step + 1)
  }

  private worsen(): void {
    const patient = this.worsening.pop()
    this.worsenedMinutes[patient] = this.now
    const from = this.classOf[patient]!
    const next = this.population.classWhenWorse[patient]!
    if (next !== from) {
      const queue = this.queueOf[patient]!
      this.unlink(patient, queue * this.classes + from)
      this.classOf[patient] = next
      this.link(patient, queue * this.classes + next)
    }
    this.recorder?.classChanged(this.now, patient, from, next)
  }

  private leave(): void {
    this.patienceClock = this.patience.nextKey
    const patient = this.patience.nextItem
    this.stopWaiting(patient)
    this.leftMinutes[patient] = this.now
    this.departureMinutes[patient] = this.now
    this.stepOf[patient] = nobody
    this.recorder?.left(this.now, patient, 0)
    this.recorder?.departed(this.now, patient, outOfPatience)
  }

  private changeShift(minutes: number): void {
    const hour = Math.round(minutes / minutesPerHour)
    for (let resource = 0; resource < this.resources; resource++)
      this.capacity[resource] = this.capacityByHour[resource * hoursPerDay + (hour % hoursPerDay)]!
    this.nextShiftChange = never
    for (let ahead = 1; ahead < hoursPerDay && this.nextShiftChange === never; ahead++)
      for (let resource = 0; resource < this.resources; resource++)
        if (this.capacityByHour[resource * hoursPerDay + ((hour + ahead) % hoursPerDay)] !== this.capacity[resource])
          this.nextShiftChange = (hour + ahead) * minutesPerHour
  }

  /** Carries a patient from a step to the next one that takes time. */
  private goOn(patient: number, from: number): void {
    const { program, population } = this
    let step = from
    for (;;) {
      const at = step * operationStride
      const operand = program[at + 1]!
      switch (program[at]) {
        case operationCodes.seize:
          this.stepOf[patient] = step
          this.startWaiting(patient, operand)
          return
        case operationCodes.delay:
          this.stepOf[patient] = step
          this.countAtStep[step]!++
          this.delays.push(patient, this.now + population.durations[operand]![patient]!)
          return
        case operationCodes.release:
          this.busy[operand]! -= program[at + 2]!
          step++
          break
        case operationCodes.branch:
          step = population.marks[operand]![patient] !== 0 ? program[at + 2]! : step + 1
          break
        default:
          this.stepOf[patient] = nobody
          this.departureMinutes[patient] = this.now
          this.recorder?.departed(this.now, patient, operand)
          return
      }
    }
  }

  private startWaiting(patient: number, queue: number): void {
    this.countAtStep[this.stepOf[patient]!]!++
    this.queueOf[patient] = queue
    this.joinedMinutes[patient] = this.now
    this.link(patient, queue * this.classes + this.classOf[patient]!)
    this.waiting++
    this.waitingByQueue[queue]!++
    if (!this.queues[queue]!.waitingRoom) return
    const patience = this.population.patienceMinutes[patient]!
    if (patience < never) this.patience.push(patient, this.patienceClock + patience)
    const worsens = this.population.worsensAfterMinutes[patient]!
    if (worsens < never && Number.isNaN(this.worsenedMinutes[patient]!)) this.worsening.push(patient, this.now + worsens)
  }

  private stopWaiting(patient: number): void {
    const queue = this.queueOf[patient]!
    this.countAtStep[this.stepOf[patient]!]!--
    this.unlink(patient, queue * this.classes + this.classOf[patient]!)
    this.waiting--
    this.waitingByQueue[queue]!--
    this.queueOf[patient] = nobody
    this.patience.remove(patient)
    this.worsening.remove(patient)
  }

  /** Puts a patient in line behind everybody of the list who joined the queue earlier (at the same minute: who has a smaller number). */
  private link(patient: number, list: number): void {
    const joined = this.joinedMinutes[patient]!
    let before = this.tails[list]!
    while (before !== nobody) {
      const other = this.joinedMinutes[before]!
      if (other < joined || (other === joined && before < patient)) break
      before = this.preceding[before]!
    }
    const after = before === nobody ? this.heads[list]! : this.following[before]!
    this.preceding[patient] = before
    this.following[patient] = after
    if (before === nobody) this.heads[list] = patient
    else this.following[before] = patient
    if (after === nobody) this.tails[list] = patient
    else this.preceding[after] = patient
    if (this.waitingByClass[list]!++ === 0) this.nonEmptyClasses++
  }

  private unlink(patient: number, list: number): void {
    const before = this.preceding[patient]!
    const after = this.following[patient]!
    if (before === nobody) this.heads[list] = after
    else this.following[before] = after
    if (after === nobody) this.tails[list] = before
    else this.preceding[after] = before
    if (--this.waitingByClass[list]! === 0) this.nonEmptyClasses--
  }
}
