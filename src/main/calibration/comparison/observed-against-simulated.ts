import { type ObservedAgainstSimulated, type VisitMeasureName, visitMeasureNames } from '../../../shared/calibration.ts'
import { ruleLabels } from '../../../shared/policy.ts'
import type { Scenario } from '../../../shared/scenario.ts'
import { hoursPerDay, minutesPerDay } from '../../../shared/time.ts'
import { compileScenario } from '../../simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../../simulation/hospital/patients.ts'
import { builtInRule } from '../../simulation/hospital/rules.ts'
import { runPolicy } from '../../simulation/hospital/run-policy.ts'
import { Simulation } from '../../simulation/hospital/simulation.ts'
import { mean, variance } from '../../statistics/moments.ts'
import { tCritical } from '../../statistics/student-t.ts'
import type { ObservedPeriod } from '../arrivals/observed-period.ts'
import { weekdayOf } from '../visits/visit-times.ts'
import { outcomes } from '../visits/visit-words.ts'
import type { Visits } from '../visits/visits.ts'
import { type MeasuredVisits, measureVisits, type VisitMeasures } from './visit-measures.ts'
import { warmUpDaysBefore } from './warm-up-days.ts'

const policy = 'acuity'
/** Longest stretch that is simulated; of a longer file the last days are compared. */
const mostDays = 366
/** Everybody who comes in the last days is followed this long. */
const followedDays = 3
/** A number is compared where at least this share of the visits tells it. */
const enoughKnown = 0.8
const level = 0.95

const labels: Record<VisitMeasureName, string> = {
  arrivalsPerDay: 'Arrivals a day',
  waitMean: 'Wait to care, mean',
  waitMedian: 'Wait to care, median',
  waitP90: 'Wait to care, 90 of 100 wait less',
  stayMean: 'Length of stay, mean',
  stayMedian: 'Length of stay, median',
  stayP90: 'Length of stay, 90 of 100 stay less',
  leftUnseen: 'Left unseen',
  admitted: 'Admitted of those seen',
}

export interface ComparisonOptions {
  readonly scenario: Scenario
  readonly visits: Visits
  readonly period: ObservedPeriod
  readonly replications: number
  readonly seed: number
  readonly onProgress: (share: number) => void
}

/**
 * The fitted scenario, simulated over the observed days again and again under strict acuity, against what was observed. A prediction interval
 * says where one such period would lie: mean of the simulated periods +- t x standard deviation x sqrt(1 + 1/n). The first day is left out on
 * both sides: who came before it is not in the file.
 */
export function observedAgainstSimulated(options: ComparisonOptions): ObservedAgainstSimulated {
  const { scenario, visits, period, replications, seed, onProgress } = options
  const firstDay = Math.max(period.firstDay + (period.lastDay > period.firstDay ? 1 : 0), period.lastDay - mostDays + 1)
  const days = period.lastDay - firstDay + 1
  const isCounted = new Set(period.days)
  const counts = (day: number) => isCounted.has(firstDay + day)
  const observed = measureVisits(observedVisits(visits), { fromMinutes: firstDay * minutesPerDay, days, counts })
  const model = compileScenario(scenario)
  const simulation = new Simulation(model)
  const rule = builtInRule(policy, model)
  const fromMinutes = warmUpDaysBefore(weekdayOf(firstDay * minutesPerDay)) * minutesPerDay
  const untilMinutes = fromMinutes + (days + followedDays) * minutesPerDay
  let patients: PatientTable | undefined
  const simulated: VisitMeasures[] = []
  for (let replication = 0; replication < replications; replication++) {
    patients = drawPatients(model, { seed, use: 'confirmation', replication }, untilMinutes, patients)
    simulation.start(patients)
    runPolicy(simulation, rule, untilMinutes)
    simulated.push(measureVisits(simulatedVisits(simulation), { fromMinutes, days, counts }))
    onProgress((replication + 1) / replications)
  }
  const known = whatIsKnown(visits)
  const measures = visitMeasureNames.filter((measure) => known(measure) && Number.isFinite(observed.values[measure]))
  const hours = known('census') ? Array.from({ length: hoursPerDay }, (_, hour) => hour) : []
  const simultaneous = 1 - (1 - level) / (measures.length + hours.length)
  const compared = (value: number, values: number[]) => {
    const spread = Math.sqrt(variance(values) * (1 + 1 / values.length))
    const centre = mean(values)
    const half = tCritical(level, replications - 1) * spread
    return {
      observed: value,
      simulated: centre,
      lower: Math.max(0, centre - half),
      upper: centre + half,
      // Numbers that do not vary at all differ by no more than rounding.
      fits: Math.abs(value - centre) <= tCritical(simultaneous, replications - 1) * spread + 1e-9 * Math.abs(centre),
    }
  }
  const result = {
    days: period.days.filter((day) => day >= firstDay).length,
    replications,
    policy: ruleLabels[policy],
    measures: measures.map((measure) => ({
      measure,
      label: labels[measure],
      unit: unitOf(measure),
      ...compared(
        observed.values[measure],
        simulated.map(({ values }) => (Number.isFinite(values[measure]) ? values[measure] : 0)),
      ),
    })),
    census: hours.map((hour) => ({
      hour,
      ...compared(
        observed.census[hour]!,
        simulated.map(({ census }) => census[hour]!),
      ),
    })),
  }
  return { ...result, doesNotFit: sentencesOf(result) }
}

