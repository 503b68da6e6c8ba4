import { PopulationBuilder } from '../../../src/main/simulation/population/compile-population.ts'
import type { PatientColumns } from '../../../src/main/simulation/population/patient-columns.ts'
import type { PopulationPlan } from '../../../src/main/simulation/population/population-plan.ts'
import { TableDrawer } from '../../../src/main/simulation/population/table-source.ts'
import type { Arrival } from '../../../src/shared/model/arrivals.ts'
import type { ModelDocument } from '../../../src/shared/model/document.ts'
import { parseModel } from '../../../src/shared/model/parse-model.ts'

export const day = 1440
export const key = (replication = 0, seed = 7) => ({ seed, use: 'development' as const, replication })

/** A model of which only who comes matters; refused where it is not a right one. */
export function documentOf(parts: Partial<ModelDocument>): ModelDocument {
  const document: ModelDocument = {
    format: 'fairward-model',
    version: 1,
    name: 'people',
    title: 'People',
    timeUnit: 'minutes',
    classes: ['patient'],
    arrivals: [{ name: 'all', process: { process: 'poisson', ratePerHour: 60 } }],
    steps: [{ name: 'leave', do: 'exit' }],
    run: { kind: 'terminating', horizon: day, warmUp: 0, replications: 1, seed: 1 },
    ...parts,
  }
  const parsed = parseModel(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.model
}

export const planOf = (parts: Partial<ModelDocument>): PopulationPlan => new PopulationBuilder(documentOf(parts)).build(() => 0)

export interface People {
  count: number
  columns: PatientColumns
  minutes: number[]
  /** Values of an attribute: positions of labels, or minutes. */
  valuesOf(attribute: string): number[]
}

export function drawPeople(parts: Partial<ModelDocument>, horizonMinutes = day, replication = 0): People {
  return peopleOf(planOf(parts), horizonMinutes, replication)
}

export function peopleOf(plan: PopulationPlan, horizonMinutes = day, replication = 0): People {
  const drawer = new TableDrawer(plan)
  const count = drawer.draw(key(replication), horizonMinutes)
  const { columns } = drawer
  return {
    count,
    columns,
    minutes: Array.from(columns.arrivalMinutes.subarray(0, count)),
    valuesOf: (attribute) => {
      const code = plan.codeColumnOf.get(attribute)
      const column = code === undefined ? columns.durations[plan.durationColumnOf.get(attribute)!]! : columns.codes[code]!
      return Array.from(column.subarray(0, count))
    },
  }
}

export const arrivals = (process: Arrival['process'], rest: Partial<Arrival> = {}): Partial<ModelDocument> => ({
  arrivals: [{ name: 'all', process, ...rest }],
})

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

export function variance(values: readonly number[]): number {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
}

/** Within so many standard errors of what is expected of so many independent values. */
export function isNear(values: readonly number[], expected: number, standardErrors = 4.5): boolean {
  return Math.abs(mean(values) - expected) <= standardErrors * Math.sqrt(variance(values) / values.length) + 1e-12
}

/** Share of 1s within so many standard errors. */
export const shareIsNear = (values: readonly boolean[], share: number): boolean =>
  isNear(
    values.map((value) => (value ? 1 : 0)),
    share,
  )
