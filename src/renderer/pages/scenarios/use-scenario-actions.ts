import type { ScenarioEntry } from '../../../shared/contract.ts'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { queryClient, queryKeys, useAction } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { saveFile } from '../../save-file.ts'
import { scenariosText } from '../../text/scenarios.ts'
import { shellText } from '../../text/shell.ts'

const refresh = [queryKeys.scenarios]

/** What can be done with a whole scenario, from its card and from its editor. */
export function useScenarioActions() {
  const copy = useAction((id: string) => client.scenarios.copy({ id }), {
    refresh,
    onSuccess: (entry) => {
      showToast(scenariosText.copied(entry.title))
      navigate({ page: 'scenario', id: entry.id })
    },
  })
  const restore = useAction((id: string) => client.scenarios.restore({ id }), {
    refresh,
    onSuccess: (entry) => showToast(scenariosText.restored(entry.title)),
  })
  const remove = useAction(({ id }: ScenarioEntry) => client.scenarios.delete({ id }), {
    onSuccess: (_, entry) => {
      // Its own page must not ask for it once more on the way out.
      queryClient.setQueryData<ScenarioEntry[]>(queryKeys.scenarios, (entries) => entries?.filter(({ id }) => id !== entry.id))
      showToast(scenariosText.deleted(entry.title), { label: shellText.undo, perform: () => restore.mutate(entry.id) })
    },
  })
  const download = useAction((id: string) => client.scenarios.export({ id }), {
    onSuccess: ({ fileName, text }) => saveFile(fileName, 'application/json', text),
  })
  return { copy, remove, download }
}
