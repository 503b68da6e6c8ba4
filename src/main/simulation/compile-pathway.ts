import type { Duration } from '../../shared/model/distribution.ts'
import type { ModelDocument } from '../../shared/model/document.ts'
import type { Condition } from '../../shared/model/primitives.ts'
import type { Step } from '../../shared/model/step.ts'
import { assemblePathway, type CodeCondition, type Operation } from './assemble-pathway.ts'
import { compileQueue, ownQueue } from './compile-queues.ts'
import { canWaitInCircle } from './deadlock.ts'
import type { Holdings } from './holdings.ts'
import type { PathwayModel, QueuePlan, RequestPlan } from './pathway-model.ts'
import { minutesPerUnit } from './population/compile-arrivals.ts'
import type { PopulationBuilder } from './population/compile-population.ts'
import { foundFull, outOfPatience, turnedAway } from './recorder.ts'
import { scheduleOf } from './schedule.ts'
import type { StepGraph } from './step-graph.ts'

/** The uniform number of a choice: from 0 to 1 time unit, so that it is drawn like any other time. */
const uniform = { distribution: 'uniform', minimum: 0, maximum: 1 } as const

type WaitingStep = Extract<Step, { do: 'seize' | 'serve' }>
/** An operation whose targets are only known when all steps have their places. */
type Pending = () => Operation
type Way = () => number

/** Columns that a step uses; -1: none. */
interface StepColumns {
  duration: number
  patience: number
  worsensAfter: number
  worseClass: number
  uniform: number
  /** Those of them that are drawn for this step alone, so that a later visit needs new ones. */
  own: number[]
}

/** Writes the steps of a document as a program. The document has been checked. */
export class PathwayCompiler {
  private readonly document: ModelDocument
  private readonly graph: StepGraph
  private readonly holdings: Holdings
  private readonly population: PopulationBuilder
  private readonly unit: number
  private readonly columns: readonly StepColumns[]
  private readonly reachable: readonly ReadonlySet<number>[]
  private readonly queues: QueuePlan[]
  private readonly requests: (() => RequestPlan)[] = []
  /** The step of each request. */
  private readonly requestSteps: number[] = []
  private readonly operations: Pending[] = []
  private readonly stepNames: string[] = []
  /** First place of each step. */
  private readonly placeOf: number[] = []
  /** Ways back and ways out, written behind the last step; each once. */
  private readonly behind = new Map<string, { place: number; write: () => void }>()

  constructor(document: ModelDocument, graph: StepGraph, holdings: Holdings, population: PopulationBuilder) {
    this.document = document
    this.graph = graph
    this.holdings = holdings
    this.population = population
    this.unit = minutesPerUnit(document)
    this.queues = (document.queues ?? []).map((queue) => compileQueue(queue, document, this.unit))
    this.columns = document.steps.map((step, index) => this.columnsOf(step, index))
    this.reachable = document.steps.map((_, index) => graph.reachable([index]))
  }

  compile(): PathwayModel {
    const { document, queues } = this
    document.steps.forEach((step, index) => {
      this.placeOf.push(this.operations.length)
      this.writeStep(step, index)
    })
    for (const way of this.behind.values()) {
      way.place = this.operations.length
      way.write()
    }
    const requests = this.requests.map((pending) => pending())
    const resources = (document.resources ?? []).map(({ name, units, atShiftEnd, individual }) => ({
      name,
      schedule: scheduleOf(units, this.unit, document.run.startsAt),
      handOver: atShiftEnd === 'hand-over',
      numbered: individual ?? false,
    }))
    const held = this.requestSteps.map((step) => Int32Array.from(this.holdings.before[step]!))
    return assemblePathway({
      operations: this.operations.map((pending) => pending()),
      stepNames: this.stepNames,
      classes: document.classes.length,
      resources,
      queues,
      requests,
      heldWhileWaiting: canWaitInCircle(held, requests, queues) ? held : null,
    })
  }

  /** First place of the step with this name. */
  placeOfStep(name: string): number {
    return this.placeOf[this.graph.positionOf(name)]!
  }

