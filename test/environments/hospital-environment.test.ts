import { describe, expect, it } from 'vitest'
import { checkEnvironment } from '../../src/main/environments/check-environment.ts'
import type { EpisodeOutcome, VectorEnvironment } from '../../src/main/environments/environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { WaitingCost, waitMinutesOf } from '../../src/main/simulation/hospital/cost.ts'
import { compileScenario } from '../../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients } from '../../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../../src/main/simulation/hospital/simulation.ts'
import { preset, presetNames } from '../presets.ts'

const warmUpMinutes = 1440
const horizonMinutes = 5 * 1440

/** Some allowed action, another one from call to call. */
function someAction(environment: VectorEnvironment, copy: number, turn: number): number {
  const { actions } = environment.spec
  const allowed = Array.from({ length: actions }, (_, action) => action).filter(
    (action) => environment.mask[copy * actions + action] === 1,
  )
  return allowed[turn % allowed.length]!
}

interface Played {
  actions: number[]
  rewards: number[][]
  discounts: number[]
  outcome: EpisodeOutcome
}

/** Plays one copy through its first episode, then through the second one, which begins right after the warm-up, and records that. */
function playSecondEpisode(environment: VectorEnvironment): Played {
  const until = (record?: (action: number) => void) => {
    for (let turn = 0; ; turn++) {
      const action = someAction(environment, 0, turn)
      environment.step(Int32Array.of(action))
      record?.(action)
      if (environment.truncated[0] === 1) return
    }
  }
  until()
  environment.takeEpisodes()
  const played: Omit<Played, 'outcome'> = { actions: [], rewards: [], discounts: [] }
  until((action) => {
    played.actions.push(action)
    played.rewards.push([...environment.rewards])
    played.discounts.push(environment.discounts[0]!)
  })
  return { ...played, outcome: environment.takeEpisodes()[0]!.outcome! }
}

/** The same episode run with plain simulations: decision times, and both runs at the horizon. */
function replay(scenario: ReturnType<typeof preset>, seed: number, actions: readonly number[]) {
  const model = compileScenario(scenario)
  const patients = drawPatients(model, { seed, use: 'training', replication: 1 }, horizonMinutes)
  const rule = builtInRule('acuity', model)
  const [own, reference] = [new Simulation(model), new Simulation(model)]
  own.start(patients)
  reference.start(patients)
  runPolicy(own, rule, warmUpMinutes)
  runPolicy(reference, rule, horizonMinutes)
  const times: number[] = []
  runPolicy(
    own,
    {
      name: 'replay',
      label: '',
      choose: (simulation) => {
        times.push(simulation.now)
        return actions[times.length - 1]!
      },
    },
    horizonMinutes,
  )
  return { own, reference, patients, times: [...times, horizonMinutes] }
}

/** Cost of one run between two minutes by group, discounted to the first, from each patient's whole story in steps of at most 0.1 minutes. */
function costBetween(simulation: Simulation, from: number, to: number, constantMinutes: number): number[] {
  const { scenario, groups } = simulation.model
  const cost = new WaitingCost(scenario)
  const sums = Array<number>(groups).fill(0)
  const discount = (minutes: number) => Math.exp(-(minutes - from) / constantMinutes)
  const { patients } = simulation
  for (let patient = 0; patient < patients.count; patient++) {
    const arrival = patients.arrivalMinutes[patient]!
    const end = arrival + waitMinutesOf(simulation, patient, horizonMinutes)
    if (arrival > to || end < from) continue
    const worsened = simulation.worsenedMinutes[patient]!
    const group = patients.group[patient]!
    const acuityAt = (minutes: number) => patients.trueAcuity[patient]! - (worsened <= minutes ? 1 : 0)
    const marks = [Math.max(arrival, from), Math.min(end, to)]
    if (worsened > marks[0]! && worsened < marks[1]!) marks.splice(1, 0, worsened)
    for (let piece = 1; piece < marks.length; piece++) {
      const [start, stop] = [marks[piece - 1]!, marks[piece]!]
      const steps = Math.max(1, Math.ceil(10 * (stop - start)))
      const width = (stop - start) / steps
      for (let step = 0; step < steps; step++) {
        const at = start + step * width
        sums[group]! += cost.between(acuityAt(at), at - arrival, at + width - arrival) * discount(at + width / 2)
      }
    }
    if (worsened > from && worsened <= to) sums[group]! += cost.worseningCost * discount(worsened)
    const left = simulation.leftMinutes[patient]!
    if (left > from && left <= to) sums[group]! += cost.leavingCost(acuityAt(left)) * discount(left)
  }
  return sums
}

