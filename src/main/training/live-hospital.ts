import { areas, type LiveFrame } from '../../shared/live.ts'
import { minutesPerDay, minutesPerHour } from '../../shared/time.ts'
import { cellColumn, createOutcomeTable, type OutcomeTable } from '../evaluation/outcome-table.ts'
import { equalNeedBasis, equalNeedGap } from '../fairness/gap.ts'
import { type HospitalEvent, HospitalEvents } from '../simulation/hospital/hospital-events.ts'
import { careSpace, type HospitalModel } from '../simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../simulation/hospital/patients.ts'
import type { Policy } from '../simulation/hospital/policy.ts'
import { runPolicy } from '../simulation/hospital/run-policy.ts'
import { Simulation } from '../simulation/hospital/simulation.ts'
import type { RandomKey } from '../simulation/population/random.ts'
import { LiveTimeline } from './live-timeline.ts'

const mostEvents = 30
/** Who has left stays on the floor for so long, on the way out. */
const leavingMinutes = 2

/** Passes events on, and remembers who has which care space. */
class Listener extends HospitalEvents {
  /** By patient; whoever has none is not in it. */
  readonly spaces = new Map<number, number>()
  readonly #listen: (event: HospitalEvent, minutes: number, patient: number) => void

  constructor(listen: (event: HospitalEvent, minutes: number, patient: number) => void) {
    super()
    this.#listen = listen
  }

  seized(_minutes: number, patient: number, resource: number, _units: number, unit: number): void {
    if (resource === careSpace) this.spaces.set(patient, unit)
  }

  released(_minutes: number, patient: number, resource: number): void {
    if (resource === careSpace) this.spaces.delete(patient)
  }

  protected override happened(event: HospitalEvent, minutes: number, patient: number): void {
    this.#listen(event, minutes, patient)
  }
}

/** The part of a frame that the hospital knows. */
export type HospitalView = Omit<LiveFrame, 'sequence' | 'playing' | 'speed'>

/**
 * One replication to look at: goes to any minute, also back. It only ever stops the simulation at its own events, so what happens does not
 * depend on how it is watched; going back means starting anew, which gives the same events.
 */
export class LiveHospital {
  /** The minute shown. */
  minutes = 0
  readonly endMinutes: number
  readonly #model: HospitalModel
  readonly #policy: Policy
  readonly #key: RandomKey
  readonly #patients: PatientTable
  readonly #simulation: Simulation
  readonly #listener = new Listener((event, minutes, patient) => this.#happened(event, minutes, patient))
  #timeline = new LiveTimeline()
  /** Patients in the department, by number, in order of arrival. */
  #present = new Set<number>()
  /** Who left, oldest first. */
  #departed: number[] = []
  /** The latest, oldest first. */
  #events: LiveFrame['events'] = []
  #eventCount = 0
  /** Of those who arrived: patients and, of those who wait no more, minutes waited. */
  #outcomes: OutcomeTable
  #leftByGroup: Int32Array

  /** The model has numbered care spaces, so that each patient is shown in the one that he or she has. */
  constructor(model: HospitalModel, policy: Policy, seed: number) {
    const { warmUpHours, days } = model.scenario.run
    this.#model = model
    this.#policy = policy
    this.endMinutes = warmUpHours * minutesPerHour + days * minutesPerDay
    this.#key = { seed, use: 'development', replication: 0 }
    this.#patients = drawPatients(model, this.#key, this.endMinutes)
    this.#simulation = new Simulation(model)
    this.#simulation.recorder = this.#listener
    this.#outcomes = createOutcomeTable(model.groups, 1)
    this.#leftByGroup = new Int32Array(model.groups)
    this.#restart()
  }

