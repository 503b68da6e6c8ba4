import { describe, expect, it } from 'vitest'
import { careEstimates } from '../../../src/main/calibration/care/care-estimates.ts'
import { fitCare } from '../../../src/main/calibration/care/care-fit.ts'
import { CareLikelihood } from '../../../src/main/calibration/care/care-likelihood.ts'
import { careModel, slotLayout } from '../../../src/main/calibration/care/care-parameters.ts'
import type { CareVisits } from '../../../src/main/calibration/care/care-visits.ts'
import { triageConfusion } from '../../../src/main/calibration/care/triage-confusion.ts'
import { families, familyNames } from '../../../src/main/calibration/durations/duration-family.ts'
import type { Scenario } from '../../../src/shared/scenario.ts'
import { preset } from '../../presets.ts'
import { chance } from '../chance.ts'
import { plain, visitsOf, withoutErrors } from './care-cases.ts'

const estimatesOf = (scenario: Scenario, visits: CareVisits) =>
  new Map(
    careEstimates(
      fitCare(scenario, visits, () => {}),
      () => {},
    ).map(({ path, estimate }) => [path, estimate]),
  )

describe('the likelihood of care', () => {
  it('has the gradient that its values have', () => {
    const scenario = preset('urban')
    const { uniform, lognormal } = chance(7)
    const visits = visitsOf(
      Array.from({ length: 200 }, (_, index) => {
        const left = index % 5 === 0 ? 1 : 0
        return {
          group: index % 7 === 0 ? -1 : index % 4,
          assigned: index % 11 === 0 ? -1 : Math.floor(5 * uniform()),
          left,
          used: lognormal(200, 1),
          ...(left === 1 ? {} : { admitted: index % 3 === 0 ? 1 : 0, stay: lognormal(150, 0.8) }),
        }
      }),
    )
    const layout = slotLayout(4)
    const own = new Set(Array.from({ length: layout.size }, (_, slot) => slot))
    for (const family of familyNames) {
      const model = careModel(scenario, { own, shared: [] }, new Array(5).fill(families[family]), [
        true,
        false,
        false,
        false,
        false,
      ])
      const likelihood = new CareLikelihood(model, visits)
      const at = new Float64Array(model.size).map((_, index) => 0.05 * Math.sin(index))
      const gradient = new Float64Array(model.size)
      likelihood.evaluate(at, { gradient, information: null })
      for (let number = 0; number < model.size; number++) {
        const moved = Float64Array.from(at)
        moved[number]! += 1e-5
        const above = likelihood.evaluate(moved, null)
        moved[number]! -= 2e-5
        expect(gradient[number]).toBeCloseTo((above - likelihood.evaluate(moved, null)) / 2e-5, 3)
      }
    }
  })

  it('gives a truly urgent patient who was under-triaged the weight that Bayes gives', () => {
    const scenario = plain()
    const model = careModel(scenario, { own: new Set(), shared: [] }, null, [true, false, false, false, false])
    const [posterior] = [new CareLikelihood(model, visitsOf([{ group: 1, assigned: 2 }])).posteriors(new Float64Array(0))]
    const { acuityMix } = scenario.groups[1]!
    const confusion = triageConfusion(scenario)
    const weights = acuityMix.map((share, acuity) => share * confusion[(5 + acuity) * 5 + 2]!)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    weights.forEach((weight, acuity) => {
      expect(posterior![acuity]).toBeCloseTo(weight / total, 12)
    })
  })
})

