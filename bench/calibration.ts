import { calibrate } from '../src/main/calibration/calibrate.ts'
import { valueAt } from '../src/main/calibration/scenario/estimate-list.ts'
import { synthesiseVisits } from '../src/main/calibration/synthesise-visits.ts'
import type { CalibrationResult } from '../src/shared/calibration.ts'
import type { Scenario } from '../src/shared/scenario.ts'
import { hoursPerDay } from '../src/shared/time.ts'
import { preset } from '../test/presets.ts'
import { processorClock, processorSecondsSince } from './support/best-rate.ts'

const seeds = 20
const days = 90
/** Seeds on which something may lie outside: intervals that hold all at once in 95 of 100 still miss once in twenty. */
const seedsAllowedOutside = 1

/**
 * Whether a calibration gives back what made its visits: 90 synthetic days of a changed urban hospital (15 % more arrivals, stays 1.2 times as
 * long, another mix of groups and acuity), with the plain one as base, on 20 seeds. An interval of one number may miss in 1 of 20; the
 * simultaneous intervals should hold all numbers at once in 19 of 20, and so should the prediction intervals of waits, stays and census. Fails where
 * they do not.
 */
export async function run(): Promise<{ name: string; value: number; unit: string }[]> {
  const base = preset('urban')
  const truth = changed(base)
  const coverage = new Map<string, { inside: number; of: number }>()
  let allAtOnce = 0
  let [inside, numbers, fitting, measures, seedsFitting] = [0, 0, 0, 0, 0]
  const start = processorClock.now()
  for (let seed = 1; seed <= seeds; seed++) {
    const text = synthesiseVisits({ scenario: truth, days, seed, startDate: '2026-01-05' })
    const result = calibrate({ text, base, replications: 20, seed })
    let missed = 0
    for (const { path, lower, upper, simultaneousLower, simultaneousUpper } of result.estimates) {
      const value = truthAt(truth, result, path)
      const entry = coverage.get(path) ?? { inside: 0, of: 0 }
      coverage.set(path, entry)
      entry.of++
      numbers++
      if (value >= lower && value <= upper) {
        entry.inside++
        inside++
      }
      if (!(value >= simultaneousLower && value <= simultaneousUpper)) {
        missed++
        process.stderr.write(`seed ${seed}: ${path} is ${value}, outside ${simultaneousLower} to ${simultaneousUpper}\n`)
      }
    }
    if (missed === 0) allAtOnce++
    const compared = [...result.observedAgainstSimulated.measures, ...result.observedAgainstSimulated.census]
    measures += compared.length
    fitting += compared.filter(({ observed, lower, upper }) => observed >= lower && observed <= upper).length
    if (result.observedAgainstSimulated.doesNotFit.length === 0) seedsFitting++
    for (const sentence of result.observedAgainstSimulated.doesNotFit) process.stderr.write(`seed ${seed}: ${sentence}\n`)
  }
  const seconds = processorSecondsSince(start)
  const complete = [...coverage.values()].filter((entry) => entry.of === seeds)
  const worst = [...coverage].sort((a, b) => a[1].inside / a[1].of - b[1].inside / b[1].of)
  for (const [path, entry] of worst.slice(0, 8)) process.stderr.write(`${path}: inside on ${entry.inside} of ${entry.of} seeds\n`)
  failBelow('all identifiable numbers inside their simultaneous intervals', allAtOnce)
  failBelow('all observed measures inside their prediction intervals', seedsFitting)
  return [
    { name: 'seeds', value: seeds, unit: 'seeds' },
    { name: 'numbers', value: coverage.size, unit: 'numbers' },
    { name: 'own-interval-coverage', value: inside / numbers, unit: 'share' },
    {
      name: 'numbers-inside-on-nineteen-of-twenty',
      value: complete.filter(({ inside: hits, of }) => hits >= 0.95 * of).length / complete.length,
      unit: 'share',
    },
    { name: 'seeds-with-all-numbers-inside', value: allAtOnce, unit: 'seeds' },
    { name: 'measures-inside-prediction-interval', value: fitting / measures, unit: 'share' },
    { name: 'seeds-with-all-measures-fitting', value: seedsFitting, unit: 'seeds' },
    { name: 'seconds-each', value: seconds / seeds, unit: 's' },
  ]
}

/** Figures are printed all the same, so that one sees what was missed. */
function failBelow(what: string, seedsInside: number): void {
  if (seedsInside >= seeds - seedsAllowedOutside) return
  process.stderr.write(
    `FAILED: ${what} on ${seedsInside} of ${seeds} seeds; at least ${seeds - seedsAllowedOutside} are wanted.\n`,
  )
  process.exitCode = 1
}

function changed(base: Scenario): Scenario {
  const truth = structuredClone(base)
  truth.arrivals.ratePerHour = truth.arrivals.ratePerHour.map((rate) => 1.15 * rate)
  for (const stay of truth.care.spaceMinutes) if (stay.distribution === 'lognormal') stay.medianMinutes *= 1.2
  const shares = [0.2, 0.4, 0.22, 0.18]
  const mixes = [
    [0.006, 0.12, 0.36, 0.4, 0.114],
    [0.008, 0.2, 0.55, 0.22, 0.022],
    [0.02, 0.32, 0.56, 0.09, 0.01],
    [0.01, 0.2, 0.54, 0.23, 0.02],
  ]
  truth.groups.forEach((group, index) => {
    group.share = shares[index]!
    group.acuityMix = mixes[index]!
  })
  return truth
}

/** The true number in the form in which it can be told: weekday factors with mean 1, and rates to match. */
function truthAt(truth: Scenario, { scenario }: CalibrationResult, path: string): number {
  // Not a number, and so never inside, where a family was fitted that the true scenario does not have.
  const value = valueAt(truth, path) ?? Number.NaN
  const weekdays = truth.arrivals.weekdayFactor.reduce((sum, factor) => sum + factor, 0) / 7
  if (path.startsWith('arrivals.ratePerHour')) return value * weekdays
  if (path.startsWith('arrivals.weekdayFactor')) return value / weekdays
  const share = /^groups\[(\d+)\]\.(share|hourFactor\[(\d+)\])$/.exec(path)
  const hasOwnHours = scenario.groups.some((group, index) =>
    group.hourFactor.some((factor, hour) => factor !== truth.groups[index]!.hourFactor[hour]),
  )
  if (share === null || !hasOwnHours) return value
  // Where hours are fitted, a share is that of all arrivals, and a factor the share in the hour over it.
  const inHour = (group: number, hour: number) => {
    const weight = (other: number) => truth.groups[other]!.share * truth.groups[other]!.hourFactor[hour]!
    return weight(group) / truth.groups.reduce((sum, _, other) => sum + weight(other), 0)
  }
  const rates = truth.arrivals.ratePerHour
  const all = rates.reduce((sum, rate) => sum + rate, 0)
  const group = Number(share[1])
  const overall =
    Array.from({ length: hoursPerDay }, (_, hour) => rates[hour]! * inHour(group, hour)).reduce((sum, part) => sum + part, 0) /
    all
  return share[3] === undefined ? overall : inHour(group, Number(share[3])) / overall
}
