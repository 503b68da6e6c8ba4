import type { CalibrationEstimate, CalibrationResult } from '../../shared/calibration.ts'
import { formatCount, formatNumber } from '../../shared/format.ts'
import { table } from './table.ts'

type Unit = CalibrationEstimate['unit']

const percentUnits: readonly string[] = ['share'] satisfies Unit[]

function value(number: number, unit: string): string {
  const shown = percentUnits.includes(unit) ? number * 100 : number
  const digits = Math.abs(shown) >= 100 ? 0 : Math.abs(shown) >= 10 ? 1 : 2
  return formatNumber(shown, { digits })
}

const unitWord = (unit: string): string => (percentUnits.includes(unit) ? '%' : unit)

/** What came out of a hospital's visits, for a terminal: what they tell, how well it fits, and what they cannot tell. */
export function describeCalibration(
  { scenario, base, visits, estimates, fromBase, observedAgainstSimulated: compared, warnings }: CalibrationResult,
  { file, stored }: { file?: string; stored?: { name: string } },
): string {
  const span = `${visits.firstDay} to ${visits.lastDay}`
  const columns = visits.columns.flatMap(({ name, field }) => (field === null ? [] : [`${field} from "${name}"`]))
  const estimateRows = estimates.map(({ label, value: fitted, lower, upper, baseValue, unit }) => [
    label,
    value(fitted, unit),
    `${value(lower, unit)} to ${value(upper, unit)}`,
    baseValue === null ? '' : value(baseValue, unit),
    unitWord(unit),
  ])
  const measureRows = compared.measures.map(({ label, observed, simulated, lower, upper, unit, fits }) => [
    label,
    value(observed, unit),
    value(simulated, unit),
    `${value(lower, unit)} to ${value(upper, unit)}`,
    unitWord(unit),
    fits ? '' : 'does not fit',
  ])
  return [
    `${scenario.title} (${scenario.name}), from ${formatCount(visits.visits, 'visit')} on ${formatCount(visits.days, 'day')} (${span}), based on ${base.title}`,
    `Columns: ${columns.join(', ')}.`,
    ...visits.findings.map(({ sentence, examples: [first] }) =>
      first === undefined ? sentence : `${sentence} First: row ${first.row}, ${first.column}: ${first.sentence}`,
    ),
    '',
    'What the visits tell',
    table([['', 'fitted', '95 % interval', 'base', 'unit'], ...estimateRows], [1, 2, 3]),
    '',
    `Observed against simulated (${compared.policy}, ${compared.replications} times ${formatCount(compared.days, 'day')})`,
    table([['', 'observed', 'simulated', '95 % prediction', 'unit', ''], ...measureRows], [1, 2, 3]),
    ...(compared.doesNotFit.length === 0 ? ['Everything that was observed fits.'] : compared.doesNotFit),
    '',
    `From the base: ${fromBase.map(({ label }) => label).join(', ')}.`,
    ...warnings.map((warning) => `Note: ${warning}`),
    ...(file === undefined ? [] : [`The scenario is in ${file}.`]),
    ...(stored === undefined ? [] : [`The scenario is stored as ${stored.name}.`]),
    ...(file === undefined && stored === undefined
      ? ['Nothing was kept: --output FILE writes the scenario, --store keeps it.']
      : []),
  ].join('\n')
}
