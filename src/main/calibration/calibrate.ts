import {
  type CalibrationOptions,
  type CalibrationResult,
  calibrationOptionsSchema,
  type VisitsSummary,
} from '../../shared/calibration.ts'
import { formatCount } from '../../shared/format.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { hoursPerDay, minutesPerDay } from '../../shared/time.ts'
import { type ArrivalFit, fitArrivals } from './arrivals/arrival-fit.ts'
import { fitGroups, type GroupFit } from './arrivals/group-fit.ts'
import { type ObservedPeriod, observePeriod } from './arrivals/observed-period.ts'
import { fitBoarding } from './care/boarding-fit.ts'
import { fitCare } from './care/care-fit.ts'
import { careVisits } from './care/care-visits.ts'
import { goodnessOfFit } from './care/goodness-of-fit.ts'
import { observedAgainstSimulated } from './comparison/observed-against-simulated.ts'
import { estimateList } from './scenario/estimate-list.ts'
import { type Fits, fittedScenario } from './scenario/fitted-scenario.ts'
import { fromBaseList } from './scenario/from-base.ts'
import { matchGroups, type VisitGroups } from './visits/visit-groups.ts'
import { dayText } from './visits/visit-times.ts'
import type { Visits, VisitsReading } from './visits/visits.ts'
import { readVisits } from './visits/visits-file.ts'
import { VisitsRefused } from './visits/visits-refused.ts'

const fewestVisits = 100
const longestName = 60
const longestTitle = 120

export interface CalibrationRequest extends Partial<CalibrationOptions> {
  /** The visits file, CSV. */
  readonly text: string
  /** What the visits cannot tell comes from here. */
  readonly base: Scenario
  /** 0 to 1, and what is being done. */
  readonly onProgress?: (share: number, doing: string) => void
}

/**
 * A scenario from a hospital's own visits: arrivals, groups, need, stays, admission and patience by maximum likelihood, the rest from the base,
 * and the fitted scenario's simulation against what was observed. Throws `VisitsRefused` where the file cannot be used.
 */
export function calibrate({ text, base, onProgress = () => {}, ...given }: CalibrationRequest): CalibrationResult {
  const options = calibrationOptionsSchema.parse(given)
  onProgress(0, 'reading the file')
  const reading = readVisits({ text, mapping: options.mapping, timeZone: options.timeZone })
  const { visits } = reading
  if (visits.count < fewestVisits)
    throw new VisitsRefused([
      {
        path: '',
        message: `the file has ${formatCount(visits.count, 'visit')} that can be read; at least ${fewestVisits} are needed, better a month or more`,
      },
    ])
  onProgress(0.1, 'fitting arrivals')
  const period = observePeriod(visits)
  const matched = matchGroups(base, visits)
  const { scenario } = matched
  const arrivals = fitArrivals(period, base.arrivals.weekdayFactor)
  const groups = matched.areKnown
    ? fitGroups(
        countGroups(visits, matched),
        scenario.groups.length,
        scenario.groups.map(({ hourFactor }) => hourFactor),
      )
    : null
  onProgress(0.15, 'fitting need, stays, admission and patience')
  const tellsCare = [...visits.fields].some((field) => field !== 'arrival' && field !== 'group')
  const care = tellsCare
    ? fitCare(scenario, careVisits(visits, matched.groupOf, base.patience.crowding, period.days.length), (share) =>
        onProgress(0.15 + 0.35 * share, 'fitting need, stays, admission and patience'),
      )
    : null
  const boarding = visits.fields.has('readyToLeave')
    ? fitBoarding(scenario, visits, matched.groupOf, care?.freedom.reference ?? 0)
    : null
  const fits: Fits = { arrivals, groups, care, boarding }
  const estimates = estimateList(scenario, fits, (share) => onProgress(0.5 + 0.25 * share, 'working out intervals'))
  const summary = summaryOf(reading, period, matched)
  const fitted = fittedScenario(scenario, fits, {
    name: options.name ?? `${base.name.slice(0, longestName - '-calibrated'.length)}-calibrated`,
    title: options.title ?? `${base.title.slice(0, longestTitle - ', from visits'.length)}, from visits`,
    base,
    visits: `${formatCount(visits.count, 'visit')} from ${summary.firstDay} to ${summary.lastDay}`,
  })
  onProgress(0.75, 'simulating the fitted scenario')
  const compared = observedAgainstSimulated({
    scenario: fitted,
    visits,
    period,
    replications: options.replications,
    seed: options.seed,
    onProgress: (share) => onProgress(0.75 + 0.25 * share, 'simulating the fitted scenario'),
  })
  return {
    scenario: fitted,
    base: { name: base.name, title: base.title },
    visits: summary,
    estimates,
    fromBase: fromBaseList(scenario, fits, visits, matched.areKnown),
    families: [...(care?.choices ?? []), ...(boarding === null ? [] : [boarding.choice])],
    goodnessOfFit: care === null ? [] : goodnessOfFit(care),
    observedAgainstSimulated: compared,
    warnings: warningsOf(visits, period, matched, arrivals, groups),
  }
}

