import {
  type ContentionGroup,
  disciplineCodes,
  type LineTable,
  operationCodes,
  operationStride,
  type PathwayModel,
  type QueuePlan,
  type RequestPlan,
  type RequestTable,
  type ResourcePlan,
} from './pathway-model.ts'

/** A code of the patient that must be one of those allowed; column -1: the present class. */
export interface CodeCondition {
  readonly column: number
  readonly allowed: readonly number[]
}
interface Rule {
  readonly conditions: readonly CodeCondition[]
  readonly to: number
}

/** One place of a program in words. Targets are places. */
export type Operation =
  | { readonly seize: number }
  | { readonly delay: number; readonly redraw?: number }
  | { readonly release: number; readonly units: number }
  | { readonly branch: number; readonly to: readonly number[] }
  | { readonly branchOnClass: readonly number[] }
  | { readonly chance: number; readonly below: readonly number[]; readonly to: readonly number[] }
  | { readonly choose: readonly Rule[] }
  | { readonly draw: number }
  | { readonly become: number }
  | { readonly goTo: number }
  | { readonly exit: number }

export interface PathwayParts {
  readonly operations: readonly Operation[]
  readonly stepNames: readonly string[]
  readonly classes: number
  readonly resources: readonly ResourcePlan[]
  readonly queues: readonly QueuePlan[]
  readonly requests: readonly RequestPlan[]
  readonly heldWhileWaiting?: readonly Int32Array[] | null
}

/** Codes are bytes. */
const codeValues = 256

/** Writes a pathway as flat tables. */
export function assemblePathway(parts: PathwayParts): PathwayModel {
  const program = new Int32Array(parts.operations.length * operationStride)
  const tables: number[] = []
  const limits: number[] = []
  parts.operations.forEach((operation, place) => {
    program.set(encode(operation, place, tables, limits), place * operationStride)
  })
  const groups = contentionGroups(parts)
  const groupOf = (list: readonly unknown[], members: 'queues' | 'resources') =>
    Int32Array.from(list, (_, index) => groups.findIndex((group) => group[members].includes(index)))
  return {
    program,
    tables: Int32Array.from(tables),
    limits: Float64Array.from(limits),
    stepNames: parts.stepNames,
    classes: parts.classes,
    resources: parts.resources,
    queues: parts.queues,
    requests: parts.requests,
    requestTable: requestTable(parts, program),
    lineTable: lineTable(parts.queues),
    groups,
    groupOfQueue: groupOf(parts.queues, 'queues'),
    groupOfResource: groupOf(parts.resources, 'resources'),
    heldWhileWaiting: parts.heldWhileWaiting ?? null,
  }
}

function encode(operation: Operation, place: number, tables: number[], limits: number[]): number[] {
  if ('seize' in operation) return [operationCodes.seize, operation.seize]
  if ('delay' in operation) return [operationCodes.delay, operation.delay, operation.redraw ?? -1]
  if ('release' in operation) return [operationCodes.release, operation.release, operation.units]
  if ('branch' in operation) return [operationCodes.branch, operation.branch, append(tables, operation.to)]
  if ('branchOnClass' in operation) return [operationCodes.branchOnClass, -1, append(tables, operation.branchOnClass)]
  if ('chance' in operation) {
    const below = [...operation.below.slice(0, -1), Number.POSITIVE_INFINITY]
    return [operationCodes.chance, operation.chance, append(limits, below), append(tables, operation.to)]
  }
  if ('choose' in operation) return [operationCodes.choose, encodeRules(operation.choose, tables)]
  if ('draw' in operation) return [operationCodes.draw, operation.draw]
  if ('become' in operation) return [operationCodes.become, operation.become]
  if ('goTo' in operation) return [operationCodes.goTo, operation.goTo, operation.goTo <= place ? 1 : 0]
  return [operationCodes.exit, operation.exit]
}

function append(table: number[], values: readonly number[]): number {
  table.push(...values)
  return table.length - values.length
}

/**
 * Number of rules; each rule: its target, number of conditions, and for each condition its column and where in the table 256 marks say which
 * codes are allowed.
 */
function encodeRules(rules: readonly Rule[], tables: number[]): number {
  const marks = new Map<Rule['conditions'][number], number>()
  for (const condition of rules.flatMap(({ conditions }) => conditions)) {
    const allowed = Array.from({ length: codeValues }, (_, code) => (condition.allowed.includes(code) ? 1 : 0))
    marks.set(condition, append(tables, allowed))
  }
  return append(tables, [
    rules.length,
    ...rules.flatMap(({ conditions, to }) => [
      to,
      conditions.length,
      ...conditions.flatMap((condition) => [condition.column, marks.get(condition)!]),
    ]),
  ])
}

