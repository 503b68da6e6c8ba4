/** What a place in a program does. A program is a flat table, `operationStride` numbers a place: code and up to three operands. */
export const operationCodes = {
  /** request: wait until all its resources are free at once, then take them and go on. */
  seize: 0,
  /** duration column, redraw list or -1: stay so long. */
  delay: 1,
  /** resource, units: give back. */
  release: 2,
  /** code column, first of the targets in `tables`: go on where the patient's code says. */
  branch: 3,
  /** number of the exit: leave the model. */
  exit: 4,
  /** -, first of the targets in `tables`: go on where the patient's class says. */
  branchOnClass: 5,
  /** duration column with a uniform number, first limit, first target: go on where the first limit above the number says. */
  chance: 6,
  /** position in `tables`: go on where the first rule that holds says (see `encodeRules`). */
  choose: 7,
  /** redraw list: draw columns anew. */
  draw: 8,
  /** class: become. */
  become: 9,
  /** place, 1 where it lies before: go on there. */
  goTo: 10,
} as const
export const operationStride = 4

/** Disciplines as numbers. `policy` queues whose machine nobody controls go by `ranked`. */
export const disciplineCodes = { firstCome: 0, lastCome: 1, priority: 2, weighted: 3, ranked: 4, controlled: 5 } as const

/** Units on duty: from `minutes[i]` on `units[i]`, from 0, over again after `periodMinutes` (Infinity: never). */
export interface Schedule {
  readonly minutes: Float64Array
  readonly units: Int32Array
  readonly periodMinutes: number
}

export interface ResourcePlan {
  readonly name: string
  readonly schedule: Schedule
  /** Whether units whose shift ends give their patient back at once; they finish first otherwise. */
  readonly handOver: boolean
  /** Whether units are told apart. */
  readonly numbered: boolean
}

type Preemption = 'none' | 'resume' | 'restart' | 'resample'

/** A place where patients wait. Waiting patients stand in lines, each in order of joining; the discipline says which line comes next. */
export interface QueuePlan {
  readonly name: string
  readonly discipline: number
  /** Line of each class, from 0. For `priority` the smallest line goes first. */
  readonly lineOf: readonly number[]
  /** By line: for `weighted`, the one with the largest weight x wait goes first; else places in the order, the smallest first. */
  readonly weights: readonly number[]
  readonly preemption: Preemption
  /** At most so many wait; Infinity: no limit. */
  readonly places: number
  /** Chance of turning away from so many waiting on, ascending; limits are in the units of the uniform column. */
  readonly balking: readonly { readonly waiting: number; readonly limit: number }[]
  /** Patience is used up at rate 1 + crowding x people waiting. */
  readonly crowding: number
  readonly overtaking: boolean
}

export interface Need {
  readonly resource: number
  readonly units: number
}

/** A step that waits for resources. Columns are -1 and places of the program Infinity-free: -1 stands for none. */
export interface RequestPlan {
  /** Name of the step in the document. */
  readonly step: string
  readonly queue: number
  readonly needs: readonly Need[]
  /** Duration columns: patience, and waiting until the class changes; code column of the class then. */
  readonly patience: number
  readonly worsensAfter: number
  readonly worseClass: number
  /** Duration column with a uniform number. */
  readonly balkingDraw: number
  /** Where the program goes on with those who find the queue full, turn away, run out of patience. */
  readonly whenFull: number
  readonly whenBalked: number
  readonly whenOutOfPatience: number
}

/** Queues whose steps compete for the same resources. */
export interface ContentionGroup {
  readonly queues: readonly number[]
  readonly resources: readonly number[]
  /** One queue in which only whoever is first can start: all its requests have a resource in common. */
  readonly single: boolean
}

/** What each request asks for and where it waits, flat. */
export interface RequestTable {
  /** Needs of request r: entries needStart[r] to needStart[r + 1] of the two lists after it. */
  readonly needStart: Int32Array
  readonly needResource: Int32Array
  readonly needUnits: Int32Array
  readonly queueOf: Int32Array
  /** Place of each request in the program. */
  readonly placeOf: Int32Array
  /** 1 where patients may be refused. */
  readonly mayRefuse: Uint8Array
  /** A request of each queue, -1 where it has none. */
  readonly ofQueue: Int32Array
}

/** The lines of all queues, flat. */
export interface LineTable {
  /** By queue. */
  readonly discipline: Uint8Array
  /** First line of each queue, one more than queues; line of queue x class; weight by line. */
  readonly firstLine: Int32Array
  readonly lineOf: Int32Array
  readonly weight: Float64Array
}

/** A patient-flow model, compiled. Only read, so that machines that run the same model share it. */
export interface PathwayModel {
  readonly program: Int32Array
  readonly tables: Int32Array
  readonly limits: Float64Array
  /** Name of the document's step that a place of the program belongs to. */
  readonly stepNames: readonly string[]
  readonly classes: number
  readonly resources: readonly ResourcePlan[]
  readonly queues: readonly QueuePlan[]
  readonly requests: readonly RequestPlan[]
  readonly requestTable: RequestTable
  readonly lineTable: LineTable
  readonly groups: readonly ContentionGroup[]
  /** Position in `groups`; -1 for resources that nobody asks for. */
  readonly groupOfQueue: Int32Array
  readonly groupOfResource: Int32Array
  /** What is held by those who wait, by request (units by resource), where waiting while holding can go round in a circle; else null. */
  readonly heldWhileWaiting: readonly Int32Array[] | null
}
