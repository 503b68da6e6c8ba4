import { ruleNames } from '../../../shared/policy.ts'
import type { Run } from '../../../shared/run.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction, useRuns, useSettings } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { shellText } from '../../text/shell.ts'
import { trainText } from '../../text/train.ts'
import { LaunchPanel } from './launch-panel.tsx'
import { RunCard } from './run-card.tsx'
import styles from './train.module.css'

/** Agents in training, side by side. */
export function TrainPage() {
  const runs = useRuns()
  const replications = useSettings().data?.replications ?? 100
  const compare = useAction(
    (run: Run) =>
      client.studies.start({
        evaluations: [{ scenario: run.scenarioId, policies: [...ruleNames, run.id] }],
        replications,
        seed: run.seed,
        recommend: true,
      }),
    { refresh: [queryKeys.studies], onSuccess: (study) => navigate({ page: 'results', studyId: study.id }) },
  )
  const listed = [...(runs.data ?? [])].sort(
    (a, b) => b.createdAt.localeCompare(a.createdAt) || a.scenario.localeCompare(b.scenario),
  )

  return (
    <Page title={shellText.section.train}>
      <div className={styles.page}>
        <LaunchPanel />
        {runs.data !== undefined && listed.length === 0 && (
          <EmptyState icon="train" title={trainText.emptyTitle}>
            {trainText.empty}
          </EmptyState>
        )}
        {listed.length > 0 && (
          <>
            <h2>{trainText.runs}</h2>
            <div className={styles.runs}>
              {listed.map((run) => (
                <RunCard key={run.id} listed={run} onCompare={(one) => compare.mutate(one)} />
              ))}
            </div>
          </>
        )}
      </div>
    </Page>
  )
}
