import { useState } from 'react'
import { type TrainingLength, trainingLengths } from '../../../../shared/training-lengths.ts'
import { Button } from '../../../components/button.tsx'
import { Choices } from '../../../components/choices.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { NumberField } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import { Checkbox } from '../../../components/switch.tsx'
import { client } from '../../../connection/client.ts'
import { queryKeys, useAction, useScenarios } from '../../../queries.ts'
import { navigate } from '../../../router.ts'
import { resultsText } from '../../../text/results.ts'
import { studiesText } from '../../../text/studies.ts'
import { trainText } from '../../../text/train.ts'
import { LengthChoice } from '../../train/length-choice.tsx'
import styles from './seeds.module.css'

const weights = [0, 0.3, 0.5, 0.8, 1]

/** Which hospital, how many seeds, which fairness weights, how long. */
export function NewSeedStudy({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const scenarios = useScenarios().data ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [seeds, setSeeds] = useState(5)
  const [fairnessWeights, setFairnessWeights] = useState<readonly number[]>([0, 0.8])
  const [length, setLength] = useState<TrainingLength>('standard')
  const [groupBlind, setGroupBlind] = useState(false)
  const [replications, setReplications] = useState(300)
  const scenario = scenarios.find(({ id }) => id === chosen) ?? scenarios[0]
  const start = useAction(
    (id: string) =>
      client.studies.startSeeds({
        scenario: id,
        plan: {
          seeds: Array.from({ length: seeds }, (_, index) => index + 1),
          fairnessWeights: [...fairnessWeights],
          decisions: trainingLengths[length],
          groupBlind,
        },
        replications,
        seed: 1,
      }),
    {
      refresh: [queryKeys.studies, queryKeys.runs],
      onSuccess: (study) => {
        onClose()
        navigate({ page: 'results', studyId: study.id })
      },
    },
  )
  const toggle = (id: string, isChosen: boolean) =>
    setFairnessWeights(weights.filter((weight) => (weight === Number(id) ? isChosen : fairnessWeights.includes(weight))))
  return (
    <Dialog
      title={studiesText.new}
      isOpen={isOpen}
      onClose={onClose}
      wide
      actions={
        <>
          <Button onPress={onClose}>{resultsText.cancel}</Button>
          <Button
            variant="primary"
            isDisabled={scenario === undefined || fairnessWeights.length === 0 || start.isPending}
            onPress={() => scenario !== undefined && start.mutate(scenario.id)}
          >
            {fairnessWeights.length === 0 ? studiesText.noWeight : studiesText.start(seeds * fairnessWeights.length)}
          </Button>
        </>
      }
    >
      <p className={styles.note}>{studiesText.newNote}</p>
      <div className={styles.form}>
        <Select
          label={studiesText.hospital}
          options={scenarios.map(({ id, title }) => ({ value: id, label: title }))}
          value={scenario?.id ?? null}
          onChange={setChosen}
        />
        <NumberField
          label={studiesText.seeds}
          value={seeds}
          onChange={setSeeds}
          minimum={2}
          maximum={12}
          digits={0}
          help={studiesText.seedsHelp}
        />
        <div className={styles.wide}>
          <Choices
            inline
            legend={studiesText.weights}
            options={weights.map((weight) => ({ id: String(weight), label: String(weight) }))}
            isChosen={(id) => fairnessWeights.includes(Number(id))}
            onChange={toggle}
          />
          <p className={styles.help}>{studiesText.weightsHelp}</p>
        </div>
        <div className={styles.wide}>
          <LengthChoice value={length} onChange={setLength} />
          <Checkbox isSelected={groupBlind} onChange={setGroupBlind}>
            {trainText.groupBlind}
          </Checkbox>
        </div>
        <NumberField
          label={resultsText.replications}
          value={replications}
          onChange={setReplications}
          minimum={10}
          maximum={5000}
          digits={0}
          help={resultsText.replicationsHelp}
        />
      </div>
    </Dialog>
  )
}
