import type { Arrival } from '../../shared/model/arrivals.ts'
import type { ModelDocument } from '../../shared/model/document.ts'
import type { Queue } from '../../shared/model/queue.ts'
import type { Step } from '../../shared/model/step.ts'

/** Where patients go after a step. */
export interface Edge {
  readonly to: number
  /** Whether anybody can go there: not with probability 0. */
  readonly possible: boolean
  /** Whether they go before the step's resources are taken: refused, or out of patience. */
  readonly before: boolean
}

type WaitingStep = Extract<Step, { do: 'seize' | 'serve' }>

/** Steps by position, with all ways between them. */
export class StepGraph {
  readonly steps: readonly Step[]
  /** Where patients come in. */
  readonly entries: readonly number[]
  readonly edges: readonly (readonly Edge[])[]
  private readonly positions: ReadonlyMap<string, number>
  private readonly queues: ReadonlyMap<string, Queue>

  constructor(document: ModelDocument) {
    this.steps = document.steps
    this.positions = new Map(document.steps.map(({ name }, index) => [name, index]))
    this.queues = new Map(document.queues?.map((queue) => [queue.name, queue]))
    this.entries = [...new Set(document.arrivals.map((arrival) => this.entryOf(arrival)))]
    this.edges = document.steps.map((step, index) => this.edgesFrom(step, index))
  }

  positionOf(name: string): number {
    return this.positions.get(name)!
  }

  /** The step where a stream begins. */
  entryOf({ entry }: Arrival): number {
    return entry === undefined ? 0 : this.positionOf(entry)
  }

  /** The document's queue of a step that waits; undefined where it has a line of its own. */
  queueOf(step: WaitingStep): Queue | undefined {
    return step.queue === undefined ? undefined : this.queues.get(step.queue)
  }

  /** The step that follows when nothing else is said. */
  nextOf(step: Exclude<Step, { do: 'branch' | 'exit' }>, index: number): number {
    return step.next === undefined ? index + 1 : this.positionOf(step.next)
  }

  /** Steps that can be reached from these by ways that `follow` allows, themselves included. */
  reachable(from: readonly number[], follow: (edge: Edge) => boolean = () => true): ReadonlySet<number> {
    const found = new Set(from)
    for (const step of found) for (const edge of this.edges[step]!) if (follow(edge)) found.add(edge.to)
    return found
  }

  /** Steps from which patients can leave the model, there or further on. */
  leaving(): ReadonlySet<number> {
    const before = this.steps.map((): number[] => [])
    this.edges.forEach((edges, index) => {
      for (const { to, possible } of edges) if (possible) before[to]!.push(index)
    })
    const leaving = new Set(this.steps.flatMap((_, index) => (this.leadsOut(index) ? [index] : [])))
    for (const step of leaving) for (const earlier of before[step]!) leaving.add(earlier)
    return leaving
  }

  /** Whether patients can leave the model at this step: at an exit, or when they are refused or run out of patience. */
  private leadsOut(index: number): boolean {
    const step = this.steps[index]!
    if (step.do === 'exit') return true
    if (step.do !== 'seize' && step.do !== 'serve') return false
    const queue = this.queueOf(step)
    return (
      (queue?.patience !== undefined && queue.whenOutOfPatience === undefined) ||
      (queue?.places !== undefined && queue.whenFull === undefined) ||
      (queue?.balking !== undefined && queue.whenBalked === undefined)
    )
  }

  private edgesFrom(step: Step, index: number): Edge[] {
    if (step.do === 'exit') return []
    if (step.do === 'branch') {
      const given = step.to.reduce((sum, { probability }) => sum + (probability ?? 0), 0)
      return step.to.map((branch) => ({
        to: this.positionOf(branch.step),
        possible: branch.when !== undefined || (branch.probability ?? 1 - given) > 0 || step.to.length === 1,
        before: false,
      }))
    }
    const edges: Edge[] = [{ to: this.nextOf(step, index), possible: true, before: false }]
    if (step.do !== 'seize' && step.do !== 'serve') return edges
    const queue = this.queueOf(step)
    for (const name of [queue?.whenFull, queue?.whenBalked, queue?.whenOutOfPatience])
      if (name !== undefined) edges.push({ to: this.positionOf(name), possible: true, before: true })
    return edges
  }
}
