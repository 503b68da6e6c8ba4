import type { ModelDocument } from '../../shared/model/document.ts'
import type { Step } from '../../shared/model/step.ts'
import type { Problem } from '../../shared/problem.ts'
import type { StepGraph } from './step-graph.ts'

/** Units of each resource, by position in the document. */
type Held = readonly number[]

/**
 * What patients hold when they come to each step, worked out before anything runs: it is the same for all who come there, or the document is
 * refused. (Only exits may be reached with different holdings: everything is given back there.) So whatever leads out of the model knows what is to be given back, and nothing is given back twice.
 */
export class Holdings {
  readonly problems: Problem[] = []
  /** By step; nothing for steps that nobody reaches. */
  readonly before: readonly Held[]
  private readonly resources: readonly string[]
  private readonly graph: StepGraph

  constructor(document: ModelDocument, graph: StepGraph) {
    this.graph = graph
    this.resources = document.resources?.map(({ name }) => name) ?? []
    const nothing = this.resources.map(() => 0)
    const before = new Map<number, Held>(graph.entries.map((entry) => [entry, nothing]))
    const cameFrom = new Map<number, number>()
    for (const [index, held] of before) {
      const after = this.after(index, held)
      for (const edge of graph.edges[index]!) {
        const brought = edge.before ? held : after
        const known = before.get(edge.to)
        if (known === undefined) {
          before.set(edge.to, brought)
          cameFrom.set(edge.to, index)
        } else if (graph.steps[edge.to]!.do !== 'exit' && known.some((units, resource) => units !== brought[resource]))
          this.refuseDifference(edge.to, known, cameFrom.get(edge.to), brought, index)
      }
    }
    this.before = graph.steps.map((_, index) => before.get(index) ?? nothing)
  }

  /** What is asked for or given back by a step, by resource. */
  amounts(step: Extract<Step, { resources: unknown }>): Held {
    return this.resources.map((name) => step.resources[name] ?? 0)
  }

  /** What patients hold when they go on from a step. */
  afterStep(index: number): Held {
    const step = this.graph.steps[index]!
    const held = this.before[index]!
    if (step.do !== 'seize' && step.do !== 'release') return held
    const sign = step.do === 'seize' ? 1 : -1
    const amounts = this.amounts(step)
    return held.map((units, resource) => units + sign * amounts[resource]!)
  }

  private after(index: number, held: Held): Held {
    const step = this.graph.steps[index]!
    if (step.do === 'seize') {
      const asked = this.amounts(step)
      return held.map((units, resource) => units + asked[resource]!)
    }
    if (step.do !== 'release') return held
    const given = this.amounts(step)
    given.forEach((units, resource) => {
      if (units <= held[resource]!) return
      const name = this.resources[resource]
      this.problems.push({
        path: `steps[${index}].resources.${name}`,
        message: `is ${units}, but ${held[resource] === 0 ? 'none is' : `only ${held[resource]} ${held[resource] === 1 ? 'is' : 'are'}`} held when patients come here; seize it before, or release less`,
      })
    })
    return held.map((units, resource) => Math.max(0, units - given[resource]!))
  }

  private refuseDifference(at: number, known: Held, knownFrom: number | undefined, brought: Held, from: number): void {
    const first = knownFrom === undefined ? 'on arrival' : `from step ${this.graph.steps[knownFrom]!.name}`
    this.problems.push({
      path: `steps[${at}]`,
      message: `is reached ${first} holding ${this.words(known)}, and from step ${this.graph.steps[from]!.name} holding ${this.words(brought)}; seize or release so that it is the same, or use two steps`,
    })
  }

  private words(held: Held): string {
    const parts = held.flatMap((units, resource) => (units > 0 ? [`${units} ${this.resources[resource]}`] : []))
    return parts.length === 0 ? 'nothing' : parts.join(' and ')
  }
}
