import { useQueries } from '@tanstack/react-query'
import { formatNumber } from '../../../shared/format.ts'
import { isActive, type Run } from '../../../shared/run.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { StatusChip } from '../../components/status-chip.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useScenario, useSettings } from '../../queries.ts'
import { trainText } from '../../text/train.ts'
import { LearningCurves } from './learning-curves.tsx'
import { RunActions } from './run-actions.tsx'
import type { RunGroup } from './run-groups.ts'
import { learnedFrom, timeLeft } from './run-words.ts'
import styles from './train.module.css'
import { useRun } from './use-run.ts'

/** Often enough for curves whose points come every few seconds. */
const refreshMilliseconds = 2000

/** Trainings that differ in their seed only: their curves as bands, and each with its state. */
export function SeedGroupCard({ runs, onCompare }: { runs: RunGroup['runs']; onCompare: (runs: readonly Run[]) => void }) {
  const [first] = runs
  const scenario = useScenario(first.scenarioId)
  const expert = useSettings().data?.expertDetail ?? false
  const trainings = useQueries({
    queries: runs.map((run) => ({
      queryKey: queryKeys.runMetrics(run.id),
      queryFn: () => client.runs.metrics({ id: run.id }),
      refetchInterval: isActive(run.status) ? refreshMilliseconds : (false as const),
    })),
    combine: (results) => results.map(({ data }) => data ?? []),
  })
  const finished = runs.filter(({ status, checkpoint }) => status === 'finished' && checkpoint !== null)
  return (
    <Card
      title={first.scenarioTitle}
      note={trainText.groupNote(first, runs.length, formatNumber(first.decisionsPlanned))}
      level={3}
      className={styles.band}
    >
      <LearningCurves
        trainings={trainings}
        groups={scenario.data?.scenario.groups ?? []}
        decisionsPlanned={first.decisionsPlanned}
        expert={expert}
      />
      <p className={styles.help}>{trainText.bands}</p>
      <ul className={styles.seeds} aria-label={trainText.seedsOf(first.scenarioTitle, first.fairnessWeight)}>
        {runs.map((run) => (
          <SeedRow key={run.id} listed={run} />
        ))}
      </ul>
      {finished.length > 0 && (
        <div className={styles.next}>
          <Button icon="compare" onPress={() => onCompare(finished)}>
            {trainText.compareSeeds(finished.length)}
          </Button>
        </div>
      )}
    </Card>
  )
}

function SeedRow({ listed }: { listed: Run }) {
  const { run } = useRun(listed)
  return (
    <li data-run-status={run.status}>
      <strong>{trainText.seedNumber(run.seed)}</strong>
      <StatusChip status={run.status} />
      <span className={styles.help}>{timeLeft(run) ?? learnedFrom(run, run.decisionsPlanned)}</span>
      <span className={styles.actions}>
        <RunActions run={run} which={trainText.seedNumber(run.seed)} />
      </span>
      {run.error !== null && <ProblemBanner announce={false}>{run.error}</ProblemBanner>}
    </li>
  )
}
