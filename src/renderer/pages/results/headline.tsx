import type { Comparison, Estimate as EstimateValue, EvaluationResult, PolicyOutcome } from '../../../shared/evaluation.ts'
import { formatEstimate, formatQuantity, type Unit } from '../../../shared/format.ts'
import { Card } from '../../components/card.tsx'
import { Estimate } from '../../components/estimate.tsx'
import { resultsText } from '../../text/results.ts'
import styles from './headline.module.css'
import { baselineOf, bestRule, changeOf, comparisonOf } from './outcome-view.ts'

interface HeadlineProps {
  result: EvaluationResult
  shown: PolicyOutcome
}

type Measure = 'needWeightedWait' | 'equalNeedGapMinutes' | 'waitMinutes' | 'onTarget' | 'leftUnseen'

interface Shape {
  measure: Measure
  term: string
  note?: string
  unit: Unit
  /** Of the difference. */
  changeUnit: Unit
  digits: number
  moreIsBetter?: boolean
}

const dominant: readonly Shape[] = [
  {
    measure: 'needWeightedWait',
    term: resultsText.needWeighted,
    note: resultsText.needWeightedNote,
    unit: 'weighted',
    changeUnit: 'weighted',
    digits: 0,
  },
  {
    measure: 'equalNeedGapMinutes',
    term: resultsText.gap,
    note: resultsText.gapNote,
    unit: 'minutes',
    changeUnit: 'minutes',
    digits: 1,
  },
]

const minor: readonly Shape[] = [
  { measure: 'waitMinutes', term: resultsText.wait, unit: 'minutes', changeUnit: 'minutes', digits: 1 },
  { measure: 'onTarget', term: resultsText.onTarget, unit: 'percent', changeUnit: 'points', digits: 1, moreIsBetter: true },
  { measure: 'leftUnseen', term: resultsText.leftUnseen, unit: 'percent', changeUnit: 'points', digits: 1 },
]

/** The figures that matter first, each beside today's rule and the best rule, with its paired change. */
export function Headline({ result, shown }: HeadlineProps) {
  const comparison = comparisonOf(result, shown.policy)
  const figure = (shape: Shape, large: boolean) => (
    <Figure key={shape.measure} shape={shape} result={result} shown={shown} comparison={comparison} large={large} />
  )
  return (
    <div className={styles.headline}>
      {dominant.map((shape) => (
        <Card key={shape.measure}>{figure(shape, true)}</Card>
      ))}
      <Card className={styles.minor}>{minor.map((shape) => figure(shape, false))}</Card>
    </div>
  )
}

interface FigureProps extends HeadlineProps {
  shape: Shape
  comparison: Comparison | undefined
  large: boolean
}

function Figure({ shape, result, shown, comparison, large }: FigureProps) {
  const { measure, unit, digits } = shape
  const today = baselineOf(result)
  const best = bestRule(result)
  // The best rule is the one with the least need-weighted wait; of the other measures it may not be the best.
  const ofRules = measure === 'needWeightedWait'
  const beside = [
    today === undefined
      ? null
      : today === shown
        ? resultsText.isToday
        : (ofRules && best === today ? resultsText.todayIsBest : resultsText.todayIs)(value(today)),
    ofRules && best !== undefined && best !== today && best !== shown ? resultsText.bestRule(best.label, value(best)) : null,
    ofRules && best === shown ? resultsText.isBestRule : null,
  ]
  const difference = shown.policy === result.baseline ? undefined : comparison?.[measure]
  return (
    <div className={styles.figure}>
      <span className={styles.term}>{shape.term}</span>
      <Estimate value={shown[measure]} unit={unit} digits={digits} large={large} stacked={!large} />
      <span className={styles.note}>{beside.filter((text) => text !== null).join(' · ')}</span>
      {difference !== undefined && <Change difference={difference} shape={shape} />}
      {shape.note !== undefined && <span className={styles.small}>{shape.note}</span>}
    </div>
  )

  function value(policy: PolicyOutcome): string {
    return formatQuantity(policy[measure].mean, unit, { digits })
  }
}

/** The change against today's rule on the same patients: narrower than the two intervals beside each other would suggest. */
function Change({ difference, shape }: { difference: EstimateValue; shape: Shape }) {
  const change = changeOf(difference, shape.moreIsBetter ?? false)
  return (
    <span className={styles[change]}>
      <strong>{resultsText.changeWord[change]}</strong>{' '}
      {formatEstimate(difference, shape.changeUnit, { signed: true, digits: shape.digits })}
    </span>
  )
}