/** Visits of each group by hour of the day: group x 24. */
function countGroups(visits: Visits, { scenario, groupOf }: VisitGroups): Float64Array {
  const counts = new Float64Array(scenario.groups.length * hoursPerDay)
  for (let visit = 0; visit < visits.count; visit++) {
    const value = visits.group[visit]!
    if (value < 0) continue
    const hour = Math.floor((visits.arrivalWallMinutes[visit]! % minutesPerDay) / 60)
    counts[groupOf[value]! * hoursPerDay + hour]!++
  }
  return counts
}

function summaryOf(reading: VisitsReading, period: ObservedPeriod, { scenario, groupOf, areKnown }: VisitGroups): VisitsSummary {
  const { visits, separator, columns, dateOrder, rows, findings } = reading
  const counts = new Array<number>(visits.groupValues.length).fill(0)
  for (const group of visits.group) if (group >= 0) counts[group]!++
  const empty = period.emptyDays.map((day) => dayText(day * minutesPerDay))
  return {
    separator,
    columns: columns.map((column) => ({ ...column })),
    dateOrder,
    rows,
    visits: visits.count,
    firstDay: dayText(period.firstDay * minutesPerDay),
    lastDay: dayText(period.lastDay * minutesPerDay),
    days: period.days.length,
    groups: areKnown
      ? visits.groupValues.map((value, index) => ({
          value,
          groupId: scenario.groups[groupOf[index]!]!.id,
          visits: counts[index]!,
        }))
      : [],
    findings:
      empty.length === 0
        ? [...findings]
        : [
            ...findings,
            {
              kind: 'empty-days',
              count: empty.length,
              sentence: `${formatCount(empty.length, 'day')} without any visit, as if nothing had been recorded: left out (${empty.slice(0, 5).join(', ')}${empty.length > 5 ? ' and others' : ''})`,
              examples: [],
            },
          ],
  }
}

/** Fewer days tell little of how days differ. */
const fewDays = 28

function warningsOf(
  visits: Visits,
  period: ObservedPeriod,
  matched: VisitGroups,
  arrivals: ArrivalFit,
  groups: GroupFit | null,
): string[] {
  const warnings = [...matched.warnings]
  if (period.days.length < fewDays)
    warnings.push(
      `The file holds ${formatCount(period.days.length, 'whole day')}; a month or more tells weekdays and days apart far better.`,
    )
  if (arrivals.dayVariation !== null && arrivals.dayVariation.value > 0.25)
    warnings.push(
      'Days differ by far more than chance: look for a season, a holiday or an incident in the file, and split it there.',
    )
  if (groups?.hourFactor)
    warnings.push('The groups come at other hours than in the base: their hours were fitted to the visits, hour by hour.')
  if (!visits.fields.has('triage'))
    warnings.push('Without a triage level, need is taken from the base, and stays move by one common factor.')
  if (visits.fields.has('departure') && !visits.fields.has('readyToLeave'))
    warnings.push('Departures of those admitted include their wait for a ward bed, so stays are fitted to those discharged.')
  return warnings
}
