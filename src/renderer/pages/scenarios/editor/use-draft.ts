import { useCallback, useMemo, useState } from 'react'
import type { ScenarioEntry } from '../../../../shared/contract.ts'
import type { Problem } from '../../../../shared/problem.ts'
import { parseScenario, type Scenario } from '../../../../shared/scenario.ts'
import { showProblem, showToast } from '../../../components/toast.tsx'
import { client } from '../../../connection/client.ts'
import { errorSentence, problemsOfError } from '../../../connection/errors.ts'
import { queryClient, queryKeys, useAction } from '../../../queries.ts'
import { editorText } from '../../../text/editor.ts'

/** The scenario on screen: what was changed, what is wrong with it, and how to keep it. */
export function useDraft(entry: ScenarioEntry) {
  const [draft, setDraft] = useState<Scenario>(entry.scenario)
  const [base, setBase] = useState<Scenario>(entry.scenario)
  // Another window or command may save a version meanwhile: it is shown unless there is work of one's own here.
  if (entry.scenario !== base) {
    setBase(entry.scenario)
    if (JSON.stringify(draft) === JSON.stringify(base)) setDraft(entry.scenario)
  }
  const [refused, setRefused] = useState<{ draft: Scenario; problems: Problem[] } | null>(null)

  const parsed = useMemo(() => parseScenario(draft), [draft])
  const problems = parsed.ok ? (refused?.draft === draft ? refused.problems : []) : parsed.problems
  const isChanged = useMemo(() => JSON.stringify(draft) !== JSON.stringify(entry.scenario), [draft, entry.scenario])
  const change = useCallback((next: (draft: Scenario) => Scenario) => setDraft(next), [])

  const save = useAction((document: Scenario) => client.scenarios.save({ id: entry.id, document }), {
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKeys.scenario(entry.id), saved)
      queryClient.setQueryData(queryKeys.scenario(saved.name), saved)
      void queryClient.invalidateQueries({ queryKey: queryKeys.scenarios, exact: true })
      setDraft(saved.scenario)
      showToast(editorText.saved(saved.version))
    },
    onError: (error) => {
      const found = problemsOfError(error)
      if (found.length > 0) setRefused({ draft, problems: found })
      else showProblem(errorSentence(error))
    },
  })

  return {
    draft,
    change,
    problems,
    /** The draft where it is free of problems. */
    valid: parsed.ok ? draft : null,
    isChanged,
    isSaving: save.isPending,
    save: () => save.mutateAsync(draft),
    discard: () => setDraft(entry.scenario),
  }
}
