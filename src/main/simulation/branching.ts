import { ModelError } from './model-error.ts'
import { operationCodes, operationStride, type PathwayModel } from './pathway-model.ts'
import type { PatientRows } from './population/patient-rows.ts'

/** The place where a patient goes on from a branch of the program. */
export function branchTarget(
  pathway: PathwayModel,
  step: number,
  rows: PatientRows,
  patient: number,
  classIndex: number,
): number {
  const { program, tables, limits } = pathway
  const at = step * operationStride
  const operand = program[at + 1]!
  const second = program[at + 2]!
  switch (program[at]) {
    case operationCodes.branchOnClass:
      return tables[second + classIndex]!
    case operationCodes.chance: {
      const uniform = rows.durations[operand]![patient]!
      let branch = 0
      while (uniform >= limits[second + branch]!) branch++
      return tables[program[at + 3]! + branch]!
    }
    default:
      return firstRule(pathway, step, operand, (column) => (column < 0 ? classIndex : rows.codes[column]![patient]!))
  }
}

/** Goes by the first rule whose conditions all hold. */
function firstRule(
  { tables, stepNames }: PathwayModel,
  step: number,
  position: number,
  codeOf: (column: number) => number,
): number {
  let at = position + 1
  for (let rule = tables[position]!; rule > 0; rule--) {
    const to = tables[at]!
    const conditions = tables[at + 1]!
    at += 2
    let holds = true
    for (let condition = 0; condition < conditions; condition++, at += 2)
      if (tables[tables[at + 1]! + codeOf(tables[at]!)] === 0) holds = false
    if (holds) return to
  }
  throw new ModelError(`At step ${stepNames[step]}, no branch is for this patient; add a branch without "when"`)
}