  /** On to the next thing that happens to a patient. */
  step(): void {
    const before = this.#eventCount
    while (this.#eventCount === before && this.minutes < this.endMinutes) this.goTo(this.#simulation.nextEventMinutes)
  }

  /** Shows this minute; outside the run, its start or end. */
  goTo(minutes: number): void {
    const target = Math.min(Math.max(minutes, 0), this.endMinutes)
    if (target < this.minutes) this.#restart()
    for (;;) {
      const nextEvent = this.#simulation.nextEventMinutes
      const nextPoint = this.#timeline.nextMinutes
      if (Math.min(nextEvent, nextPoint) > target) break
      if (nextEvent <= nextPoint) runPolicy(this.#simulation, this.#policy, nextEvent)
      else this.#timeline.add([nextPoint, this.#present.size, this.#simulation.waiting, this.#meanWaitNow(nextPoint)])
    }
    this.minutes = target
  }

  view(): HospitalView {
    const { scenario } = this.#model
    const simulation = this.#simulation
    return {
      minutes: this.minutes,
      endMinutes: this.endMinutes,
      careSpaces: scenario.resources.careSpaces,
      careSpacesOccupied: simulation.occupiedSpaces,
      boarding: simulation.boarding,
      cliniciansOnDuty: simulation.cliniciansOnDuty(this.minutes),
      cliniciansBusy: simulation.busyClinicians,
      waiting: simulation.waiting,
      longestWaitMinutes: this.#longestWait(),
      ...this.#groupView(),
      patients: this.#patientView(),
      events: this.#events.slice(-mostEvents).reverse(),
      timeline: [
        ...this.#timeline.points,
        [this.minutes, this.#present.size, simulation.waiting, this.#meanWaitNow(this.minutes)],
      ],
    }
  }

  #restart(): void {
    this.#listener.spaces.clear()
    this.#present = new Set()
    this.#departed = []
    this.#events = []
    this.#outcomes = createOutcomeTable(this.#model.groups, 1)
    this.#leftByGroup = new Int32Array(this.#model.groups)
    this.#timeline = new LiveTimeline()
    this.minutes = 0
    this.#policy.begin?.(this.#key)
    this.#simulation.start(this.#patients)
  }

  #happened(event: HospitalEvent, minutes: number, patient: number): void {
    const group = this.#patients.group[patient]!
    if (event === 'arrived') {
      this.#present.add(patient)
      this.#outcomes.rows[this.#cell('patients', patient)]! += 1
    } else if (event === 'started' || event === 'left-unseen') {
      this.#outcomes.rows[this.#cell('waitMinutes', patient)]! += minutes - this.#patients.arrivalMinutes[patient]!
    }
    if (event === 'left-unseen') this.#leftByGroup[group]! += 1
    if (!Number.isNaN(this.#simulation.departureMinutes[patient]!)) {
      this.#present.delete(patient)
      this.#departed.push(patient)
      while (this.#simulation.departureMinutes[this.#departed[0]!]! < minutes - leavingMinutes) this.#departed.shift()
    }
    this.#eventCount += 1
    this.#events.push({
      minutes,
      kind: event,
      patient,
      groupId: this.#model.scenario.groups[group]!.id,
      acuity: this.#assignedAcuity(patient),
    })
    if (this.#events.length > 2 * mostEvents) this.#events = this.#events.slice(-mostEvents)
  }

  #cell(measure: 'patients' | 'waitMinutes', patient: number): number {
    return cellColumn(this.#model.groups, measure, this.#patients.group[patient]!, this.#patients.trueAcuity[patient]!)
  }

  /** From 1, as triage or staff who noticed a worsening see it. */
  #assignedAcuity(patient: number): number {
    return this.#model.classAcuity[this.#simulation.classOf[patient]!]! + 1
  }

  *#waiting(): Generator<number> {
    for (let classIndex = 0; classIndex < this.#model.classes; classIndex++)
      for (let patient = this.#simulation.headOf(classIndex); patient >= 0; patient = this.#simulation.nextInLine(patient))
        yield patient
  }

  #longestWait(): number {
    let longest = 0
    for (const patient of this.#waiting()) longest = Math.max(longest, this.minutes - this.#patients.arrivalMinutes[patient]!)
    return longest
  }

  #meanWaitNow(minutes: number): number {
    let sum = 0
    for (const patient of this.#waiting()) sum += minutes - this.#patients.arrivalMinutes[patient]!
    return this.#simulation.waiting === 0 ? 0 : sum / this.#simulation.waiting
  }

  /** Waits so far of everybody who has arrived: those who still wait count with what they have waited. */
  #groupView(): Pick<LiveFrame, 'groups' | 'equalNeedGapMinutes'> {
    const { groups } = this.#model
    const sums = this.#outcomes.rows.slice()
    const waiting = new Int32Array(groups)
    for (const patient of this.#waiting()) {
      sums[this.#cell('waitMinutes', patient)]! += this.minutes - this.#patients.arrivalMinutes[patient]!
      waiting[this.#patients.group[patient]!]! += 1
    }
    const total = (measure: 'patients' | 'waitMinutes', group: number) => {
      const first = cellColumn(groups, measure, group, 0)
      return sums.subarray(first, first + this.#model.targetMinutes.length).reduce((sum, value) => sum + value, 0)
    }
    const basis = equalNeedBasis(this.#outcomes)
    return {
      groups: this.#model.scenario.groups.map((group, index) => {
        const count = total('patients', index)
        return {
          groupId: group.id,
          arrived: count,
          waiting: waiting[index]!,
          leftUnseen: this.#leftByGroup[index]!,
          waitMinutes: count === 0 ? null : total('waitMinutes', index) / count,
        }
      }),
      equalNeedGapMinutes: basis.sound && basis.groups.length === groups ? equalNeedGap(sums, groups, basis) : null,
    }
  }

  /** `patientStride` numbers for each patient on the floor. */
  #patientView(): number[] {
    const numbers: number[] = []
    for (const patient of this.#departed)
      if (this.#simulation.departureMinutes[patient]! >= this.minutes - leavingMinutes) this.#addPatient(numbers, patient)
    for (const patient of this.#present) this.#addPatient(numbers, patient)
    return numbers
  }

  #addPatient(numbers: number[], patient: number): void {
    const { arrivalMinutes, group, trueAcuity, clinicianMinutes, afterClinicianMinutes } = this.#patients
    const { startMinutes, leftMinutes, departureMinutes } = this.#simulation
    const where = this.#simulation.areaOf(patient)
    const start = startMinutes[patient]!
    const since = {
      waiting: arrivalMinutes[patient]!,
      care: start,
      boarding: start + clinicianMinutes[patient]! + afterClinicianMinutes[patient]!,
      absent: departureMinutes[patient]!,
    }[where]
    const waitEnd = Number.isNaN(start) ? (Number.isNaN(leftMinutes[patient]!) ? this.minutes : leftMinutes[patient]!) : start
    const overTarget = waitEnd - arrivalMinutes[patient]! > this.#model.targetMinutes[trueAcuity[patient]!]!
    numbers.push(
      patient,
      areas.indexOf(where === 'absent' ? 'leaving' : where),
      group[patient]!,
      this.#assignedAcuity(patient),
      this.#simulation.currentTrueAcuity(patient) + 1,
      this.minutes - since,
      overTarget ? 1 : 0,
      this.#listener.spaces.get(patient) ?? -1,
    )
  }
}