describe('the hospital environment', () => {
  it.each(presetNames)('of %s keeps the promises of an environment', (name) => {
    const environment = createHospitalEnvironment({ scenario: preset(name), seed: 3, count: 3 })
    expect(checkEnvironment(environment, { steps: name === 'rural' ? 200 : 600, seed: 1 })).toEqual([])
  })

  it('shows 55 numbers for each choice and both runs to the critic, by name', () => {
    const { spec } = createHospitalEnvironment({ scenario: preset('urban'), seed: 1, count: 1 })
    expect(spec).toMatchObject({
      actions: 20,
      actionFeatures: 13,
      contextFeatures: 42,
      criticFeatures: 164,
      channels: 4,
      needLevels: 5,
    })
    expect(spec.layout).toBe('observation 2; groups children,adults,older-adults,language-barrier')
    expect(spec.names?.channels).toEqual(['children', 'adults', 'older-adults', 'language-barrier'])
    expect(new Set(spec.names?.critic).size).toBe(164)
  })

  it('rewards with the discounted difference to strict acuity on the same patients, recomputed from every patient', () => {
    const scenario = preset('urban')
    const played = playSecondEpisode(createHospitalEnvironment({ scenario, seed: 8, count: 1 }))
    const { own, reference, times } = replay(scenario, 8, played.actions)
    expect(times).toHaveLength(played.actions.length + 1)
    for (let decision = 0; decision < played.actions.length; decision += 7) {
      const [from, to] = [times[decision]!, times[decision + 1]!]
      expect(played.discounts[decision]).toBeCloseTo(Math.exp(-(to - from) / 1440), 6)
      const ownCost = costBetween(own, from, to, 1440)
      const referenceCost = costBetween(reference, from, to, 1440)
      ownCost.forEach((cost, group) => {
        const scale = Math.max(1, cost, referenceCost[group]!)
        expect(Math.abs(played.rewards[decision]![group]! - (referenceCost[group]! - cost)) / scale).toBeLessThan(1e-6)
      })
    }
  })

  it('sums costs of an episode over the patients who arrived after the warm-up', () => {
    const scenario = preset('urban')
    const { actions, outcome } = playSecondEpisode(createHospitalEnvironment({ scenario, seed: 8, count: 1 }))
    const { own, reference, patients } = replay(scenario, 8, actions)
    const cost = new WaitingCost(scenario)
    let [count, ownCost, referenceCost] = [0, 0, 0]
    for (let patient = 0; patient < patients.count; patient++) {
      if (patients.arrivalMinutes[patient]! < warmUpMinutes) continue
      count++
      ownCost += cost.ofPatient(own, patient, horizonMinutes)
      referenceCost += cost.ofPatient(reference, patient, horizonMinutes)
    }
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
    expect(sum(outcome.patients)).toBe(count)
    expect(sum(outcome.costSum) / ownCost).toBeCloseTo(1, 9)
    expect(ownCost).toBeGreaterThan(referenceCost)
  })

  it('gives no reward to an agent that does what the reference does', () => {
    const environment = createHospitalEnvironment({ scenario: preset('pediatric'), seed: 5, count: 1 })
    const model = compileScenario(preset('pediatric'))
    const actions: number[] = []
    const simulation = new Simulation(model)
    simulation.start(drawPatients(model, { seed: 5, use: 'training', replication: 1 }, horizonMinutes))
    const rule = builtInRule('acuity', model)
    runPolicy(simulation, rule, warmUpMinutes)
    const choose = (at: Simulation) => {
      actions.push(rule.choose(at))
      return actions.at(-1)!
    }
    runPolicy(simulation, { name: 'recorded', label: '', choose }, horizonMinutes)
    for (let turn = 0; environment.truncated[0] === 0; turn++) environment.step(Int32Array.of(someAction(environment, 0, turn)))
    for (const action of actions) {
      environment.step(Int32Array.of(action))
      for (const reward of environment.rewards) expect(Math.abs(reward)).toBeLessThan(1e-9)
    }
    expect(environment.truncated[0]).toBe(1)
  })

  it('repeats itself with the same seed, and not with another or for another use', () => {
    const play = (seed: number, use?: 'development') => {
      const environment = createHospitalEnvironment({ scenario: preset('urban'), seed, count: 2, ...(use && { use }) })
      const seen: number[] = []
      for (let turn = 0; turn < 100; turn++) {
        environment.step(Int32Array.of(someAction(environment, 0, turn), someAction(environment, 1, turn)))
        seen.push(...environment.rewards)
      }
      return seen
    }
    const first = play(1)
    expect(play(1)).toEqual(first)
    expect(play(2)).not.toEqual(first)
    expect(play(1, 'development')).not.toEqual(first)
  })

  it('starts its copies at different times of the day', () => {
    const environment = createHospitalEnvironment({ scenario: preset('urban'), seed: 1, count: 16 })
    const at = environment.spec.names!.context.indexOf('sine of the day')
    const sines = Array.from({ length: 16 }, (_, copy) => environment.context[copy * environment.spec.contextFeatures + at]!)
    expect(Math.max(...sines) - Math.min(...sines)).toBeGreaterThan(0.8)
  })

  it('goes on from saved bytes in a fresh environment bit for bit, finished episodes included', () => {
    const options = { scenario: preset('rural'), seed: 9, count: 2 }
    const first = createHospitalEnvironment(options)
    const step = (environment: VectorEnvironment, turn: number) =>
      environment.step(Int32Array.of(someAction(environment, 0, turn), someAction(environment, 1, turn)))
    for (let turn = 0; turn < 150; turn++) step(first, turn)
    const second = createHospitalEnvironment(options)
    second.restoreState(first.saveState())
    expect(second.takeEpisodes()).toEqual(first.takeEpisodes())
    for (let turn = 0; turn < 150; turn++) {
      expect(second.context).toEqual(first.context)
      expect(second.critic).toEqual(first.critic)
      step(first, turn)
      step(second, turn)
      expect(second.rewards).toEqual(first.rewards)
    }
    expect(second.saveState()).toEqual(first.saveState())
  })

  it('refuses states that are damaged or of another environment', () => {
    const environment = createHospitalEnvironment({ scenario: preset('urban'), seed: 1, count: 1 })
    const other = createHospitalEnvironment({ scenario: preset('urban'), seed: 2, count: 1 })
    expect(() => environment.restoreState(other.saveState())).toThrow('belongs to another scenario, seed or number of copies')
    expect(() => environment.restoreState(environment.saveState().subarray(0, 40))).toThrow('damaged')
  })

  it('refuses an action that the mask does not allow, also of a neighbour', () => {
    const environment = createHospitalEnvironment({ scenario: preset('urban'), seed: 1, count: 2 })
    for (const action of [environment.mask.indexOf(0), -1, 20, Number.NaN])
      expect(() => environment.step(Int32Array.of(action, someAction(environment, 1, 0)))).toThrow('is not allowed')
  })

  it('says when there is nothing to learn', () => {
    const scenario = preset('rural')
    scenario.arrivals.ratePerHour = scenario.arrivals.ratePerHour.map(() => 0.0001)
    expect(() => createHospitalEnvironment({ scenario, seed: 1, count: 1 })).toThrow('there is nothing to learn in this scenario')
  })
})
