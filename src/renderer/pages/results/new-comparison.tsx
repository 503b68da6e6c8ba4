import { useState } from 'react'
import { formatNumber } from '../../../shared/format.ts'
import { ruleLabels, ruleNames } from '../../../shared/policy.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { NumberField } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { Checkbox } from '../../components/switch.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction, useRuns, useScenarios, useSettings } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { resultsText } from '../../text/results.ts'
import styles from './results.module.css'

interface NewComparisonProps {
  isOpen: boolean
  onClose: () => void
}

/** Which hospital, which policies, how many replications. */
export function NewComparison({ isOpen, onClose }: NewComparisonProps) {
  const scenarios = useScenarios().data ?? []
  const runs = useRuns().data ?? []
  const settings = useSettings()
  const [scenarioId, setScenarioId] = useState<string | null>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [replications, setReplications] = useState<number | null>(null)
  const [recommend, setRecommend] = useState(true)

  const scenario = scenarios.find((entry) => entry.id === scenarioId) ?? scenarios[0]
  const policies = [
    ...ruleNames.map((rule) => ({ id: rule as string, label: ruleLabels[rule] })),
    ...runs
      .filter((run) => run.scenarioId === scenario?.id && run.checkpoint !== null)
      .map((run) => ({ id: run.id, label: resultsText.agent(formatNumber(run.fairnessWeight, { digits: 1 }), run.seed) })),
  ]
  const chosen = policies.filter((policy) => !left.has(policy.id))
  const count = replications ?? settings.data?.replications ?? 100
  const start = useAction(
    (id: string) =>
      client.studies.start({
        evaluations: [{ scenario: id, policies: chosen.map((policy) => policy.id) }],
        replications: count,
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
      actions={
        <>
          <Button onPress={onClose}>{resultsText.cancel}</Button>
          <Button
            variant="primary"
            isDisabled={scenario === undefined || chosen.length === 0 || start.isPending}
            onPress={() => scenario !== undefined && start.mutate(scenario.id)}
          >
            {chosen.length === 0 ? resultsText.noPolicy : resultsText.start}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={resultsText.chooseHospital}
          options={scenarios.map((entry) => ({ value: entry.id, label: entry.title }))}
          value={scenario?.id ?? null}
          onChange={setScenarioId}
        />
        <fieldset className={styles.policies}>
          <legend>{resultsText.choosePolicies}</legend>
          {policies.map((policy) => (
            <Checkbox
              key={policy.id}
              isSelected={!left.has(policy.id)}
              onChange={(isSelected) => {
                const next = new Set(left)
                if (isSelected) next.delete(policy.id)
                else next.add(policy.id)
                setLeft(next)
              }}
            >
              {policy.label}
            </Checkbox>
          ))}
        </fieldset>
        <NumberField
          label={resultsText.replications}
          value={count}
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
    </Dialog>
  )
}
