import { type ComponentType, useMemo, useState } from 'react'
import type { ScenarioEntry } from '../../../../shared/contract.ts'
import { Button } from '../../../components/button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { Page } from '../../../components/page.tsx'
import { ProblemBanner } from '../../../components/problem-banner.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { navigate } from '../../../router.ts'
import { editorText } from '../../../text/editor.ts'
import { scenariosText } from '../../../text/scenarios.ts'
import { useScenarioActions } from '../use-scenario-actions.ts'
import { Description } from './description.tsx'
import { DetailsDialog } from './details-dialog.tsx'
import styles from './editor.module.css'
import { EditorContext } from './editor-context.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { LoadPanel } from './load-panel.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { type EditorTab, editorTabs, tabOf } from './problems.ts'
import { ArrivalsTab } from './tabs/arrivals-tab.tsx'
import { CareTab } from './tabs/care-tab.tsx'
import { FairnessTab } from './tabs/fairness-tab.tsx'
import { PatienceTab } from './tabs/patience-tab.tsx'
import { ResourcesTab } from './tabs/resources-tab.tsx'
import { TriageTab } from './tabs/triage-tab.tsx'
import { WhoTab } from './tabs/who-tab.tsx'
import { useDraft } from './use-draft.ts'
import { useLeaveGuard } from './use-leave-guard.ts'

const panels: Record<EditorTab, ComponentType> = {
  arrivals: ArrivalsTab,
  who: WhoTab,
  triage: TriageTab,
  resources: ResourcesTab,
  care: CareTab,
  patience: PatienceTab,
  fairness: FairnessTab,
}

/** One scenario in tabs, with its load and a preview of its waits beside it. */
export function Editor({ entry }: { entry: ScenarioEntry }) {
  const { draft, change, problems, valid, isChanged, isSaving, save, discard } = useDraft(entry)
  const { copy, remove, download } = useScenarioActions()
  const { target, stay } = useLeaveGuard(isChanged)
  const [tab, setTab] = useState<EditorTab>('arrivals')
  const [isNaming, setNaming] = useState(false)
  const isReadOnly = entry.preset
  const Panel = panels[tab]
  const editorState = useMemo(() => ({ draft, problems, isReadOnly, change }), [draft, problems, isReadOnly, change])

  const saveOrShow = () => {
    const first = problems[0]
    if (first === undefined) save().catch(() => undefined)
    else if (['name', 'title', 'description'].includes(first.path)) setNaming(true)
    else setTab(tabOf(first.path))
  }
  const leaveWithout = (to: NonNullable<typeof target>) => {
    discard()
    leave(to)
  }
  const leave = (to: NonNullable<typeof target>) => {
    stay()
    // The guard lets go once the draft is no longer changed, which is after this render.
    setTimeout(() => navigate(to))
  }

  return (
    <EditorContext value={editorState}>
      <Page
        title={draft.title}
        subtitle={subtitle(entry, isChanged, problems.length)}
        actions={
          <>
            <Button icon="live" onPress={() => navigate({ page: 'live', scenario: entry.id })}>
              {scenariosText.live}
            </Button>
            <Button icon="train" onPress={() => navigate({ page: 'train', scenario: entry.id })}>
              {scenariosText.train}
            </Button>
            <Menu
              label={scenariosText.more(entry.title)}
              icon="more"
              iconOnly
              entries={[
                { id: 'details', label: editorText.details, onAction: () => setNaming(true) },
                { id: 'copy', label: scenariosText.duplicate, onAction: () => copy.mutate(entry.id) },
                { id: 'export', label: scenariosText.export, onAction: () => download.mutate(entry.id) },
                ...(isChanged ? [{ id: 'discard', label: editorText.discard, onAction: discard }] : []),
                ...(isReadOnly
                  ? []
                  : [
                      {
                        id: 'delete',
                        label: scenariosText.delete,
                        danger: true,
                        onAction: () => remove.mutate(entry, { onSuccess: () => leaveWithout({ page: 'scenarios' }) }),
                      },
                    ]),
              ]}
            />
            {isReadOnly ? (
              <Button variant="primary" icon="copy" onPress={() => copy.mutate(entry.id)} isDisabled={copy.isPending}>
                {scenariosText.copyToEdit}
              </Button>
            ) : (
              <Button variant="primary" icon="save" onPress={saveOrShow} isDisabled={!isChanged || isSaving}>
                {editorText.save}
              </Button>
            )}
          </>
        }
      >
        <div className={styles.columns}>
          <div className={styles.form}>
            {isReadOnly && <ProblemBanner tone="note">{editorText.presetNote}</ProblemBanner>}
            {draft.description !== '' && <Description text={draft.description} />}
            <Tabs
              label={editorText.tabsLabel}
              selected={tab}
              onSelect={setTab}
              tabs={editorTabs.map((id) => ({
                id,
                label: editorText.tabs[id],
                problems: problems.filter((problem) => tabOf(problem.path) === id).length,
              }))}
            >
              <Panel />
            </Tabs>
          </div>
          <aside className={styles.side} aria-label={editorText.preview}>
            <div className={styles.panel}>
              <PreviewPanel scenario={valid} />
            </div>
            <div className={styles.panel}>
              <LoadPanel scenario={valid} />
            </div>
          </aside>
        </div>
      </Page>
      {isNaming && <DetailsDialog onClose={() => setNaming(false)} />}
      {target !== null && (
        <LeaveDialog
          canSave={valid !== null}
          onStay={stay}
          onDiscard={() => leaveWithout(target)}
          onSave={() => {
            save().then(() => leave(target), stay)
          }}
        />
      )}
    </EditorContext>
  )
}

function subtitle(entry: ScenarioEntry, isChanged: boolean, problems: number): string {
  return [
    entry.preset ? scenariosText.preset : scenariosText.version(entry.version),
    isChanged ? editorText.unsaved : null,
    problems > 0 ? editorText.toCorrect(problems) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}
