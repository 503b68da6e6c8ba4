import type { VisitMeasureName } from '../../../shared/calibration.ts'
import { hoursPerDay, minutesPerDay, minutesPerHour } from '../../../shared/time.ts'
import { quantileOfSorted } from '../../statistics/quantile.ts'

/** Visits of a period, observed or simulated; minutes on one line of time, NaN where something is not known. */
export interface MeasuredVisits {
  readonly count: number
  readonly arrivalMinutes: ArrayLike<number>
  readonly startMinutes: ArrayLike<number>
  readonly departureMinutes: ArrayLike<number>
  readonly isLeft: (visit: number) => boolean
  /** True, false, or null where it is not known. */
  readonly isAdmitted: (visit: number) => boolean | null
}

/** A stretch of whole days. `counts` says which of them count. */
export interface Window {
  readonly fromMinutes: number
  readonly days: number
  readonly counts: (day: number) => boolean
}

/** What a period comes to. NaN where nothing tells it. Census: mean number of people in the department by hour of the day. */
export interface VisitMeasures {
  readonly values: Readonly<Record<VisitMeasureName, number>>
  readonly census: Float64Array
}

/** Waits and stays are of those who were seen and arrived in the window; the census is of everybody. */
export function measureVisits(visits: MeasuredVisits, window: Window): VisitMeasures {
  const { fromMinutes, days, counts } = window
  const waits: number[] = []
  const stays: number[] = []
  let [arrived, ended, left, decided, admitted, inside] = [0, 0, 0, 0, 0, 0]
  const minutesByHour = new Float64Array(days * hoursPerDay)
  for (let visit = 0; visit < visits.count; visit++) {
    const arrival = visits.arrivalMinutes[visit]! - fromMinutes
    const departure = visits.departureMinutes[visit]! - fromMinutes
    const day = Math.floor(arrival / minutesPerDay)
    if (departure > 0) addPresence(minutesByHour, arrival, departure)
    if (day < 0 || day >= days || !counts(day)) continue
    arrived++
    if (!Number.isNaN(departure)) inside++
    const wait = visits.startMinutes[visit]! - fromMinutes - arrival
    const isLeft = visits.isLeft(visit)
    if (isLeft || !Number.isNaN(wait)) ended++
    if (isLeft) left++
    else if (!Number.isNaN(wait)) {
      waits.push(wait)
      if (!Number.isNaN(departure)) stays.push(departure - arrival)
    }
    const isAdmitted = isLeft ? null : visits.isAdmitted(visit)
    if (isAdmitted !== null) {
      decided++
      if (isAdmitted) admitted++
    }
  }
  let counted = 0
  const census = new Float64Array(hoursPerDay)
  for (let day = 0; day < days; day++) {
    if (!counts(day)) continue
    counted++
    for (let hour = 0; hour < hoursPerDay; hour++) census[hour]! += minutesByHour[day * hoursPerDay + hour]! / minutesPerHour
  }
  // Who has no known departure is missing from the census: the others stand for them.
  const scale = inside === 0 ? Number.NaN : arrived / inside
  const [wait, stay] = [summary(waits), summary(stays)]
  return {
    values: {
      arrivalsPerDay: arrived / counted,
      waitMean: wait.mean,
      waitMedian: wait.median,
      waitP90: wait.p90,
      stayMean: stay.mean,
      stayMedian: stay.median,
      stayP90: stay.p90,
      leftUnseen: ended === 0 ? Number.NaN : left / ended,
      admitted: decided === 0 ? Number.NaN : admitted / decided,
    },
    census: census.map((minutes) => (minutes / counted) * scale),
  }
}

function addPresence(minutesByHour: Float64Array, arrival: number, departure: number): void {
  const end = Math.min(departure, minutesByHour.length * minutesPerHour)
  let at = Math.max(0, arrival)
  while (at < end) {
    const hour = Math.floor(at / minutesPerHour)
    const next = Math.min(end, (hour + 1) * minutesPerHour)
    minutesByHour[hour]! += next - at
    at = next
  }
}

function summary(values: number[]): { mean: number; median: number; p90: number } {
  if (values.length === 0) return { mean: Number.NaN, median: Number.NaN, p90: Number.NaN }
  const ascending = Float64Array.from(values).sort()
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    median: quantileOfSorted(ascending, 0.5),
    p90: quantileOfSorted(ascending, 0.9),
  }
}
