import { createHospitalEnvironment } from '../src/main/environments/hospital/hospital-environment.ts'
import { replicate } from '../src/main/evaluation/replicate.ts'
import { findTunedIndex } from '../src/main/evaluation/tuned-index/find-tuned-index.ts'
import { type PolicyStatistics, policyStatistics } from '../src/main/fairness/policy-statistics.ts'
import { createAgentPolicy } from '../src/main/learning/agent-policy.ts'
import { PpoTrainer } from '../src/main/learning/ppo.ts'
import { planTraining } from '../src/main/learning/training-plan.ts'
import { compileScenario } from '../src/main/simulation/hospital/hospital-model.ts'
import type { Policy } from '../src/main/simulation/hospital/policy.ts'
import { builtInRule } from '../src/main/simulation/hospital/rules.ts'
import { TunedIndexRule } from '../src/main/simulation/hospital/tuned-index-rule.ts'
import { interval } from '../src/main/statistics/estimate.ts'
import { type Jackknifed, measure, subtract } from '../src/main/statistics/jackknife.ts'
import { createEngine } from '../src/main/training/network-engine.ts'
import type { Scenario } from '../src/shared/scenario.ts'
import { type PresetName, preset } from '../test/presets.ts'
import { type BenchRow, processorClock, processorSecondsSince } from './support/best-rate.ts'

/** Hospitals and the fairness weights tried there; FAIRWARD_HOSPITALS names fewer, such as `urban`. */
const trials: Record<PresetName, readonly number[]> = { urban: [0, 0.8], surge: [0], pediatric: [0, 0.8], rural: [0, 0.8] }
const seeds = [1, 2, 3]
const decisions = Number(process.env.FAIRWARD_DECISIONS ?? 800_000)
const replications = 300
/** Of the patients; none of the training seeds. */
const evaluationSeed = 5_000
/** What stands in a table of results is measured on confirmation patients, once; every choice is made on development patients. */
const use = process.env.FAIRWARD_PATIENTS === 'confirmation' ? 'confirmation' : 'development'
/** By how much of strict acuity's gap the fairness weight has to narrow it. */
const narrowedShare = 0.3

/**
 * What agents of the usual training are worth: need-weighted wait against strict acuity and against the tuned index, and what a fairness weight
 * does to the gap in need-weighted wait at equal need, for what price. Minutes, paired over replications; upper bounds are 95 %.
 */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const hospitals = (process.env.FAIRWARD_HOSPITALS ?? Object.keys(trials).join(',')).split(',') as PresetName[]
  for (const name of hospitals) rows.push(...(await tryHospital(name, trials[name])))
  return rows
}

async function tryHospital(name: PresetName, weights: readonly number[]): Promise<BenchRow[]> {
  const scenario = preset(name)
  const model = compileScenario(scenario)
  const tuned = new TunedIndexRule('tuned', '', findTunedIndex({ model, groupBlind: false, seed: 1 }), model)
  const agents: { seed: number; weight: number; policy: Policy; seconds: number }[] = []
  for (const seed of seeds) for (const weight of weights) agents.push({ seed, weight, ...(await train(scenario, seed, weight)) })

  const policies = [builtInRule('acuity', model), tuned, ...agents.map(({ policy }) => policy)]
  const outcomes = replicate({ model, policies, seed: evaluationSeed, use, replications }).map(policyStatistics)
  const [strict, index, ...trained] = outcomes as [PolicyStatistics, PolicyStatistics, ...PolicyStatistics[]]
  const row = (label: string, effect: Jackknifed, unit = 'weighted min'): BenchRow => {
    const [lower, upper] = interval(measure(effect))
    const note = `95 %: ${lower.toFixed(2)} to ${upper.toFixed(2)}, ${replications} replications, ${use} patients`
    return { name: `${name}-${label}`, value: effect.value, unit, note }
  }
  const rows = [
    row('strict-acuity', strict.needWeightedWait),
    row('strict-acuity-gap', strict.needWeightedGap),
    row('tuned-index-against-strict', subtract(index.needWeightedWait, strict.needWeightedWait)),
  ]
  agents.forEach(({ seed, weight, seconds }, position) => {
    const agent = trained[position]!
    const label = `seed-${seed}-weight-${weight}`
    rows.push(row(`${label}-against-strict`, subtract(agent.needWeightedWait, strict.needWeightedWait)))
    rows.push(row(`${label}-against-tuned-index`, subtract(agent.needWeightedWait, index.needWeightedWait)))
    rows.push(row(`${label}-gap`, agent.needWeightedGap))
    rows.push({ name: `${name}-${label}-training`, value: seconds, unit: 's', note: `${decisions} decisions, processor time` })
    const plain = trained[agents.findIndex((other) => other.seed === seed && other.weight === 0)]
    if (weight === 0 || plain === undefined) return
    const change = subtract(agent.needWeightedGap, plain.needWeightedGap)
    rows.push(row(`${label}-gap-against-unweighted`, change))
    rows.push(row(`${label}-gap-narrowed-enough-below-0`, plus(change, scaled(strict.needWeightedGap, narrowedShare))))
    rows.push(row(`${label}-price`, subtract(agent.needWeightedWait, plain.needWeightedWait)))
    rows.push(row(`${label}-price-below-4-percent-below-0`, priceLess(agent, plain, 0.04)))
  })
  return rows
}

async function train(scenario: Scenario, seed: number, fairnessWeight: number): Promise<{ policy: Policy; seconds: number }> {
  const options = planTraining({ seed, decisions, fairnessWeight })
  const environment = createHospitalEnvironment({ scenario, seed, count: options.environments })
  const trainer = await PpoTrainer.create({ environment, engine: createEngine(), options })
  const start = processorClock.now()
  await trainer.train()
  const seconds = processorSecondsSince(start)
  const checkpoint = await trainer.checkpoint()
  trainer.dispose()
  const name = `seed ${seed}, weight ${fairnessWeight}`
  const policy = createAgentPolicy({ checkpoint, model: compileScenario(scenario), engine: createEngine(), name, label: name })
  return { policy, seconds }
}

const scaled = ({ value, pseudoValues }: Jackknifed, factor: number): Jackknifed => ({
  value: factor * value,
  pseudoValues: pseudoValues.map((one) => factor * one),
})
const plus = (a: Jackknifed, b: Jackknifed): Jackknifed => subtract(a, scaled(b, -1))

/** Below 0 where the weighted agent costs less than this share more than the unweighted one. */
const priceLess = (agent: PolicyStatistics, plain: PolicyStatistics, share: number): Jackknifed =>
  subtract(agent.needWeightedWait, scaled(plain.needWeightedWait, 1 + share))
