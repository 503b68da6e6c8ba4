import { engineLabels, formatEngineSpeed } from '../../../shared/engine.ts'
import { useEngines } from '../../queries.ts'
import { formatRoute } from '../../route.ts'
import { trainText } from '../../text/train.ts'
import styles from './train.module.css'

/** What new runs train with, how fast it is here where that was measured, and where to read why. */
export function EngineLine() {
  const report = useEngines(false).data
  if (report === undefined) return null
  const finding = report.engines.find(({ name }) => name === report.chosen)
  const speed = finding?.state === 'ready' ? formatEngineSpeed(finding.rowsPerSecond) : null
  return (
    <p className={styles.help}>
      {trainText.engine(engineLabels[report.chosen], speed)} <a href={formatRoute({ page: 'settings' })}>{trainText.engineWhy}</a>
    </p>
  )
}
