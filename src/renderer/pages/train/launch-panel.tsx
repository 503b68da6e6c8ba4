import { useState } from 'react'
import { type TrainingLength, trainingLengths } from '../../../shared/training-lengths.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Choices, withChoice } from '../../components/choices.tsx'
import { NumberField } from '../../components/field.tsx'
import { Slider } from '../../components/slider.tsx'
import { Checkbox } from '../../components/switch.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction, useRuns, useScenarios } from '../../queries.ts'
import { remainingTime } from '../../shell/remaining-time.ts'
import { trainText } from '../../text/train.ts'
import { EngineLine } from './engine-line.tsx'
import { LengthChoice } from './length-choice.tsx'
import { expectedSeconds } from './lengths.ts'
import styles from './train.module.css'

/** Which hospitals, how fair, how long: and go. `first`: the hospital that is chosen at first. */
export function LaunchPanel({ first }: { first: string | null }) {
  const scenarios = useScenarios()
  const runs = useRuns()
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(first === null ? null : new Set([first]))
  const [fairnessWeight, setFairnessWeight] = useState(0.5)
  const [length, setLength] = useState<TrainingLength>('standard')
  const [seed, setSeed] = useState(1)
  const [groupBlind, setGroupBlind] = useState(false)
  const start = useAction(
    (ids: string[]) =>
      client.runs.start({ scenarios: ids, options: { seed, fairnessWeight, groupBlind, decisions: trainingLengths[length] } }),
    { refresh: [queryKeys.runs] },
  )

  const entries = scenarios.data ?? []
  // Until somebody chooses, all presets: four hospitals with one press.
  const selected = entries.filter((entry) => (chosen === null ? entry.preset : chosen.has(entry.id)))
  const seconds = expectedSeconds(trainingLengths[length], runs.data ?? [])

  return (
    <Card title={trainText.launch} note={`${trainText.launchNote} ${groupBlind ? trainText.blind : trainText.sees}`}>
      <div className={styles.launch}>
        <div className={styles.hospitals}>
          <Choices
            inline
            legend={trainText.hospitals}
            options={entries.map(({ id, title }) => ({ id, label: title }))}
            isChosen={(id) => selected.some((entry) => entry.id === id)}
            onChange={(id, isChosen) => setChosen(withChoice(selected, id, isChosen))}
          />
        </div>
        <div className={styles.weight}>
          <Slider
            label={trainText.fairness}
            value={fairnessWeight}
            onChange={setFairnessWeight}
            minimum={0}
            maximum={1}
            step={0.1}
            ends={trainText.fairnessEnds}
          />
          <Checkbox isSelected={groupBlind} onChange={setGroupBlind}>
            {trainText.groupBlind}
          </Checkbox>
        </div>
        <div className={styles.length}>
          <LengthChoice value={length} onChange={setLength} />
          <p className={styles.help}>
            {seconds === null ? trainText.lengthUnknown : trainText.lengthHelp(remainingTime(seconds))}
          </p>
          <EngineLine />
        </div>
        <div className={styles.seed}>
          <NumberField label={trainText.seed} value={seed} onChange={setSeed} minimum={0} maximum={999_999} digits={0} />
        </div>
        <div className={styles.start}>
          <Button
            variant="primary"
            icon="play"
            isDisabled={selected.length === 0 || start.isPending}
            onPress={() => start.mutate(selected.map((entry) => entry.id))}
          >
            {selected.length === 0 ? trainText.noneChosen : trainText.startCount(selected.length)}
          </Button>
        </div>
      </div>
    </Card>
  )
}
