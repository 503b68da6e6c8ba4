import type { CalibrationResult } from '../../../shared/calibration.ts'
import { formatDate, formatNumber } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { visitsText } from '../../text/visits.ts'
import { ArrivalsChart } from './arrivals-chart.tsx'
import { CensusChart } from './census-chart.tsx'
import { EstimatesTable } from './estimates-table.tsx'
import { Findings } from './findings.tsx'
import styles from './fit-result.module.css'
import { FromBase } from './from-base.tsx'
import { GoodnessCharts } from './goodness-charts.tsx'
import { MeasuresTable } from './measures-table.tsx'
import { countFits, sortEstimates } from './visits-view.ts'

/** What came of a fit: whether it behaves like the hospital, what was fitted, what was not, and which rows were odd. */
export function FitResult({ result }: { result: CalibrationResult }) {
  const { observedAgainstSimulated: compared, base, visits } = result
  const { hourly, others } = sortEstimates(result.estimates)
  return (
    <div className={styles.page}>
      <Headline result={result} />
      <div className={compared.census.length > 0 ? styles.pair : undefined}>
        {compared.measures.length > 0 && <MeasuresTable measures={compared.measures} />}
        {compared.census.length > 0 && <CensusChart census={compared.census} />}
      </div>
      {result.goodnessOfFit.length > 0 && <GoodnessCharts goodness={result.goodnessOfFit} families={result.families} />}
      {hourly.length > 0 && <ArrivalsChart rows={hourly} base={base.title} />}
      <div className={styles.pair}>
        {others.length > 0 && <EstimatesTable estimates={others} base={base.title} />}
        {result.fromBase.length > 0 && <FromBase numbers={result.fromBase} base={base.title} />}
      </div>
      <Findings visits={visits} />
    </div>
  )
}

function Headline({ result }: { result: CalibrationResult }) {
  const { observedAgainstSimulated: compared, visits, warnings } = result
  const { fits, all } = countFits(compared)
  const isFitting = all > 0 && fits === all
  return (
    <Card>
      <div className={styles.headline}>
        <p className={styles.figure}>
          <span className={styles.number}>
            {visitsText.headline(fits, all)} <span className={styles.numberNote}>{visitsText.headlineNote}</span>
          </span>
          {isFitting && (
            <span className={styles.good}>
              <Icon name="check" size={16} />
              {visitsText.allFit}
            </span>
          )}
          {all === 0 && <span className={styles.note}>{visitsText.noCompared}</span>}
        </p>
        <div className={styles.note}>
          <p>
            {visitsText.readAs(visits.visits, visits.rows, formatDate(visits.firstDay), formatDate(visits.lastDay), visits.days)}{' '}
            {visitsText.dateOrder[visits.dateOrder]}
          </p>
          <p>{visitsText.method(compared.days, formatNumber(compared.replications), compared.policy)}</p>
        </div>
      </div>
      {compared.doesNotFit.length > 0 && (
        <div className={styles.differs}>
          <h3>
            <Icon name="warning" size={16} />
            {visitsText.someDiffer}
          </h3>
          <ul>
            {compared.doesNotFit.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {warnings.length > 0 && (
        <div>
          <h3>{visitsText.warnings}</h3>
          <ul className={styles.sentences}>
            {warnings.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}
