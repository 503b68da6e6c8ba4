import { isActive, type Run } from '../../../shared/run.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { Progress } from '../../components/progress.tsx'
import { StatusChip } from '../../components/status-chip.tsx'
import { useScenario, useSettings } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { agentSetting } from '../../text/agent-setting.ts'
import { trainText } from '../../text/train.ts'
import { Diagnostics } from './diagnostics.tsx'
import { LearningCurves } from './learning-curves.tsx'
import { RunActions } from './run-actions.tsx'
import { learnedFrom, timeLeft } from './run-words.ts'
import styles from './train.module.css'
import { useRun } from './use-run.ts'

/** One agent: how far, how good, and what can be done with it. */
export function RunCard({ listed, onCompare }: { listed: Run; onCompare: (run: Run) => void }) {
  const { run, metrics } = useRun(listed)
  const scenario = useScenario(run.scenarioId)
  const expert = useSettings().data?.expertDetail ?? false
  const groups = scenario.data?.scenario.groups ?? []
  const latest = metrics.at(-1)

  const fraction = run.decisionsPlanned > 0 ? Math.min(1, run.decisions / run.decisionsPlanned) : 0
  const left = timeLeft(run)
  const active = isActive(run.status)

  return (
    <Card title={run.scenarioTitle} note={agentSetting(run)} level={3} actions={<RunActions run={run} />}>
      <div className={styles.state} data-run-status={run.status}>
        <StatusChip status={run.status} />
        {left === null ? <span>{learnedFrom(run, run.decisionsPlanned)}</span> : <strong>{left}</strong>}
      </div>
      {run.status !== 'finished' && <Progress label={run.scenarioTitle} fraction={fraction} idle={!active} />}
      {run.error !== null && <ProblemBanner announce={false}>{run.error}</ProblemBanner>}
      <LearningCurves trainings={[metrics]} groups={groups} decisionsPlanned={run.decisionsPlanned} expert={expert} />
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
