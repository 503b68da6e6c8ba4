import { Segmented } from '../../components/segmented.tsx'
import { Checkbox } from '../../components/switch.tsx'
import { resultsText } from '../../text/results.ts'
import styles from './agent-choices.module.css'

interface AgentChoicesProps {
  agents: readonly { id: string; label: string }[]
  isChosen: (id: string) => boolean
  onChange: (id: string, chosen: boolean) => void
  isBest: (id: string) => boolean
  onBestChange: (id: string, best: boolean) => void
}

/** Any of several agents, each as it was saved last or as it was when it did best. */
export function AgentChoices({ agents, isChosen, onChange, isBest, onBestChange }: AgentChoicesProps) {
  const { last, best } = resultsText.checkpoint
  const options = [
    { value: 'last', label: last },
    { value: 'best', label: best },
  ] as const
  return (
    <fieldset className={styles.list}>
      <legend>{resultsText.chooseAgents}</legend>
      <p className={styles.note}>{agents.length === 0 ? resultsText.noAgents : resultsText.bestCheckpointNote}</p>
      {agents.map(({ id, label }) => (
        <div key={id} className={styles.agent}>
          <Checkbox isSelected={isChosen(id)} onChange={(chosen) => onChange(id, chosen)}>
            {label}
          </Checkbox>
          {isChosen(id) && (
            <Segmented
              label={resultsText.checkpointOf(label)}
              hideLabel
              options={options}
              value={isBest(id) ? 'best' : 'last'}
              onChange={(checkpoint) => onBestChange(id, checkpoint === 'best')}
            />
          )}
        </div>
      ))}
    </fieldset>
  )
}
