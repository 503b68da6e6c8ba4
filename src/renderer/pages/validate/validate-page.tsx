import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Menu } from '../../components/menu.tsx'
import { Page } from '../../components/page.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { showToast } from '../../components/toast.tsx'
import { saveFile } from '../../save-file.ts'
import { validateText } from '../../text/validate.ts'
import { checksAsCsv, checksAsJson } from './check-export.ts'
import { ChecksTable } from './checks-table.tsx'
import { Outcome } from './outcome.tsx'
import { SuiteTiles } from './suite-tiles.tsx'
import styles from './validate.module.css'
import { chooseValidation, startValidation, stopValidation, useValidation } from './validation-run.ts'

const lengths = (['quick', 'full'] as const).map((value) => ({
  value,
  label: validateText.lengths[value],
  note: validateText.lengthNotes[value],
}))

/** The simulator beside what is known: exact formulas and published hospitals. */
export function ValidatePage() {
  const { run, choice } = useValidation()
  const isRunning = run.state === 'running'
  const save = (format: 'csv' | 'json') => {
    const name = `fairward-validation-${run.quick ? 'quick' : 'full'}.${format}`
    if (format === 'csv') saveFile(name, 'text/csv', checksAsCsv(run.checks))
    else saveFile(name, 'application/json', checksAsJson(run))
    showToast(validateText.exported(name))
  }
  return (
    <Page
      title={validateText.title}
      controls={
        <Segmented
          label={validateText.length}
          hideLabel
          options={lengths}
          value={choice.quick ? 'quick' : 'full'}
          onChange={(length) => chooseValidation({ quick: length === 'quick' })}
          isDisabled={isRunning}
        />
      }
      actions={
        <>
          {run.checks.length > 0 && !isRunning && (
            <Menu
              label={validateText.export}
              icon="export"
              entries={[
                { id: 'csv', label: validateText.exportCsv, onAction: () => save('csv') },
                { id: 'json', label: validateText.exportJson, onAction: () => save('json') },
              ]}
            />
          )}
          <MainAction isRunning={isRunning} chosen={choice.suites.size} />
        </>
      }
    >
      <div className={styles.page}>
        <p className={styles.purpose}>{validateText.purpose}</p>
        {run.state !== 'none' && <Outcome run={run} />}
        <SuiteTiles />
        {run.state !== 'none' ? (
          run.checks.length > 0 && <ChecksTable checks={run.checks} />
        ) : (
          <EmptyState icon="validate" title={validateText.emptyTitle}>
            {validateText.empty}
          </EmptyState>
        )}
      </div>
    </Page>
  )
}

/** One button that runs and stops, so that the keyboard stays where it is. */
function MainAction({ isRunning, chosen }: { isRunning: boolean; chosen: number }) {
  return (
    <Button
      variant={isRunning ? 'secondary' : 'primary'}
      icon={isRunning ? 'stop' : 'play'}
      isDisabled={!isRunning && chosen === 0}
      onPress={isRunning ? stopValidation : () => void startValidation()}
    >
      {isRunning ? validateText.stop : chosen === 0 ? validateText.run : validateText.runCount(chosen)}
    </Button>
  )
}
