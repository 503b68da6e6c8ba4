import { useState } from 'react'
import { formatNumber } from '../../../shared/format.ts'
import { bestOfRun, ruleNames } from '../../../shared/policy.ts'
import type { Run } from '../../../shared/run.ts'
import { builtInPolicies } from '../../built-in-policies.ts'
import { Button } from '../../components/button.tsx'
import { Choices, withChoice } from '../../components/choices.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { NumberField } from '../../components/field.tsx'
import { Checkbox } from '../../components/switch.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction, useRuns, useScenarios, useSettings } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { resultsText } from '../../text/results.ts'
import { shellText } from '../../text/shell.ts'
import { latestFinished } from '../train/latest-finished.ts'
import { AgentChoices } from './agent-choices.tsx'
import styles from './new-comparison.module.css'

interface NewComparisonProps {
  isOpen: boolean
  onClose: () => void
}

/** Which hospitals, which policies, how many replications. */
export function NewComparison({ isOpen, onClose }: NewComparisonProps) {
  const scenarios = useScenarios().data ?? []
  const newestFirst = [...(useRuns().data ?? [])].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  const agents = newestFirst.filter((run) => run.checkpoint !== null)
  const settings = useSettings()
  const [hospitals, setHospitals] = useState<ReadonlySet<string> | null>(null)
  /** Policies somebody took in (true) or left out. */
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map())
  /** Agents that take part with their best checkpoint. */
  const [atBest, setAtBest] = useState<ReadonlySet<string>>(new Set())
  const [replications, setReplications] = useState<number | null>(null)
  const [recommend, setRecommend] = useState(true)

  // Until somebody chooses: the first hospital with an agent, or the first.
  const first = scenarios.find((entry) => agents.some((run) => run.scenarioId === entry.id)) ?? scenarios[0]
  const selected = scenarios.filter((entry) => (hospitals === null ? entry === first : hospitals.has(entry.id)))
  const offered = selected.flatMap((entry) => agents.filter((run) => run.scenarioId === entry.id))
  // Until somebody chooses: every rule, and of each hospital the agent that finished last.
  const usual = new Set<string>([...ruleNames, 'tuned-index', ...latestFinished(newestFirst).map((run) => run.id)])
  const takesPart = (id: string) => choices.get(id) ?? usual.has(id)
  const choose = (id: string, chosen: boolean) => setChoices(new Map([...choices, [id, chosen]]))
  const evaluations = selected.map((entry) => ({
    scenario: entry.id,
    policies: [
      ...builtInPolicies.map(({ id }) => id).filter(takesPart),
      ...offered
        .filter((run) => run.scenarioId === entry.id && takesPart(run.id))
        .map(({ id }) => (atBest.has(id) ? bestOfRun(id) : id)),
    ],
  }))
  const problem =
    selected.length === 0
      ? resultsText.noHospital
      : evaluations.some(({ policies }) => policies.length === 0)
        ? resultsText.noPolicy
        : null
  const start = useAction(
    () =>
      client.studies.start({
        evaluations,
        replications: replications ?? settings.data?.replications ?? 100,
        seed: 1,
        recommend,
      }),
    {
      refresh: [queryKeys.studies],
      onSuccess: (study) => {
        onClose()
        navigate({ page: 'results', studyId: study.id })
      },
    },
  )

  return (
    <Dialog
      title={resultsText.newComparison}
      isOpen={isOpen}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose}>{resultsText.cancel}</Button>
          <Button variant="primary" isDisabled={problem !== null || start.isPending} onPress={() => start.mutate(undefined)}>
            {problem ?? resultsText.start}
          </Button>
        </>
      }
    >
      <p className={styles.note}>{resultsText.newComparisonNote}</p>
      <div className={styles.form}>
        <div className={styles.column}>
          <Choices
            legend={resultsText.chooseHospitals}
            options={scenarios.map((entry) => ({ id: entry.id, label: entry.title }))}
            isChosen={(id) => selected.some((entry) => entry.id === id)}
            onChange={(id, chosen) => setHospitals(withChoice(selected, id, chosen))}
          />
          <AgentChoices
            agents={offered.map((run) => ({
              id: run.id,
              label: resultsText.agentOf(run.scenarioTitle, described(run)),
            }))}
            isChosen={takesPart}
            onChange={choose}
            isBest={(id) => atBest.has(id)}
            onBestChange={(id, best) =>
              setAtBest(
                withChoice(
                  offered.filter((run) => atBest.has(run.id)),
                  id,
                  best,
                ),
              )
            }
          />
        </div>
        <div className={styles.column}>
          <Choices legend={resultsText.chooseRules} options={builtInPolicies} isChosen={takesPart} onChange={choose} />
          <NumberField
            label={resultsText.replications}
            value={replications ?? settings.data?.replications ?? 100}
            onChange={setReplications}
            minimum={10}
            maximum={5000}
            digits={0}
            help={resultsText.replicationsHelp}
          />
          <Checkbox isSelected={recommend} onChange={setRecommend}>
            {resultsText.recommend}
          </Checkbox>
        </div>
      </div>
    </Dialog>
  )
}

function described(run: Run): string {
  const agent = resultsText.agent(run, formatNumber(run.decisions))
  return run.status === 'finished' ? agent : resultsText.agentUnfinished(agent, shellText.status[run.status])
}
