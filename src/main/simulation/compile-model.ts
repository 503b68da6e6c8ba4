import { listed } from '../../shared/model/check-context.ts'
import type { ModelDocument } from '../../shared/model/document.ts'
import { parseModel } from '../../shared/model/parse-model.ts'
import type { Problem } from '../../shared/problem.ts'
import { flowProblems } from './check-flow.ts'
import { PathwayCompiler } from './compile-pathway.ts'
import { Holdings } from './holdings.ts'
import { ModelProblems } from './model-error.ts'
import type { PathwayModel } from './pathway-model.ts'
import { minutesPerUnit } from './population/compile-arrivals.ts'
import { PopulationBuilder } from './population/compile-population.ts'
import type { PopulationPlan } from './population/population-plan.ts'
import { scheduleOf } from './schedule.ts'
import { StepGraph } from './step-graph.ts'

/** A model ready to run: who comes, and what happens to them. */
export interface CompiledModel {
  readonly document: ModelDocument
  readonly population: PopulationPlan
  readonly pathway: PathwayModel
  /** What may be a mistake but can be run. */
  readonly warnings: readonly string[]
  /** First place in the program of the step with this name. */
  placeOfStep(name: string): number
}

/**
 * Compiles a document. Throws `ModelProblems` where it cannot be run: what `parseModel` tells, steps that cannot be reached or left for good,
 * resources that are given back without being held, or are held by some of those who come to a step and not by others.
 */
export function compileModel(document: ModelDocument): CompiledModel {
  const parsed = parseModel(document)
  if (!parsed.ok) throw new ModelProblems(parsed.problems)
  return compileChecked(document)
}

/** The same for a document that `parseModel` has nothing to say against. */
export function compileChecked(document: ModelDocument): CompiledModel {
  const { graph, holdings, problems, warnings } = inspect(document)
  if (problems.length > 0) throw new ModelProblems(problems)
  const builder = new PopulationBuilder(document)
  const compiler = new PathwayCompiler(document, graph, holdings, builder)
  const pathway = compiler.compile()
  const placeOfStep = (name: string) => compiler.placeOfStep(name)
  return { document, pathway, population: builder.build(placeOfStep), warnings, placeOfStep }
}

/** What compiling a document that `parseModel` has nothing to say against would tell, at a small part of its cost. */
export function inspectModel(document: ModelDocument): { problems: Problem[]; warnings: string[] } {
  const { problems, warnings } = inspect(document)
  return { problems, warnings }
}

function inspect(document: ModelDocument): { graph: StepGraph; holdings: Holdings; problems: Problem[]; warnings: string[] } {
  const graph = new StepGraph(document)
  const holdings = new Holdings(document, graph)
  const problems = [...holdings.problems, ...flowProblems(document, graph, holdings)]
  return { graph, holdings, problems, warnings: [...unusedWarnings(document), ...emptyWarnings(document, graph)] }
}

function unusedWarnings(document: ModelDocument): string[] {
  const used = (name: string) => document.steps.some((step) => 'queue' in step && step.queue === name)
  const asked = (name: string) =>
    document.steps.some((step) => 'resources' in step && step.do !== 'release' && Object.hasOwn(step.resources, name))
  return [
    ...(document.queues ?? []).flatMap(({ name }) => (used(name) ? [] : [`Nobody waits in queue ${name}: no step names it.`])),
    ...(document.resources ?? []).flatMap(({ name }) =>
      asked(name) ? [] : [`Resource ${name} is never used: no step asks for it.`],
    ),
  ]
}

/** Resources that somebody waits for in vain, because there are none at any time of the run. */
function emptyWarnings(document: ModelDocument, graph: StepGraph): string[] {
  const going = graph.reachable(graph.entries, ({ possible }) => possible)
  const unit = minutesPerUnit(document)
  const horizon = document.run.horizon * unit
  return (document.resources ?? []).flatMap(({ name, units }) => {
    const schedule = scheduleOf(units, unit, document.run.startsAt)
    if (schedule.units.some((count, index) => count > 0 && schedule.minutes[index]! < horizon)) return []
    const steps = document.steps.filter(
      (step, index) => 'resources' in step && step.do !== 'release' && Object.hasOwn(step.resources, name) && going.has(index),
    )
    if (steps.length === 0) return []
    const where = listed(
      'steps that wait for it',
      steps.map((step) => step.name),
    )
    return [
      `Resource ${name} has 0 units from the beginning of the run to its end, so nobody who needs it ever starts: ${where}. Give it units, or let these steps do without it.`,
    ]
  })
}
