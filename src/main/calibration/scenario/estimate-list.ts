import type { CalibrationEstimate } from '../../../shared/calibration.ts'
import type { Scenario } from '../../../shared/scenario.ts'
import { careEstimates } from '../care/care-estimates.ts'
import type { Uncertain } from '../likelihood/uncertain.ts'
import type { Fits } from './fitted-scenario.ts'

const level = 0.95
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const twoDigits = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

type Named = Pick<CalibrationEstimate, 'path' | 'label' | 'unit'> & { readonly estimate: Uncertain }

/**
 * Every number that the visits tell, with its own 95 % interval and one that holds for all of them at once (Bonferroni). `base` has the same
 * groups as the fits.
 */
export function estimateList(base: Scenario, fits: Fits, onProgress: (share: number) => void): CalibrationEstimate[] {
  const named = [...arrivalEstimates(fits), ...groupEstimates(base, fits)]
  if (fits.care !== null) named.push(...careEstimates(fits.care, onProgress))
  named.push(...boardingEstimates(base, fits))
  const simultaneous = 1 - (1 - level) / named.length
  return named.map(({ path, label, unit, estimate }) => {
    const [lower, upper] = estimate.interval(level)
    const [simultaneousLower, simultaneousUpper] = estimate.interval(simultaneous)
    return {
      path,
      label,
      unit,
      value: estimate.value,
      lower,
      upper,
      simultaneousLower,
      simultaneousUpper,
      baseValue: valueAt(base, path),
    }
  })
}

function arrivalEstimates({ arrivals }: Fits): Named[] {
  return [
    ...arrivals.ratePerHour.map(
      (estimate, hour): Named => ({
        path: `arrivals.ratePerHour[${hour}]`,
        label: `Arrivals from ${twoDigits(hour)} to ${twoDigits(hour + 1)}`,
        unit: 'per hour',
        estimate,
      }),
    ),
    ...(arrivals.weekdayFactor ?? []).map(
      (estimate, weekday): Named => ({
        path: `arrivals.weekdayFactor[${weekday}]`,
        label: `Arrivals on a ${weekdays[weekday]}, factor`,
        unit: 'factor',
        estimate,
      }),
    ),
    ...(arrivals.dayVariation === null
      ? []
      : [
          {
            path: 'arrivals.dayVariation',
            label: 'Day-to-day variation',
            unit: 'share',
            estimate: arrivals.dayVariation,
          } as const,
        ]),
  ]
}

function groupEstimates(base: Scenario, { groups }: Fits): Named[] {
  if (groups === null) return []
  return base.groups.flatMap(({ label }, group): Named[] => [
    { path: `groups[${group}].share`, label: `Share of ${label}`, unit: 'share', estimate: groups.share[group]! },
    ...(groups.hourFactor?.[group] ?? []).map(
      (estimate, hour): Named => ({
        path: `groups[${group}].hourFactor[${hour}]`,
        label: `${label} from ${twoDigits(hour)} to ${twoDigits(hour + 1)}, factor`,
        unit: 'factor',
        estimate,
      }),
    ),
  ])
}

function boardingEstimates(base: Scenario, { boarding }: Fits): Named[] {
  if (boarding === null) return []
  const path = 'admission.boardingMinutes'
  const isLognormal = boarding.family.name === 'lognormal'
  const named: Named[] = [
    {
      path: `${path}.${isLognormal ? 'medianMinutes' : 'meanMinutes'}`,
      label: `Wait for a ward bed: ${isLognormal ? 'median' : 'mean'}`,
      unit: 'minutes',
      estimate: boarding.typical,
    },
  ]
  if (boarding.spread !== null)
    named.push({
      path: `${path}.${isLognormal ? 'sigma' : 'shape'}`,
      label: `Wait for a ward bed: ${isLognormal ? 'spread' : 'shape'}`,
      unit: 'spread',
      estimate: boarding.spread,
    })
  base.groups.forEach(({ label }, group) => {
    const estimate = boarding.factor[group]
    if (estimate)
      named.push({
        path: `groups[${group}].boardingFactor`,
        label: `Wait for a ward bed, factor of ${label}`,
        unit: 'factor',
        estimate,
      })
  })
  return named
}

/** The number at a path such as `care.spaceMinutes[2].sigma`; null where the scenario has none there. */
export function valueAt(scenario: Scenario, path: string): number | null {
  let at: unknown = scenario
  for (const key of path.replace(/\[(\d+)\]/g, '.$1').split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined
  return typeof at === 'number' ? at : null
}
