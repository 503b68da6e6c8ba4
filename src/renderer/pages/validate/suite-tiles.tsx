import { useId } from 'react'
import { type ValidationCheck, type ValidationSuiteName, validationSuites } from '../../../shared/validation.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Checkbox } from '../../components/switch.tsx'
import { validateText } from '../../text/validate.ts'
import { countChecks, deviationText } from './check-view.ts'
import { DeviationStrip } from './deviation-strip.tsx'
import styles from './validate.module.css'
import { chooseValidation, useValidation } from './validation-run.ts'

/** One tile a suite: whether it takes part in the next run, and how it came out in the last. */
export function SuiteTiles() {
  const { run, choice } = useValidation()
  const title = useId()
  const isRunning = run.state === 'running'
  const choose = (name: ValidationSuiteName, chosen: boolean) => {
    const suites = new Set(choice.suites)
    if (chosen) suites.add(name)
    else suites.delete(name)
    chooseValidation({ suites })
  }
  return (
    <section aria-labelledby={title} className={styles.section}>
      <header className={styles.head}>
        <h2 id={title}>{validateText.suites}</h2>
        <div className={styles.choices}>
          <Button
            variant="quiet"
            isDisabled={isRunning}
            onPress={() => chooseValidation({ suites: new Set(validationSuites.map(({ name }) => name)) })}
          >
            {validateText.all}
          </Button>
          <Button variant="quiet" isDisabled={isRunning} onPress={() => chooseValidation({ suites: new Set() })}>
            {validateText.none}
          </Button>
        </div>
        {choice.suites.size === 0 && <p className={styles.note}>{validateText.noneChosen}</p>}
      </header>
      <ul className={styles.tiles}>
        {validationSuites.map((suite) => (
          <li key={suite.name} className={styles.tile} data-suite={suite.name}>
            <Checkbox
              isSelected={choice.suites.has(suite.name)}
              onChange={(chosen) => choose(suite.name, chosen)}
              isDisabled={isRunning}
            >
              <strong>{suite.title}</strong>
            </Checkbox>
            <p className={styles.note}>{suite.description}</p>
            <SuiteOutcome checks={run.checks.filter((check) => check.suite === suite.name)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function SuiteOutcome({ checks }: { checks: readonly ValidationCheck[] }) {
  if (checks.length === 0) return <p className={styles.pending}>{validateText.notRun}</p>
  const { passed, failed, furthest } = countChecks(checks)
  const words = [
    validateText.passedCount(passed, checks.length),
    ...(failed > 0 ? [validateText.failedCount(failed)] : []),
    ...(furthest === null ? [] : [validateText.furthest(deviationText(furthest))]),
  ].join(' · ')
  return (
    <div className={styles.outcome}>
      <DeviationStrip checks={checks} />
      <p className={failed > 0 ? styles.failedWords : styles.passedWords}>
        <Icon name={failed > 0 ? 'warning' : 'check'} size={14} />
        {words}
      </p>
    </div>
  )
}
