import { describe, expect, it } from 'vitest'
import { observePeriod } from '../../src/main/calibration/arrivals/observed-period.ts'
import { calibrate } from '../../src/main/calibration/calibrate.ts'
import { observedAgainstSimulated } from '../../src/main/calibration/comparison/observed-against-simulated.ts'
import { valueAt } from '../../src/main/calibration/scenario/estimate-list.ts'
import { synthesiseVisits } from '../../src/main/calibration/synthesise-visits.ts'
import { readVisits } from '../../src/main/calibration/visits/visits-file.ts'
import { VisitsRefused } from '../../src/main/calibration/visits/visits-refused.ts'
import { mean } from '../../src/main/statistics/moments.ts'
import { calibrationResultSchema } from '../../src/shared/calibration.ts'
import { parseScenario, sourceOf } from '../../src/shared/scenario.ts'
import { preset } from '../presets.ts'

const base = preset('urban')

function truth() {
  const scenario = preset('urban')
  scenario.arrivals.ratePerHour = scenario.arrivals.ratePerHour.map((rate) => 1.15 * rate)
  for (const stay of scenario.care.spaceMinutes) if (stay.distribution === 'lognormal') stay.medianMinutes *= 1.2
  scenario.groups.forEach((group, index) => {
    group.share = [0.2, 0.4, 0.22, 0.18][index]!
  })
  return scenario
}

const text = synthesiseVisits({ scenario: truth(), days: 21, seed: 5, startDate: '2026-01-05' })
const column = (index: number) =>
  text
    .trimEnd()
    .split('\n')
    .map((row) => row.split(',')[index])
    .join('\n')

describe('a calibration', () => {
  const doings = new Set<string>()
  const result = calibrate({ text, base, replications: 8, seed: 2, onProgress: (_, doing) => doings.add(doing) })

  it('answers in the shape that was agreed on, with a scenario that holds', () => {
    expect(calibrationResultSchema.safeParse(result).error).toBeUndefined()
    expect(parseScenario(result.scenario).ok).toBe(true)
    expect(result.scenario.name).toBe('urban-calibrated')
    expect([...doings].length).toBeGreaterThanOrEqual(4)
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it("says of every fitted number where it comes from, and of every other that it is the base's", () => {
    expect(sourceOf(result.scenario, 'arrivals.ratePerHour[3]')).toMatch(/^Fitted to [\d,]+ visits from 2026-01-05 to 2026-01-25/)
    expect(sourceOf(result.scenario, 'care.clinicianMinutes[2]')).toMatch(/^From the base City hospital/)
    const paths = result.fromBase.map(({ path }) => path)
    for (const path of ['care.clinicianMinutes', 'triage', 'resources', 'admission.boardingMinutes', 'deterioration'])
      expect(paths).toContain(path)
    const estimated = new Set(result.estimates.map(({ path }) => path))
    for (const path of paths) expect(estimated.has(path)).toBe(false)
  })

  it('holds the truth in nearly all of its intervals, in all of those that hold at once, and every estimate in its own', () => {
    const scenario = truth()
    // A file cannot tell a busier hospital from busier weekdays: factors have mean 1, and rates are to match.
    const weekdays = mean(scenario.arrivals.weekdayFactor)
    const truthAt = (path: string) => {
      const value = valueAt(scenario, path)!
      if (path.startsWith('arrivals.ratePerHour')) return value * weekdays
      return path.startsWith('arrivals.weekdayFactor') ? value / weekdays : value
    }
    const { estimates } = result
    expect(estimates.length).toBeGreaterThan(70)
    const outside = estimates.filter(({ path, lower, upper }) => !(lower <= truthAt(path) && truthAt(path) <= upper))
    expect(outside.length).toBeLessThanOrEqual(0.05 * estimates.length)
    expect(
      estimates.filter(
        ({ path, simultaneousLower, simultaneousUpper }) =>
          !(simultaneousLower <= truthAt(path) && truthAt(path) <= simultaneousUpper),
      ),
    ).toEqual([])
    for (const estimate of result.estimates) {
      expect(estimate.lower).toBeLessThanOrEqual(estimate.value)
      expect(estimate.value).toBeLessThanOrEqual(estimate.upper)
      expect(estimate.simultaneousLower).toBeLessThanOrEqual(estimate.lower)
      expect(estimate.upper).toBeLessThanOrEqual(estimate.simultaneousUpper)
    }
  })

  it('shows observed against simulated, which fit where nothing else has changed', () => {
    const { measures, census, doesNotFit } = result.observedAgainstSimulated
    expect(measures.length).toBe(9)
    expect(census.length).toBe(24)
    expect(doesNotFit).toEqual([])
  })

  it('says what does not fit where the scenario is another than the hospital', () => {
    const { visits } = readVisits({ text, mapping: {}, timeZone: null })
    const cliniciansByHour = base.resources.cliniciansByHour.map((count) => count + 2)
    const { doesNotFit, measures } = observedAgainstSimulated({
      scenario: { ...result.scenario, resources: { careSpaces: 60, cliniciansByHour } },
      visits,
      period: observePeriod(visits),
      replications: 5,
      seed: 1,
      onProgress: () => {},
    })
    expect(
      doesNotFit.some((sentence) => /^Wait to care, mean: \d+ minutes in the file, more than the scenario gives/.test(sentence)),
    ).toBe(true)
    expect(measures.find(({ measure }) => measure === 'arrivalsPerDay')!.fits).toBe(true)
  })

  it('needs nothing but arrivals, and then leaves the rest to the base', () => {
    const arrivalsOnly = calibrate({ text: column(0), base, replications: 5 })
    expect(arrivalsOnly.estimates.every(({ path }) => path.startsWith('arrivals.'))).toBe(true)
    expect(arrivalsOnly.scenario.care).toEqual(base.care)
    expect(arrivalsOnly.observedAgainstSimulated.measures.map(({ measure }) => measure)).toEqual(['arrivalsPerDay'])
    expect(arrivalsOnly.observedAgainstSimulated.census).toEqual([])
  })

  it('moves stays by one factor where there is no triage, and pools groups where there are none', () => {
    const noTriage = calibrate({ text, base, mapping: { triage: null, group: null }, replications: 5 })
    const medians = noTriage.scenario.care.spaceMinutes.map((stay, acuity) => {
      const before = base.care.spaceMinutes[acuity]!
      return stay.distribution === 'lognormal' && before.distribution === 'lognormal'
        ? stay.medianMinutes / before.medianMinutes
        : Number.NaN
    })
    for (const ratio of medians) expect(ratio).toBeCloseTo(medians[0]!, 4)
    expect(medians[0]).toBeGreaterThan(1.1)
    expect(medians[0]).toBeLessThan(1.3)
    expect(noTriage.scenario.groups.map(({ acuityMix }) => acuityMix)).toEqual(base.groups.map(({ acuityMix }) => acuityMix))
  })

  it('is refused in a sentence where there are too few visits', () => {
    const few = text.split('\n').slice(0, 40).join('\n')
    expect(() => calibrate({ text: few, base })).toThrow(VisitsRefused)
    expect(() => calibrate({ text: few, base })).toThrow('at least 100 are needed')
  })
})
