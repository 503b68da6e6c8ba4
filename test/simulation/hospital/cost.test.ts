import { describe, expect, it } from 'vitest'
import { DiscountedInterval, WaitingCost, waitMinutesOf } from '../../../src/main/simulation/hospital/cost.ts'
import { compileScenario } from '../../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../../src/main/simulation/hospital/simulation.ts'
import { preset } from '../../presets.ts'

const scenario = preset('urban')
const cost = new WaitingCost(scenario)

/** The definition, minute by minute: the weight of a waiting minute. */
function weight(acuity: number, waitMinutes: number): number {
  const target = scenario.targets.minutes[acuity]!
  return scenario.cost.perMinute[acuity]! * (1 + Math.min(Math.max(0, (waitMinutes - target) / target), scenario.cost.overdueCap))
}

function midpoint(f: (x: number) => number, from: number, to: number): number {
  const steps = 20_000
  const width = (to - from) / steps
  let total = 0
  for (let step = 0; step < steps; step++) total += f(from + (step + 0.5) * width)
  return total * width
}

const spans: [number, number][] = [
  [0, 3],
  [0, 45],
  [20, 200],
  [0, 1200],
  [400, 1300],
  [30, 30.001],
]

describe('WaitingCost', () => {
  it('is plain minutes times the weight within the target', () => {
    expect(cost.between(2, 0, 30)).toBeCloseTo(60, 12)
    // 30 minutes past a target of 30: 2 x (60 + 30^2 / 60).
    expect(cost.between(2, 0, 60)).toBeCloseTo(150, 12)
  })

  it.each(spans)('integrates the definition from %d to %d minutes, with and without discounting', (from, to) => {
    const interval = new DiscountedInterval(1440)
    interval.set(to - from)
    for (let acuity = 0; acuity < 5; acuity++) {
      const exact = midpoint((wait) => weight(acuity, wait), from, to)
      expect(cost.between(acuity, from, to) / exact).toBeCloseTo(1, 6)
      const discounted = midpoint((wait) => weight(acuity, wait) * Math.exp(-(wait - from) / 1440), from, to)
      expect(cost.discounted(acuity, from, interval) / discounted).toBeCloseTo(1, 6)
    }
  })

  it('keeps its digits where discounting is almost none', () => {
    const interval = new DiscountedInterval(1e15)
    for (const [from, to] of spans) {
      interval.set(to - from)
      for (let acuity = 0; acuity < 5; acuity++)
        expect(cost.discounted(acuity, from, interval) / cost.between(acuity, from, to)).toBeCloseTo(1, 9)
    }
  })

  it('charges a patient for waiting by need at the time, for getting worse and for leaving', () => {
    const model = compileScenario(scenario)
    const simulation = new Simulation(model)
    const end = 3 * 1440
    simulation.start(drawPatients(model, { seed: 4, use: 'development', replication: 1 }, end))
    runPolicy(simulation, builtInRule('acuity', model), end)
    const seen = { worseAndLeft: 0, left: 0, waiting: 0, started: 0 }
    for (let patient = 0; patient < simulation.patients.count; patient++) {
      const arrival = simulation.patients.arrivalMinutes[patient]!
      const acuity = simulation.patients.trueAcuity[patient]!
      const wait = waitMinutesOf(simulation, patient, end)
      const worsened = simulation.worsenedMinutes[patient]!
      const left = !Number.isNaN(simulation.leftMinutes[patient]!)
      const isWorse = !Number.isNaN(worsened)
      const change = isWorse ? worsened - arrival : wait
      const now = isWorse ? acuity - 1 : acuity
      const expected =
        cost.between(acuity, 0, change) +
        cost.between(now, change, wait) +
        (isWorse ? 240 : 0) +
        (left ? scenario.cost.leftUnseen[now]! : 0)
      expect(cost.ofPatient(simulation, patient, end)).toBeCloseTo(expected, 9)
      if (isWorse && left) seen.worseAndLeft++
      if (left) seen.left++
      else if (Number.isNaN(simulation.startMinutes[patient]!)) {
        seen.waiting++
        expect(wait).toBe(end - arrival)
      } else seen.started++
    }
    expect(seen.left).toBeGreaterThan(0)
    expect(seen.started).toBeGreaterThan(300)
  })
})