function requestTable({ requests, queues }: PathwayParts, program: Int32Array): RequestTable {
  const needStart = new Int32Array(requests.length + 1)
  requests.forEach((request, index) => {
    needStart[index + 1] = needStart[index]! + request.needs.length
  })
  const needs = requests.flatMap((request) => request.needs)
  const placeOf = new Int32Array(requests.length)
  for (let at = 0; at < program.length; at += operationStride)
    if (program[at] === operationCodes.seize) placeOf[program[at + 1]!] = at / operationStride
  return {
    needStart,
    needResource: Int32Array.from(needs, ({ resource }) => resource),
    needUnits: Int32Array.from(needs, ({ units }) => units),
    queueOf: Int32Array.from(requests, ({ queue }) => queue),
    placeOf,
    mayRefuse: Uint8Array.from(requests, ({ whenFull, whenBalked }) => (whenFull >= 0 || whenBalked >= 0 ? 1 : 0)),
    ofQueue: Int32Array.from(queues, (_, queue) => requests.findIndex((request) => request.queue === queue)),
  }
}

function lineTable(queues: readonly QueuePlan[]): LineTable {
  const firstLine = new Int32Array(queues.length + 1)
  queues.forEach(({ weights }, queue) => {
    firstLine[queue + 1] = firstLine[queue]! + weights.length
  })
  return {
    discipline: Uint8Array.from(queues, ({ discipline }) => discipline),
    firstLine,
    lineOf: Int32Array.from(queues.flatMap(({ lineOf }, queue) => lineOf.map((line) => firstLine[queue]! + line))),
    weight: Float64Array.from(queues.flatMap(({ weights }) => weights)),
  }
}

/** Queues that share a resource, directly or through others, are one group. */
function contentionGroups({ queues, requests, resources }: PathwayParts): ContentionGroup[] {
  const groupOf = queues.map((_, queue) => queue)
  const queuesOf = resources.map((_, resource) =>
    queues.flatMap((_, queue) =>
      requests.some((request) => request.queue === queue && request.needs.some((need) => need.resource === resource))
        ? [queue]
        : [],
    ),
  )
  for (const sharing of queuesOf) {
    const first = sharing[0]
    if (first === undefined) continue
    const group = groupOf[first]!
    for (const queue of sharing.slice(1)) {
      const other = groupOf[queue]!
      groupOf.forEach((value, index) => {
        if (value === other) groupOf[index] = group
      })
    }
  }
  return [...new Set(groupOf)].map((group) => {
    const members = queues.flatMap((_, queue) => (groupOf[queue] === group ? [queue] : []))
    return {
      queues: members,
      resources: resources.flatMap((_, resource) =>
        queuesOf[resource]!.some((queue) => members.includes(queue)) ? [resource] : [],
      ),
      single:
        members.length === 1 &&
        onlyFirstMayStart(
          queues[members[0]!]!,
          requests.filter(({ queue }) => queue === members[0]),
          resources,
          true,
        ),
    }
  })
}

/** Whether nobody of a queue may start before whoever comes first there. `alone`: no other queue competes for its resources. */
export function onlyFirstMayStart(
  queue: QueuePlan,
  requests: readonly RequestPlan[],
  resources: readonly ResourcePlan[],
  alone: boolean,
): boolean {
  // Whose care was broken off may lack less than others ask for, and goes on when those before cannot start or
  // are held up by others; not where all that can be lacking is one unit and there are no others.
  const interrupted =
    queue.preemption !== 'none' || requests.some(({ needs }) => needs.some(({ resource }) => resources[resource]!.handOver))
  const same = requests.every((request) => needsText(request) === needsText(requests[0]!))
  const oneUnit = same && requests.every(({ needs }) => needs.length === 1 && needs[0]!.units === 1)
  if (interrupted && (!alone || !oneUnit || queue.discipline === disciplineCodes.lastCome)) return false
  if (same) return true
  if (queue.overtaking) return false
  return requests.every((one) =>
    requests.every((other) => one.needs.some(({ resource }) => other.needs.some((need) => need.resource === resource))),
  )
}

const needsText = ({ needs }: RequestPlan) => needs.map(({ resource, units }) => `${resource}:${units}`).join()
