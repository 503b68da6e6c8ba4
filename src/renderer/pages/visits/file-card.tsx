import { DropZone, FileTrigger } from 'react-aria-components'
import type { ScenarioEntry } from '../../../shared/contract.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Loading } from '../../components/empty-state.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { ProblemList } from '../../components/problem-list.tsx'
import { WorkProgress } from '../../components/work-progress.tsx'
import { visitsText } from '../../text/visits.ts'
import styles from './visits.module.css'
import { cancelWork, forgetVisits, makeUpVisits, openFile, useVisits } from './visits-session.ts'

/** Which file; what is wrong with it. `base` lends the made-up visits their hospital. */
export function FileCard({ base }: { base: ScenarioEntry | undefined }) {
  const { step, progress, file, refusal } = useVisits()
  const isBusy = step !== 'idle'
  return (
    <Card title={visitsText.file} note={visitsText.fileNote}>
      <p className={styles.privacy}>{visitsText.privacy}</p>
      <DropZone
        className={styles.drop ?? ''}
        isDisabled={isBusy}
        onDrop={(event) => {
          const dropped = event.items.find((item) => item.kind === 'file')
          if (dropped !== undefined) void dropped.getFile().then(openFile)
        }}
      >
        <div className={styles.choose}>
          <FileTrigger
            acceptedFileTypes={['text/csv', '.csv', '.txt', '.tsv']}
            onSelect={(files) => {
              const chosen = files?.[0]
              if (chosen !== undefined) void openFile(chosen)
            }}
          >
            <Button icon="import" variant={file === null ? 'primary' : 'secondary'} isDisabled={isBusy}>
              {file === null ? visitsText.choose : visitsText.chooseAnother}
            </Button>
          </FileTrigger>
          <span className={styles.note}>{visitsText.drop}</span>
        </div>
        {file === null && base !== undefined && (
          <div className={styles.choose}>
            <Button variant="quiet" icon="play" isDisabled={isBusy} onPress={() => void makeUpVisits(base)}>
              {visitsText.madeUp}
            </Button>
            <span className={styles.note}>{visitsText.madeUpNote(base.title)}</span>
          </div>
        )}
        {file !== null && (
          <div className={styles.chosen}>
            <p className={styles.fileName}>{file.name}</p>
            <p className={styles.note}>
              {visitsText.found(file.inspection.rows, file.inspection.columns.length)},{' '}
              {visitsText.separatedBy[file.inspection.separator]}. {file.isWestern && visitsText.encodingNote}
            </p>
          </div>
        )}
        {file !== null && (
          <Button variant="quiet" icon="delete" isDisabled={isBusy} onPress={forgetVisits}>
            {visitsText.forget}
          </Button>
        )}
      </DropZone>
      {step === 'reading' && <Loading label={visitsText.reading} />}
      {step === 'making-up' && (
        <div className={styles.working}>
          <WorkProgress label={visitsText.madeUpWorking} progress={progress} starting={visitsText.madeUpWorking} />
          <Button icon="stop" onPress={cancelWork}>
            {visitsText.cancel}
          </Button>
        </div>
      )}
      {refusal !== null && (
        <ProblemBanner title={visitsText.refusedTitle(refusal.fileName)}>
          <ProblemList problems={refusal.problems} />
        </ProblemBanner>
      )}
    </Card>
  )
}
