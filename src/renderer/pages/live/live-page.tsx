import { useMemo, useRef, useState } from 'react'
import { formatNumber } from '../../../shared/format.ts'
import type { LiveFrame } from '../../../shared/live.ts'
import { builtInPolicies } from '../../built-in-policies.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Loading } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Select } from '../../components/select.tsx'
import { useRuns, useScenarios } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { liveText } from '../../text/live.ts'
import { shellText } from '../../text/shell.ts'
import { clockTime } from './clock-time.ts'
import { EventLog } from './event-log.tsx'
import { Floor } from './floor.tsx'
import styles from './live.module.css'
import { NowPanel } from './now-panel.tsx'
import { Timeline } from './timeline.tsx'
import { useLiveSession } from './use-live-session.ts'

const seeds = Array.from({ length: 9 }, (_, index) => index + 1)
const speeds = { '1': 1, '60': 60, '600': 600, max: 'max' } as const

/** A hospital to watch: the floor, the numbers as they arise, and the way back in time. */
export function LivePage({ scenario, policy }: { scenario: string | null; policy: string | null }) {
  const scenarios = useScenarios()
  const runs = useRuns()
  const [seed, setSeed] = useState(1)
  const latest = useRef<LiveFrame | null>(null)

  const entries = scenarios.data ?? []
  const entry = entries.find((one) => one.id === scenario || one.name === scenario) ?? entries[0]
  const agents = useMemo(
    () => (runs.data ?? []).filter((run) => run.checkpoint !== null && run.scenarioId === entry?.id),
    [runs.data, entry?.id],
  )
  const isKnown = [...builtInPolicies, ...agents].some(({ id }) => id === policy)
  const chosen = isKnown && policy !== null ? policy : 'acuity'
  const agent = agents.find(({ id }) => id === chosen)
  const choice = entry === undefined || runs.isPending ? null : { scenario: entry.id, policy: chosen, seed }
  const { frame, problem, command } = useLiveSession(choice, (next) => {
    latest.current = next
  })
  const groups = entry?.scenario.groups ?? []

  return (
    <Page
      title={shellText.section.live}
      subtitle={
        frame === null ? undefined : (
          <>
            <span className={styles.clock}>{clockTime(frame.minutes)}</span>
            {frame.minutes >= frame.endMinutes && ` · ${liveText.ended}`}
          </>
        )
      }
      controls={
        entry !== undefined && (
          <>
            <Select
              label={liveText.scenario}
              hideLabel
              options={entries.map((one) => ({ value: one.id, label: one.title }))}
              value={entry.id}
              onChange={(id) => navigate({ page: 'live', scenario: id, policy: chosen })}
            />
            <Select
              label={liveText.policy}
              hideLabel
              options={[
                ...builtInPolicies.map(({ id, label }) => ({ value: id, label })),
                ...agents.map((run) => ({
                  value: run.id,
                  label: liveText.agent(run),
                  note: liveText.agentNote(formatNumber(run.decisions)),
                })),
              ]}
              value={chosen}
              onChange={(name) => navigate({ page: 'live', scenario: entry.id, policy: name })}
            />
            <Select
              label={liveText.seed}
              hideLabel
              options={seeds.map((one) => ({ value: String(one), label: liveText.seedOption(one) }))}
              value={String(seed)}
              onChange={(value) => setSeed(Number(value))}
            />
          </>
        )
      }
      actions={
        frame !== null && (
          <>
            <Segmented
              label={liveText.speed}
              hideLabel
              options={(['1', '60', '600', 'max'] as const).map((value) => ({ value, label: liveText.speedOption[value] }))}
              value={String(frame.speed) as keyof typeof speeds}
              onChange={(value) => command({ action: 'speed', speed: speeds[value] })}
            />
            <IconButton icon="resume" label={liveText.restart} onPress={() => command({ action: 'seek', minutes: 0 })} />
            <IconButton icon="step" label={liveText.step} onPress={() => command({ action: 'step' })} />
            <Button
              variant="primary"
              icon={frame.playing ? 'pause' : 'play'}
              isDisabled={frame.minutes >= frame.endMinutes}
              onPress={() => command({ action: frame.playing ? 'pause' : 'play' })}
            >
              {frame.playing ? liveText.pause : liveText.play}
            </Button>
          </>
        )
      }
    >
      {problem !== null && <ProblemBanner>{problem}</ProblemBanner>}
      {frame === null && problem === null && <Loading label={liveText.starting} />}
      {frame !== null && (
        <div className={styles.layout}>
          <div className={styles.main}>
            {agent !== undefined && <p className={styles.notice}>{liveText.agentNotice[agent.groupBlind ? 'blind' : 'sees']}</p>}
            <Card>
              <Floor frame={frame} latest={latest} groups={groups} />
            </Card>
            <Timeline frame={frame} onSeek={(minutes) => command({ action: 'seek', minutes })} />
          </div>
          <div className={styles.side}>
            <NowPanel frame={frame} groups={groups} />
            <EventLog frame={frame} groups={groups} />
          </div>
        </div>
      )}
    </Page>
  )
}
