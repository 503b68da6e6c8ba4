import {
  type CalibrationEstimate,
  type ObservedAgainstSimulated,
  type VisitField,
  type VisitMapping,
  type VisitsInspection,
  visitFields,
} from '../../../shared/calibration.ts'
import { formatNumber, formatQuantity } from '../../../shared/format.ts'
import type { BandRow } from '../../components/band-chart.tsx'
import { visitsText } from '../../text/visits.ts'

/** The column that holds each field: chosen by hand, else guessed from its name; null where the file has none. */
export function columnsOfFields(inspection: VisitsInspection, mapping: VisitMapping): Record<VisitField, string | null> {
  const taken = new Set(Object.values(mapping))
  const guess = (field: VisitField) => {
    const column = inspection.columns.find((one) => one.field === field)?.name ?? null
    // Somebody said that this column means something else.
    return column !== null && taken.has(column) ? null : column
  }
  const entries = visitFields.map((field) => {
    const chosen = mapping[field]
    return [field, chosen === undefined ? guess(field) : chosen] as const
  })
  return Object.fromEntries(entries) as Record<VisitField, string | null>
}

type ComparedUnit = ObservedAgainstSimulated['measures'][number]['unit']
type FittedUnit = CalibrationEstimate['unit']

const digitsOfUnit = (value: number, unit: ComparedUnit | FittedUnit): number =>
  unit === 'minutes' || unit === 'per day' ? (Math.abs(value) < 100 ? 1 : 0) : unit === 'share' ? 1 : 2

/** `34.2 min`, `12.5 %`, `0.84`: a number of the fit with its unit; `like` is the number whose digits it shares. */
export function fittedNumber(value: number, unit: ComparedUnit | FittedUnit, like = value): string {
  const digits = digitsOfUnit(like, unit)
  if (unit === 'minutes') return formatQuantity(value, 'minutes', { digits })
  if (unit === 'share') return formatQuantity(value, 'percent', { digits })
  const words = visitsText.units[unit]
  const number = formatNumber(value, { digits })
  return words === '' ? number : `${number}\u00a0${words}`
}

/** Both ends of an interval without their unit. */
export function fittedRange(lower: number, upper: number, unit: ComparedUnit | FittedUnit, like: number): string {
  const scale = unit === 'share' ? 100 : 1
  const write = (value: number) => formatNumber(value * scale, { digits: digitsOfUnit(like, unit) })
  return visitsText.range(write(lower), write(upper))
}

/** How many of the numbers that a simulation was held against fit. */
export function countFits({ measures, census }: ObservedAgainstSimulated): { fits: number; all: number } {
  const compared = [...measures, ...census]
  return { fits: compared.filter(({ fits }) => fits).length, all: compared.length }
}

const hourlyPath = /^arrivals\.ratePerHour\[(\d+)\]$/

interface SortedEstimates {
  /** Arrivals by hour, for a chart. */
  hourly: BandRow[]
  /** Everything else, for a table. */
  others: CalibrationEstimate[]
}

export function sortEstimates(estimates: readonly CalibrationEstimate[]): SortedEstimates {
  const hourly: BandRow[] = []
  const others: CalibrationEstimate[] = []
  for (const estimate of estimates) {
    const hour = hourlyPath.exec(estimate.path)?.[1]
    if (hour === undefined) others.push(estimate)
    else
      hourly.push({
        x: Number(hour),
        value: estimate.value,
        band: [estimate.lower, estimate.upper],
        reference: estimate.baseValue,
        isOutside: false,
      })
  }
  return { hourly: hourly.sort((a, b) => a.x - b.x), others }
}
