import { type ValidationCheck, validationSuites } from '../../../shared/validation.ts'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { WorkProgress } from '../../components/work-progress.tsx'
import { validateText } from '../../text/validate.ts'
import { countChecks } from './check-view.ts'
import styles from './validate.module.css'
import type { ValidationRun } from './validation-run.ts'

/** The one figure of the page: how many checks passed; while they run, how far they are. */
export function Outcome({ run }: { run: ValidationRun }) {
  const { state, checks, progress, error, quick, seed } = run
  const { passed, failed } = countChecks(checks)
  const words = validateText.headline
  const headline =
    failed > 0
      ? words.disagree
      : state === 'running'
        ? words.running
        : state === 'stopped'
          ? words.stopped
          : state === 'failed'
            ? words.failed
            : words.agree
  const agrees = state === 'finished' && failed === 0
  return (
    <Card className={failed > 0 ? styles.headlineFailed : undefined}>
      <div className={styles.headline}>
        <p className={styles.figure}>
          <span className={failed > 0 ? styles.failedFigure : styles.number}>
            {validateText.figure(passed, checks.length)} <span className={styles.figureNote}>{validateText.figureNote}</span>
          </span>
          <span role="status" className={failed > 0 ? styles.failedWords : agrees ? styles.passedWords : styles.note}>
            {(failed > 0 || agrees) && <Icon name={failed > 0 ? 'warning' : 'check'} size={16} />}
            {failed > 0 ? `${headline}: ${validateText.failedCount(failed)}` : headline}
          </span>
        </p>
        {state === 'running' ? (
          <WorkProgress label={validateText.progress} progress={progress} starting={validateText.starting} />
        ) : (
          <p className={styles.note}>
            {state === 'stopped' && `${validateText.stoppedNote} `}
            {validateText.method(quick ? 'quick' : 'full', seed)}
          </p>
        )}
      </div>
      {failed > 0 && <Failures checks={checks.filter(({ ok }) => !ok)} />}
      {error !== null && <ProblemBanner>{error}</ProblemBanner>}
    </Card>
  )
}

const failuresShown = 4

function Failures({ checks }: { checks: readonly ValidationCheck[] }) {
  return (
    <ul className={styles.failures}>
      {checks.slice(0, failuresShown).map((check) => (
        <li key={`${check.suite} ${check.name}`}>
          <strong>
            {validateText.failureOf(validationSuites.find(({ name }) => name === check.suite)?.title ?? check.suite, check.name)}
          </strong>
          {check.failure !== null && <p>{check.failure}</p>}
        </li>
      ))}
      {checks.length > failuresShown && <li>{validateText.moreFailures(checks.length - failuresShown)}</li>}
    </ul>
  )
}