  private writeStep(step: Step, index: number): void {
    const { name } = step
    const columns = this.columns[index]!
    switch (step.do) {
      case 'seize':
      case 'serve': {
        const request = this.addRequest(step, index)
        this.add(name, () => ({ seize: request }))
        if (step.do === 'seize') break
        this.addDelay(name, columns.duration)
        this.giveBack(name, this.holdings.amounts(step))
        break
      }
      case 'delay':
        this.addDelay(name, columns.duration)
        break
      case 'release':
        this.giveBack(name, this.holdings.amounts(step))
        break
      case 'branch':
        this.add(name, this.branch(step, index))
        return
      case 'draw': {
        const list = this.population.redrawAttributes(step.attributes, `steps[${index}].attributes`)
        this.add(name, () => ({ draw: list }))
        break
      }
      case 'become': {
        const classIndex = this.document.classes.indexOf(step.class)
        this.add(name, () => ({ become: classIndex }))
        break
      }
      case 'exit': {
        const exit = this.exitOf(index)
        this.giveBack(name, this.holdings.before[index]!)
        this.add(name, () => ({ exit }))
        return
      }
    }
    const next = this.graph.nextOf(step, index)
    const held = this.holdings.afterStep(index)
    if (next > index + 1 || this.needsOwnExit(next, held)) {
      const way = this.wayTo(index, next, held)
      this.add(name, () => ({ goTo: way() }))
    } else if (next <= index) this.writeWayBack(index, next)
  }

  private add(step: string, operation: Pending): void {
    this.operations.push(operation)
    this.stepNames.push(step)
  }

  private addDelay(step: string, column: number): void {
    const resampled = this.queues.some(({ preemption }) => preemption === 'resample')
    const redraw = resampled ? this.population.redrawColumns([column]) : -1
    this.add(step, () => ({ delay: column, redraw }))
  }

  private giveBack(step: string, amounts: readonly number[]): void {
    amounts.forEach((units, resource) => {
      if (units > 0) this.add(step, () => ({ release: resource, units }))
    })
  }

  private addRequest(step: WaitingStep, index: number): number {
    const own = this.graph.queueOf(step)
    const queue =
      own === undefined
        ? this.queues.push(ownQueue(step.name, this.document)) - 1
        : this.document.queues!.findIndex(({ name }) => name === own.name)
    const way = (used: unknown, to: string | undefined, without: number): Way => {
      if (used === undefined) return () => -1
      const held = this.holdings.before[index]!
      return to === undefined ? this.wayOut(index, held, without) : this.wayTo(index, this.graph.positionOf(to), held)
    }
    const whenFull = way(own?.places, own?.whenFull, foundFull)
    const whenBalked = way(own?.balking, own?.whenBalked, turnedAway)
    const whenOutOfPatience = way(own?.patience, own?.whenOutOfPatience, outOfPatience)
    const { patience, worsensAfter, worseClass, uniform: balkingDraw } = this.columns[index]!
    const needs = this.holdings.amounts(step).flatMap((units, resource) => (units > 0 ? [{ resource, units }] : []))
    this.requestSteps.push(index)
    return (
      this.requests.push(() => ({
        step: step.name,
        queue,
        needs,
        patience,
        worsensAfter,
        worseClass,
        balkingDraw,
        whenFull: whenFull(),
        whenBalked: whenBalked(),
        whenOutOfPatience: whenOutOfPatience(),
      })) - 1
    )
  }

  /** By probability, by the labels of one attribute, or by rules over several. */
  private branch(step: Extract<Step, { do: 'branch' }>, index: number): Pending {
    const ways = step.to.map((branch) => this.wayTo(index, this.graph.positionOf(branch.step), this.holdings.before[index]!))
    const column = this.columns[index]!.uniform
    if (column >= 0) {
      let sum = 0
      const below = step.to.map(({ probability }) => {
        sum += probability ?? 0
        return sum * this.unit
      })
      return () => ({ chance: column, below, to: ways.map((way) => way()) })
    }
    if (ways.length === 1) return () => ({ goTo: ways[0]!() })
    const names = [...new Set(step.to.flatMap(({ when }) => Object.keys(when ?? {})))]
    const where = `steps[${index}].to`
    if (names.length === 1) {
      const [name] = names as [string]
      const labels = this.labelsOf(name)
      const chosen = labels.map((label) => {
        const position = step.to.findIndex(({ when }) => when === undefined || [when[name] ?? labels].flat().includes(label))
        return ways[position < 0 ? ways.length - 1 : position]!
      })
      if (name === 'class') return () => ({ branchOnClass: chosen.map((way) => way()) })
      const labelColumn = this.population.codeColumn(name, where)
      return () => ({ branch: labelColumn, to: chosen.map((way) => way()) })
    }
    const conditions = step.to.map(({ when }) => this.conditionsOf(when ?? {}, where))
    return () => ({ choose: conditions.map((all, position) => ({ conditions: all, to: ways[position]!() })) })
  }

