import { sourceOf } from '../../../../shared/scenario.ts'
import { NumberField } from '../../../components/field.tsx'
import { type FieldPath, numberAt } from './draft.ts'
import { useEditor } from './editor-context.ts'
import { inPercent, problemAt } from './problems.ts'

interface ScenarioFieldProps {
  path: FieldPath
  label: string
  unit?: string
  minimum: number
  maximum: number
  step?: number
  digits?: number
  percent?: boolean
  help?: string
}

/** One number of the scenario, with its unit, range, source and problem beside it. */
export function ScenarioField({ path, ...field }: ScenarioFieldProps) {
  const { draft, problems, isReadOnly, set } = useEditor()
  const problem = problemAt(problems, path)
  return (
    <NumberField
      {...field}
      layout="row"
      value={numberAt(draft, path)}
      onChange={(value) => set(path, value)}
      problem={problem !== null && field.percent ? inPercent(problem) : problem}
      source={sourceOf(draft, path)}
      isReadOnly={isReadOnly}
    />
  )
}
