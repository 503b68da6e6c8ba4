import { Button } from '../../components/button.tsx'
import { Loading } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { errorSentence } from '../../connection/errors.ts'
import { queryKeys, useAction, useScenarios } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { editorText } from '../../text/editor.ts'
import { scenariosText } from '../../text/scenarios.ts'
import { visitsText } from '../../text/visits.ts'
import { ColumnsCard } from './columns-card.tsx'
import { FileCard } from './file-card.tsx'
import { FitCard } from './fit-card.tsx'
import { FitResult } from './fit-result.tsx'
import styles from './visits.module.css'
import { changeVisits, useVisits } from './visits-session.ts'
import { columnsOfFields } from './visits-view.ts'

/** A scenario from a hospital's own visits: file, columns, fit, and what came of it. */
export function VisitsPage() {
  const scenarios = useScenarios()
  const { file, mapping, step, result, showsResult, base: chosenBase } = useVisits()
  const entries = scenarios.data ?? []
  const base = entries.find((entry) => entry.id === chosenBase) ?? entries[0]
  const save = useAction((text: string) => client.scenarios.import({ text }), {
    refresh: [queryKeys.scenarios],
    onSuccess: (entry) => {
      showToast(visitsText.saved(entry.title))
      navigate({ page: 'scenario', id: entry.id })
    },
  })
  const shown = showsResult ? result : null
  const isReady =
    file?.inspection.columns.every(({ identifies }) => identifies === null) &&
    columnsOfFields(file.inspection, mapping).arrival !== null

  return (
    <Page
      title={shown?.scenario.title ?? visitsText.title}
      subtitle={shown === null ? undefined : visitsText.title}
      actions={
        shown === null ? (
          <Button variant="quiet" icon="back" onPress={() => navigate({ page: 'scenarios' })}>
            {editorText.back}
          </Button>
        ) : (
          <>
            <Button variant="quiet" icon="back" onPress={() => changeVisits({ showsResult: false })}>
              {visitsText.change}
            </Button>
            <Button
              variant="primary"
              icon="save"
              isDisabled={save.isPending}
              onPress={() => save.mutate(JSON.stringify(shown.scenario))}
            >
              {visitsText.save}
            </Button>
          </>
        )
      }
    >
      {shown !== null ? (
        <FitResult result={shown} />
      ) : (
        <div className={styles.page}>
          <p className={styles.purpose}>{visitsText.purpose}</p>
          {scenarios.error !== null && <ProblemBanner>{errorSentence(scenarios.error)}</ProblemBanner>}
          {scenarios.isPending && <Loading label={scenariosText.loading} />}
          <FileCard base={base} />
          {file !== null && <ColumnsCard inspection={file.inspection} mapping={mapping} isDisabled={step === 'fitting'} />}
          {file !== null && base !== undefined && <FitCard scenarios={entries} base={base} isReady={isReady === true} />}
        </div>
      )}
    </Page>
  )
}
