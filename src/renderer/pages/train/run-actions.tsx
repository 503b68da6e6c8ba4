import { isActive, isResumable, type Run } from '../../../shared/run.ts'
import { IconButton } from '../../components/button.tsx'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction } from '../../queries.ts'
import { shellText } from '../../text/shell.ts'
import { trainText } from '../../text/train.ts'

/** What can be done with a training as it is. `which` tells several on one card apart. */
export function RunActions({ run, which }: { run: Run; which?: string }) {
  const refresh = { refresh: [queryKeys.runs] }
  const pause = useAction((id: string) => client.runs.pause({ id }), refresh)
  const resume = useAction((id: string) => client.runs.resume({ id }), refresh)
  const stop = useAction((id: string) => client.runs.stop({ id }), refresh)
  const restore = useAction((id: string) => client.runs.restore({ id }), refresh)
  const remove = useAction((id: string) => client.runs.delete({ id }), {
    ...refresh,
    onSuccess: (_, id) =>
      showToast(trainText.deleted(run.scenarioTitle), { label: shellText.undo, perform: () => restore.mutate(id) }),
  })
  const label = (action: string) => (which === undefined ? action : `${action}: ${which}`)
  const active = isActive(run.status)
  return (
    <>
      {active && (
        <>
          {run.status === 'running' && (
            <IconButton icon="pause" label={label(trainText.pause)} onPress={() => pause.mutate(run.id)} />
          )}
          <IconButton icon="stop" label={label(trainText.stop)} onPress={() => stop.mutate(run.id)} />
        </>
      )}
      {isResumable(run.status) && (
        <IconButton icon="resume" label={label(trainText.resume)} onPress={() => resume.mutate(run.id)} />
      )}
      {!active && <IconButton icon="delete" label={label(trainText.delete)} onPress={() => remove.mutate(run.id)} />}
    </>
  )
}