describe('the fit of care', () => {
  it('solves the triage errors exactly where counts are what is expected', () => {
    const scenario = plain()
    const mixes = [
      [0.05, 0.15, 0.3, 0.4, 0.1],
      [0.02, 0.28, 0.5, 0.15, 0.05],
    ]
    const confusion = triageConfusion(scenario)
    const rows = mixes.flatMap((mix, group) =>
      Array.from({ length: 5 }, (_, assigned) => {
        const share = mix.reduce((sum, value, acuity) => sum + value * confusion[(group * 5 + acuity) * 5 + assigned]!, 0)
        return Array.from({ length: Math.round(8_000 * share) }, () => ({ group, assigned }))
      }).flat(),
    )
    const estimates = estimatesOf(scenario, visitsOf(rows))
    for (const [group, mix] of mixes.entries())
      for (const [acuity, share] of mix.entries())
        expect(estimates.get(`groups[${group}].acuityMix[${acuity}]`)!.value).toBeCloseTo(share, 3)
  })

  it('is the mean of logarithms where triage makes no errors and everybody is discharged', () => {
    const scenario = withoutErrors()
    const { lognormal } = chance(1)
    const rows = Array.from({ length: 400 }, () => ({ group: 0, assigned: 2, admitted: 0, stay: lognormal(120, 0.6) }))
    const estimates = estimatesOf(scenario, visitsOf(rows))
    const logs = rows.map(({ stay }) => Math.log(stay))
    const mean = logs.reduce((sum, value) => sum + value, 0) / 400
    const sigma = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400)
    const median = estimates.get('care.spaceMinutes[2].medianMinutes')!
    expect(Math.log(median.value)).toBeCloseTo(mean, 5)
    expect(estimates.get('care.spaceMinutes[2].sigma')!.value).toBeCloseTo(sigma, 5)
    // The textbook interval: Student's t for the mean logarithm of 400, its standard error from the deviation over n - 1.
    expect(Math.log(median.interval(0.95)[1])).toBeCloseTo(mean + (1.965927 * sigma) / Math.sqrt(399), 4)
    expect(estimates.get('care.spaceMinutes[1].medianMinutes')).toBeUndefined()
  })

  // Tables of Student's t and of chi-square with 23 and 100 degrees of freedom: walked along the likelihood, and in closed form.
  it.each([
    [24, 2.068658, 11.68855, 38.07563],
    [101, 1.983972, 74.22193, 129.5612],
  ])('has the exact intervals of %i normal logarithms', (n, t, least, most) => {
    const scenario = withoutErrors()
    const { lognormal } = chance(6)
    const few = Array.from({ length: n }, () => ({ group: 0, assigned: 1, admitted: 0, stay: lognormal(180, 0.7) }))
    const others = Array.from({ length: 60 }, () => ({ group: 0, assigned: 2, admitted: 0, stay: lognormal(150, 0.7) }))
    const estimates = estimatesOf(scenario, visitsOf([...few, ...others]))
    const logs = few.map(({ stay }) => Math.log(stay))
    const mean = logs.reduce((sum, value) => sum + value, 0) / n
    const squares = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const half = (t * Math.sqrt(squares / (n - 1))) / Math.sqrt(n)
    const median = estimates.get('care.spaceMinutes[1].medianMinutes')!.interval(0.95)
    expect(Math.log(median[0])).toBeCloseTo(mean - half, 2)
    expect(Math.log(median[1])).toBeCloseTo(mean + half, 2)
    const sigma = estimates.get('care.spaceMinutes[1].sigma')!.interval(0.95)
    expect(sigma[0]).toBeCloseTo(Math.sqrt(squares / most), 2)
    expect(sigma[1]).toBeCloseTo(Math.sqrt(squares / least), 2)
    // Far out, where the simultaneous intervals end, one walks farther than a normal number would.
    const [, far] = estimates.get('care.spaceMinutes[1].sigma')!.interval(0.9995)
    expect(far).toBeGreaterThan(sigma[1] * 1.1)
    expect(far).toBeLessThan(3)
  })

  it('gives shares at their end an interval by the likelihood: none of n, and 3.84 / 2n at most', () => {
    const scenario = withoutErrors()
    const n = 300
    const rows = Array.from({ length: n }, () => ({ group: 0, assigned: 2, admitted: 0 }))
    const admission = estimatesOf(scenario, visitsOf(rows)).get('admission.probability[2]')!
    expect(admission.value).toBeLessThan(1e-4)
    const [lower, upper] = admission.interval(0.95)
    expect(lower).toBe(0)
    // Likelihood ratio: -2 n ln(1 - p) = 3.841, for a group whose factor is 0.5.
    expect(upper * scenario.groups[0]!.admissionFactor).toBeCloseTo(-Math.expm1(-3.841459 / (2 * n)), 4)
  })

  it.each([
    [
      [100, 70],
      [80, 80],
      [400, 80],
      [300, 70],
    ],
    [
      [60, 39],
      [60, 60],
      [2100, 525],
      [2000, 660],
    ],
  ] as const)(
    'is not surer of an admission because another one has reached 100 %, where the likelihood has a corner: %j',
    (a, b, c, d) => {
      const scenario = withoutErrors()
      for (const group of scenario.groups) group.admissionFactor = 1
      const rows = [a, b, c, d].flatMap(([count, admissions], row) =>
        Array.from({ length: count }, (_, visit) => ({
          group: row % 2,
          assigned: row < 2 ? 2 : 3,
          admitted: visit < admissions ? 1 : 0,
        })),
      )
      const estimates = estimatesOf(scenario, visitsOf(rows))
      const [high, factor] = [estimates.get('admission.probability[2]')!, estimates.get('groups[1].admissionFactor')!]
      expect(high.value * factor.value).toBeCloseTo(1, 3)
      // The likelihood of these counts written out, the lower level and the factor fitted anew by search at each value of the higher level.
      const at = ([of, admissions]: readonly [number, number], probability: number) =>
        admissions * Math.log(probability) + (of - admissions) * Math.log(1 - probability)
      const profile = (level: number) => {
        let best = Number.NEGATIVE_INFINITY
        for (let ratio = 1; ratio < 1.8; ratio += 0.002)
          for (let lower = 0.15; lower < 0.28; lower += 0.002)
            best = Math.max(
              best,
              at(a, level) + b[0] * Math.log(Math.min(1, level * ratio)) + at(c, lower) + at(d, lower * ratio),
            )
        return best
      }
      const levels = Array.from({ length: 101 }, (_, step) => 0.6 + step * 0.003)
      const heights = levels.map(profile)
      const top = Math.max(...heights)
      const notRejected = levels.filter((_, index) => 2 * (top - heights[index]!) < 3.841459)
      const [lower, upper] = high.interval(0.95)
      expect(Math.abs(lower - notRejected[0]!)).toBeLessThan(0.004)
      expect(Math.abs(upper - notRejected[notRejected.length - 1]!)).toBeLessThan(0.004)
    },
  )

  it('finds patience behind waits that mostly end in care', () => {
    const scenario = withoutErrors()
    let inside = 0
    for (let seed = 0; seed < 10; seed++) {
      const { lognormal } = chance(seed)
      const rows = Array.from({ length: 1500 }, () => {
        const [patience, care] = [lognormal(400, 0.7), lognormal(150, 0.8)]
        return { group: 0, assigned: 3, left: patience < care ? 1 : 0, used: Math.min(patience, care) }
      })
      const estimates = estimatesOf(scenario, visitsOf(rows))
      // The largest group keeps the base's factor, here 0.9.
      const [lower, upper] = estimates.get('patience.minutes[3].medianMinutes')!.interval(0.95)
      if (lower <= 400 / 0.9 && 400 / 0.9 <= upper) inside++
    }
    expect(inside).toBeGreaterThanOrEqual(8)
  })

  it("gives up the base's family of stays only for one that is clearly better", () => {
    const scenario = withoutErrors()
    const { gamma, lognormal } = chance(4)
    const rows = Array.from({ length: 3000 }, (_, index) =>
      index % 2 === 0
        ? { group: 0, assigned: 2, admitted: 0, stay: gamma(150, 1.4) }
        : { group: 0, assigned: 3, admitted: 0, stay: lognormal(90, 0.7) },
    )
    const fit = fitCare(scenario, visitsOf(rows), () => {})
    const chosen = (acuity: number) =>
      fit.choices.find(({ path }) => path === `care.spaceMinutes[${acuity}]`)!.candidates.find((candidate) => candidate.chosen)!
        .family
    expect(chosen(2)).toBe('gamma')
    expect(chosen(3)).toBe('lognormal')
    expect(fit.model.stayFamilies[2]!.name).toBe('gamma')
  })
})