  private conditionsOf(when: Condition, where: string): CodeCondition[] {
    return Object.entries(when).map(([name, wanted]) => {
      const labels = this.labelsOf(name)
      const allowed = [wanted].flat().map((label) => labels.indexOf(label))
      return { column: name === 'class' ? -1 : this.population.codeColumn(name, where), allowed }
    })
  }

  private labelsOf(name: string): readonly string[] {
    const attribute = this.document.attributes?.find((each) => each.name === name)
    return name !== 'class' && attribute !== undefined && 'values' in attribute ? attribute.values : this.document.classes
  }

  /** The way from a step to another: straight on, or back with everything drawn anew that is used again. */
  private wayTo(from: number, to: number, held: readonly number[]): Way {
    if (this.needsOwnExit(to, held)) return this.wayOut(from, held, this.exitOf(to))
    if (to > from) return () => this.placeOf[to]!
    return this.wayBehind(`${from} ${to}`, () => this.writeWayBack(from, to))
  }

  /** Whether patients come to an exit with other units to give back than those for whom it is written. */
  private needsOwnExit(to: number, held: readonly number[]): boolean {
    return this.graph.steps[to]!.do === 'exit' && held.join() !== this.holdings.before[to]!.join()
  }

  /** Number of an exit step among the exits. */
  private exitOf(index: number): number {
    return this.graph.steps.slice(0, index).filter((step) => step.do === 'exit').length
  }

  /** A way out of the model that gives back what is held. */
  private wayOut(at: number, held: readonly number[], exit: number): Way {
    const { name } = this.graph.steps[at]!
    return this.wayBehind(`out ${exit} ${held.join()}`, () => {
      this.giveBack(name, held)
      this.add(name, () => ({ exit }))
    })
  }

  private wayBehind(key: string, write: () => void): Way {
    const way = this.behind.get(key) ?? { place: -1, write }
    this.behind.set(key, way)
    return () => way.place
  }

  private writeWayBack(from: number, to: number): void {
    const { name } = this.graph.steps[from]!
    const circle = [...this.reachable[to]!].filter((step) => this.reachable[step]!.has(from))
    const again = this.reachable[to]!.has(from) ? circle.flatMap((step) => this.columns[step]!.own) : []
    if (again.length > 0) {
      const list = this.population.redrawColumns(again)
      this.add(name, () => ({ draw: list }))
    }
    this.add(name, () => ({ goTo: this.placeOf[to]! }))
  }

  private columnsOf(step: Step, index: number): StepColumns {
    const columns: StepColumns = { duration: -1, patience: -1, worsensAfter: -1, worseClass: -1, uniform: -1, own: [] }
    const path = `steps[${index}]`
    const column = (duration: Duration, where: string) => {
      const at = this.population.durationColumn(duration, where)
      if (typeof duration !== 'string') columns.own.push(at)
      return at
    }
    if (step.do === 'branch' && step.to.length > 1 && step.to.some(({ probability }) => probability !== undefined))
      columns.uniform = column(uniform, `${path}.to`)
    if (step.do === 'seize' || step.do === 'serve') {
      const queue = this.graph.queueOf(step)
      const where = `queues[${this.document.queues?.findIndex(({ name }) => name === queue?.name)}]`
      if (queue?.balking !== undefined) columns.uniform = column(uniform, `${where}.balking`)
      if (queue?.patience !== undefined) columns.patience = column(queue.patience, `${where}.patience`)
      if (queue?.classChange !== undefined) {
        columns.worsensAfter = column(queue.classChange.after, `${where}.classChange.after`)
        columns.worseClass = this.population.classColumn(queue.classChange.to)
      }
    }
    if (step.do === 'delay' || step.do === 'serve') columns.duration = column(step.duration, `${path}.duration`)
    return columns
  }
}
