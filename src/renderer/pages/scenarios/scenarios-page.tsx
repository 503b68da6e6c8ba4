import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import type { ScenarioEntry } from '../../../shared/contract.ts'
import { formatNumber } from '../../../shared/format.ts'
import type { Problem } from '../../../shared/problem.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { EmptyState, Loading } from '../../components/empty-state.tsx'
import { Menu } from '../../components/menu.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { ProblemList } from '../../components/problem-list.tsx'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { errorSentence, problemsOfError } from '../../connection/errors.ts'
import { queryKeys, useAction, useScenarios } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { scenariosText } from '../../text/scenarios.ts'
import { visitsText } from '../../text/visits.ts'
import { readScenarioFile } from './import-scenario.ts'
import { ScenarioCard } from './scenario-card.tsx'
import styles from './scenarios-page.module.css'
import { summarise } from './summary.ts'
import { useScenarioActions } from './use-scenario-actions.ts'

interface Refusal {
  fileName: string
  problems: Problem[]
}

/** All hospitals: the presets, and those made here. */
export function ScenariosPage() {
  const scenarios = useScenarios()
  const { copy } = useScenarioActions()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const importText = useAction(({ text }: { text: string; fileName: string }) => client.scenarios.import({ text }), {
    refresh: [queryKeys.scenarios],
    onSuccess: (entry) => {
      showToast(scenariosText.imported(entry.title))
      navigate({ page: 'scenario', id: entry.id })
    },
  })

  const importFile = async (file: File) => {
    setRefusal(null)
    const read = await readScenarioFile(file)
    if (!read.ok) return setRefusal({ fileName: file.name, problems: read.problems })
    importText.mutate(
      { text: read.text, fileName: file.name },
      {
        onError: (error) => {
          const problems = problemsOfError(error)
          setRefusal({
            fileName: file.name,
            problems: problems.length > 0 ? problems : [{ path: '', message: errorSentence(error) }],
          })
        },
      },
    )
  }

  const entries = scenarios.data ?? []
  const presets = entries.filter((entry) => entry.preset)
  const own = entries.filter((entry) => !entry.preset)

  return (
    <Page
      title={scenariosText.title}
      actions={
        <>
          <FileTrigger
            acceptedFileTypes={['application/json', '.json']}
            onSelect={(files) => {
              const file = files?.[0]
              if (file !== undefined) void importFile(file)
            }}
          >
            <Button icon="import" isDisabled={importText.isPending}>
              {importText.isPending ? scenariosText.importing : scenariosText.import}
            </Button>
          </FileTrigger>
          <Button icon="chart" onPress={() => navigate({ page: 'visits' })}>
            {visitsText.open}
          </Button>
          <Menu
            label={scenariosText.newFromPreset}
            icon="add"
            primary
            entries={presets.map((entry) => ({
              id: entry.id,
              label: entry.title,
              note: `${formatNumber(summarise(entry.scenario).visitsPerDay)} ${scenariosText.visitsPerDay}`,
              onAction: () => copy.mutate(entry.id),
            }))}
          />
        </>
      }
    >
      <div className={styles.page}>
        {refusal !== null && <Refused refusal={refusal} onClose={() => setRefusal(null)} />}
        {scenarios.error !== null && <ProblemBanner>{errorSentence(scenarios.error)}</ProblemBanner>}
        {scenarios.isPending ? (
          <Loading label={scenariosText.loading} />
        ) : (
          <>
            <CardList title={scenariosText.presets} note={scenariosText.presetsNote} entries={presets} />
            {own.length > 0 ? (
              <CardList title={scenariosText.own} entries={own} />
            ) : (
              <EmptyState
                icon="scenarios"
                title={scenariosText.ownEmptyTitle}
                actions={
                  <Button icon="chart" onPress={() => navigate({ page: 'visits' })}>
                    {visitsText.open}
                  </Button>
                }
              >
                {scenariosText.ownEmpty}
              </EmptyState>
            )}
          </>
        )}
      </div>
    </Page>
  )
}

function CardList({ title, note, entries }: { title: string; note?: string; entries: readonly ScenarioEntry[] }) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2>{title}</h2>
        {note !== undefined && <p className={styles.note}>{note}</p>}
      </header>
      <div className={styles.cards}>
        {entries.map((entry) => (
          <ScenarioCard key={entry.id} entry={entry} />
        ))}
      </div>
    </section>
  )
}

function Refused({ refusal, onClose }: { refusal: Refusal; onClose: () => void }) {
  return (
    <ProblemBanner
      title={scenariosText.importRefused(refusal.fileName)}
      actions={<IconButton icon="close" label={scenariosText.dismiss} onPress={onClose} />}
    >
      <ProblemList problems={refusal.problems} />
    </ProblemBanner>
  )
}
