import { ruleNames } from '../../../shared/policy.ts'
import type { Run } from '../../../shared/run.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { client } from '../../connection/client.ts'
import { errorSentence } from '../../connection/errors.ts'
import { queryKeys, useAction, useRuns, useScenarios, useSettings } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { shellText } from '../../text/shell.ts'
import { trainText } from '../../text/train.ts'
import { latestFinished } from './latest-finished.ts'
import { LaunchPanel } from './launch-panel.tsx'
import { RunCard } from './run-card.tsx'
import { groupRuns } from './run-groups.ts'
import { SeedGroupCard } from './seed-group-card.tsx'
import styles from './train.module.css'

/** Agents in training, side by side. `scenario`: the hospital that is chosen at first. */
export function TrainPage({ scenario }: { scenario: string | null }) {
  const runs = useRuns()
  const replications = useSettings().data?.replications ?? 100
  const startStudy = useAction(
    (plan: { evaluations: { scenario: string; policies: string[] }[]; seed: number; recommend: boolean }) =>
      client.studies.start({ ...plan, replications }),
    {
      refresh: [queryKeys.studies],
      onSuccess: (study) => navigate({ page: 'results', studyId: study.id }),
    },
  )
  /** Each agent with all rules, in its own hospital. */
  const compare = (agents: readonly Run[]) =>
    startStudy.mutate({
      evaluations: agents.map((run) => ({ scenario: run.scenarioId, policies: [...ruleNames, run.id] })),
      seed: agents[0]?.seed ?? 1,
      recommend: true,
    })
  /** Agents of one setting in one comparison, so that they are judged together. */
  const compareSeeds = (hospital: string, agents: readonly Run[]) =>
    startStudy.mutate({
      evaluations: [{ scenario: hospital, policies: ['acuity', ...agents.map(({ id }) => id)] }],
      seed: 1,
      recommend: false,
    })
  const hospitals = useScenarios().data ?? []
  const place = (run: Run) => hospitals.findIndex((entry) => entry.id === run.scenarioId)
  const listed = [...(runs.data ?? [])].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || place(a) - place(b))
  const finished = latestFinished(listed)

  return (
    <Page title={shellText.section.train}>
      <div className={styles.page}>
        <LaunchPanel key={scenario} first={scenario} />
        {runs.error !== null && <ProblemBanner>{errorSentence(runs.error)}</ProblemBanner>}
        {runs.data !== undefined && listed.length === 0 && (
          <EmptyState icon="train" title={trainText.emptyTitle}>
            {trainText.empty}
          </EmptyState>
        )}
        {listed.length > 0 && (
          <section className={styles.agents} aria-labelledby="agents">
            <header className={styles.head}>
              <h2 id="agents">{trainText.runs}</h2>
              <p className={styles.help}>{trainText.hint}</p>
              {finished.length > 1 && (
                <Button icon="compare" isDisabled={startStudy.isPending} onPress={() => compare(finished)}>
                  {trainText.compareAll(finished.length)}
                </Button>
              )}
            </header>
            <div className={styles.runs}>
              {groupRuns(listed).map(({ id, runs: members }) =>
                members.length === 1 ? (
                  <RunCard key={id} listed={members[0]} onCompare={(one) => compare([one])} />
                ) : (
                  <SeedGroupCard key={id} runs={members} onCompare={(some) => compareSeeds(members[0].scenarioId, some)} />
                ),
              )}
            </div>
          </section>
        )}
      </div>
    </Page>
  )
}