const unitOf = (measure: VisitMeasureName): Compared['measures'][number]['unit'] =>
  measure === 'arrivalsPerDay' ? 'per day' : measure === 'leftUnseen' || measure === 'admitted' ? 'share' : 'minutes'

/** On the line of wall time: hours of the day are what is compared. */
function observedVisits(visits: Visits): MeasuredVisits {
  const shift = (minutes: Float64Array) =>
    minutes.map((value, visit) => value - visits.arrivalMinutes[visit]! + visits.arrivalWallMinutes[visit]!)
  const [discharged, admitted, left] = [outcomes.indexOf('discharged'), outcomes.indexOf('admitted'), outcomes.indexOf('left')]
  return {
    count: visits.count,
    arrivalMinutes: visits.arrivalWallMinutes,
    startMinutes: shift(visits.startMinutes),
    departureMinutes: shift(visits.departureMinutes),
    isLeft: (visit) => visits.outcome[visit] === left,
    isAdmitted: (visit) => (visits.outcome[visit] === admitted ? true : visits.outcome[visit] === discharged ? false : null),
  }
}

function simulatedVisits({ patients, startMinutes, departureMinutes, leftMinutes }: Simulation): MeasuredVisits {
  return {
    count: patients.count,
    arrivalMinutes: patients.arrivalMinutes,
    startMinutes,
    departureMinutes,
    isLeft: (visit) => !Number.isNaN(leftMinutes[visit]!),
    isAdmitted: (visit) => (Number.isNaN(departureMinutes[visit]!) ? null : patients.admitted[visit] === 1),
  }
}

/** Which numbers the file's columns tell, for nearly all visits. */
function whatIsKnown(visits: Visits): (what: VisitMeasureName | 'census') => boolean {
  const left = outcomes.indexOf('left')
  const unknown = outcomes.indexOf('unknown')
  let [seen, gone, departed, decided] = [0, 0, 0, 0]
  for (let visit = 0; visit < visits.count; visit++) {
    const isSeen = !Number.isNaN(visits.startMinutes[visit]!)
    if (isSeen) seen++
    if (visits.outcome[visit] === left) gone++
    if (!Number.isNaN(visits.departureMinutes[visit]!)) departed++
    if (visits.outcome[visit] !== unknown) decided++
  }
  const hasWaits = seen + gone >= enoughKnown * visits.count && seen > 0
  const hasDepartures = departed >= enoughKnown * visits.count
  const canLeave = visits.fields.has('disposition') || visits.fields.has('departure')
  return (what) => {
    if (what === 'arrivalsPerDay') return true
    if (what === 'census') return hasDepartures
    if (what === 'admitted') return visits.fields.has('disposition') && decided >= enoughKnown * visits.count
    if (what === 'leftUnseen') return hasWaits && canLeave
    return what.startsWith('wait') ? hasWaits : hasWaits && hasDepartures
  }
}

type Compared = Omit<ObservedAgainstSimulated, 'doesNotFit'>

function sentencesOf({ measures, census }: Compared): string[] {
  const sentences = measures
    .filter(({ fits }) => !fits)
    .map(({ label, unit, observed, simulated, lower, upper }) => {
      const text = (value: number) =>
        unit === 'share'
          ? `${(100 * value).toFixed(1)} %`
          : `${value.toFixed(value < 10 ? 1 : 0)} ${unit === 'minutes' ? 'minutes' : 'a day'}`
      return `${label}: ${text(observed)} in the file, ${observed < simulated ? 'less' : 'more'} than the scenario gives (${text(lower)} to ${text(upper)}).`
    })
  for (const [word, isOff] of [
    ['more', (observed: number, simulated: number) => observed > simulated],
    ['fewer', (observed: number, simulated: number) => observed < simulated],
  ] as const) {
    const hours = census
      .filter(({ fits, observed, simulated }) => !fits && isOff(observed, simulated))
      .map(({ hour }) => `${hour}:00`)
    if (hours.length > 0)
      sentences.push(
        `People in the department: ${word} in the file than the scenario gives, in the ${hours.length === 1 ? 'hour' : 'hours'} from ${hours.join(', ')}.`,
      )
  }
  return sentences
}
