import { operationCodes, operationStride, type PathwayModel } from './pathway-model.ts'

/** What each request asks for and where it waits, flat. */
export class RequestTable {
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

  constructor({ requests, queues, program }: PathwayModel) {
    this.needStart = new Int32Array(requests.length + 1)
    requests.forEach(({ needs }, request) => {
      this.needStart[request + 1] = this.needStart[request]! + needs.length
    })
    const needs = requests.flatMap((request) => request.needs)
    this.needResource = Int32Array.from(needs, ({ resource }) => resource)
    this.needUnits = Int32Array.from(needs, ({ units }) => units)
    this.queueOf = Int32Array.from(requests, ({ queue }) => queue)
    this.ofQueue = Int32Array.from(queues, (_, queue) => requests.findIndex((request) => request.queue === queue))
    this.mayRefuse = Uint8Array.from(requests, ({ whenFull, whenBalked }) => (whenFull >= 0 || whenBalked >= 0 ? 1 : 0))
    this.placeOf = new Int32Array(requests.length)
    for (let at = 0; at < program.length; at += operationStride)
      if (program[at] === operationCodes.seize) this.placeOf[program[at + 1]!] = at / operationStride
  }
}
