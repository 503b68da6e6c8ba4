import { createContext, useContext } from 'react'
import type { Problem } from '../../../../shared/problem.ts'
import type { Scenario } from '../../../../shared/scenario.ts'
import { type FieldPath, withValueAt } from './draft.ts'

interface EditorState {
  /** The scenario as it stands on screen, which may be wrong. */
  draft: Scenario
  problems: readonly Problem[]
  isReadOnly: boolean
  change: (change: (draft: Scenario) => Scenario) => void
}

export const EditorContext = createContext<EditorState | null>(null)

export function useEditor(): EditorState & { set: (path: FieldPath, value: unknown) => void } {
  const editor = useContext(EditorContext)
  if (editor === null) throw new Error('a field of a scenario stands outside of its editor')
  return { ...editor, set: (path, value) => editor.change((draft) => withValueAt(draft, path, value)) }
}
