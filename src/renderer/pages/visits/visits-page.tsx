import { useEffect, useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Loading } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { showToast } from '../../components/toast.tsx'
import { WorkProgress } from '../../components/work-progress.tsx'
import { client } from '../../connection/client.ts'
import { errorSentence } from '../../connection/errors.ts'
import { queryKeys, useAction, useScenarios } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { editorText } from '../../text/editor.ts'
import { scenariosText } from '../../text/scenarios.ts'
import { visitsText } from '../../text/visits.ts'
import { ColumnsCard } from './columns-card.tsx'
import { FieldsCard } from './fields-card.tsx'
import { FileCard } from './file-card.tsx'
import { FitCard } from './fit-card.tsx'
import { FitResult } from './fit-result.tsx'
import styles from './visits.module.css'
import { cancelWork, changeVisits, fitVisits, useVisits } from './visits-session.ts'
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

  const isFitting = step === 'fitting'
  const wasShown = useRef(showsResult)

  // A result starts at its title, as a page does.
  useEffect(() => {
    if (wasShown.current !== showsResult) document.getElementById('page-title')?.focus({ preventScroll: true })
    wasShown.current = showsResult
  }, [showsResult])

  if (shown !== null)
    return (
      <Page
        key="result"
        title={shown.scenario.title}
        subtitle={visitsText.title}
        actions={
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
        }
      >
        <FitResult result={shown} />
      </Page>
    )

  return (
    <Page
      key="choices"
      title={visitsText.title}
      actions={
        <>
          <Button variant="quiet" icon="back" onPress={() => navigate({ page: 'scenarios' })}>
            {editorText.back}
          </Button>
          {result !== null && !isFitting && (
            <Button icon="chart" onPress={() => changeVisits({ showsResult: true })}>
              {visitsText.showResult}
            </Button>
          )}
          {file !== null && base !== undefined && (
            // One button that fits and cancels, so that the keyboard stays where it is.
            <Button
              variant={isFitting ? 'secondary' : 'primary'}
              icon={isFitting ? 'stop' : 'play'}
              isDisabled={!isFitting && isReady !== true}
              onPress={isFitting ? cancelWork : () => void fitVisits(base)}
            >
              {isFitting ? visitsText.cancel : visitsText.fit}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.page}>
        <p className={styles.purpose}>{visitsText.purpose}</p>
        {scenarios.error !== null && <ProblemBanner>{errorSentence(scenarios.error)}</ProblemBanner>}
        {scenarios.isPending && <Loading label={scenariosText.loading} />}
        {isFitting && <FitProgress />}
        <FileCard base={base} />
        {file === null ? <FieldsCard /> : <ColumnsCard inspection={file.inspection} mapping={mapping} isDisabled={isFitting} />}
        {file !== null && base !== undefined && <FitCard scenarios={entries} base={base} />}
      </div>
    </Page>
  )
}

function FitProgress() {
  const { progress } = useVisits()
  return (
    <Card title={visitsText.fitting}>
      <WorkProgress label={visitsText.fitting} progress={progress} starting={visitsText.starting} />
    </Card>
  )
}
