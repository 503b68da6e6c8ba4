import { Button } from '../../components/button.tsx'
import { Loading } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { errorSentence } from '../../connection/errors.ts'
import { useScenario } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { editorText } from '../../text/editor.ts'
import { scenariosText } from '../../text/scenarios.ts'
import { Editor } from './editor/editor.tsx'

/** One scenario, by id or name. */
export function EditorPage({ id }: { id: string }) {
  const scenario = useScenario(id)
  if (scenario.data !== undefined) return <Editor key={scenario.data.id} entry={scenario.data} />
  return (
    <Page
      title={scenariosText.title}
      actions={
        <Button variant="quiet" icon="back" onPress={() => navigate({ page: 'scenarios' })}>
          {editorText.back}
        </Button>
      }
    >
      {scenario.error === null ? (
        <Loading label={editorText.loading} />
      ) : (
        <ProblemBanner>{errorSentence(scenario.error)}</ProblemBanner>
      )}
    </Page>
  )
}
