import { formatNumber } from '../../../shared/format.ts'
import { isActive, isResumable, type Run } from '../../../shared/run.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { Progress } from '../../components/progress.tsx'
import { StatusChip } from '../../components/status-chip.tsx'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction, useScenario, useSettings } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { remainingTime } from '../../shell/remaining-time.ts'
import { shellText } from '../../text/shell.ts'
import { trainText } from '../../text/train.ts'
import { Diagnostics } from './diagnostics.tsx'
import { LearningCurves } from './learning-curves.tsx'
import styles from './train.module.css'
import { useRun } from './use-run.ts'

/** One agent: how far, how good, and what can be done with it. */
export function RunCard({ listed, onCompare }: { listed: Run; onCompare: (run: Run) => void }) {
  const { run, metrics } = useRun(listed)
  const scenario = useScenario(run.scenarioId)
  const expert = useSettings().data?.expertDetail ?? false
  const groups = scenario.data?.scenario.groups ?? []
  const latest = metrics.at(-1)
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

  const fraction = run.decisionsPlanned > 0 ? Math.min(1, run.decisions / run.decisionsPlanned) : 0
  const seconds = run.stepsPerSecond ? (run.decisionsPlanned - run.decisions) / run.stepsPerSecond : null
  const active = isActive(run.status)

  return (
    <Card
      title={run.scenarioTitle}
      note={trainText.runNote(formatNumber(run.fairnessWeight, { digits: 1 }), run.seed, run.groupBlind)}
      level={3}
      actions={
        <>
          {active && (
            <>
              {run.status === 'running' && (
                <IconButton icon="pause" label={trainText.pause} onPress={() => pause.mutate(run.id)} />
              )}
              <IconButton icon="stop" label={trainText.stop} onPress={() => stop.mutate(run.id)} />
            </>
          )}
          {isResumable(run.status) && <IconButton icon="resume" label={trainText.resume} onPress={() => resume.mutate(run.id)} />}
          {!active && <IconButton icon="delete" label={trainText.delete} onPress={() => remove.mutate(run.id)} />}
        </>
      }
    >
      <div className={styles.state} data-run-status={run.status}>
        <StatusChip status={run.status} />
        {active && seconds !== null && seconds > 0 ? (
          <strong>{shellText.remaining(remainingTime(seconds))}</strong>
        ) : (
          <span>
            {run.status === 'finished'
              ? trainText.learned(formatNumber(run.decisions))
              : trainText.progress(formatNumber(run.decisions), formatNumber(run.decisionsPlanned))}
          </span>
        )}
      </div>
      {run.status !== 'finished' && <Progress label={run.scenarioTitle} fraction={fraction} idle={!active} />}
      {run.error !== null && <ProblemBanner announce={false}>{run.error}</ProblemBanner>}
      <LearningCurves metrics={metrics} groups={groups} decisionsPlanned={run.decisionsPlanned} />
      {expert && latest !== undefined && <Diagnostics hospital={run.scenarioTitle} latest={latest} groups={groups} />}
      {run.checkpoint !== null && !active && (
        <div className={styles.next}>
          <Button icon="compare" onPress={() => onCompare(run)}>
            {trainText.compare}
          </Button>
          <Button
            icon="live"
            variant="quiet"
            onPress={() => navigate({ page: 'live', scenario: run.scenarioId, policy: run.id })}
          >
            {trainText.watch}
          </Button>
        </div>
      )}
    </Card>
  )
}
