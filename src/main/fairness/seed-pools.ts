import type { Estimate } from '../../shared/evaluation.ts'
import { formatNumber } from '../../shared/format.ts'
import { ofEachPooledMeasure, type Pooled, type SeedContrast, type SeedPool } from '../../shared/seed-pool.ts'
import { KeyedRandom, purposes } from '../simulation/population/random.ts'
import { crossedMean } from '../statistics/crossed-mean.ts'
import { measureMean, toEstimate } from '../statistics/estimate.ts'
import { interquartileLeast, interquartileMean } from '../statistics/interquartile-mean.ts'
import { type Jackknifed, measure, subtract } from '../statistics/jackknife.ts'
import { stratifiedBootstrap } from '../statistics/stratified-bootstrap.ts'
import { tCritical } from '../statistics/student-t.ts'
import { type PolicyDescription, settingOf } from './evaluated-policy.ts'
import type { PolicyStatistics } from './policy-statistics.ts'
import { contrastSentences } from './seed-pool-words.ts'

interface AnalysedPolicy {
  readonly policy: PolicyDescription
  readonly statistics: PolicyStatistics
}
interface AnalysedAgent extends AnalysedPolicy {
  readonly seed: number
}
/** What a setting's agents are held against: the same policy for all of them, or for each seed its own. */
interface Counterpart {
  readonly against: SeedContrast['against']
  readonly label: string
  of(agent: AnalysedAgent): AnalysedPolicy | undefined
}

const resamples = 5000
/** t with more degrees of freedom than this is normal in all its digits. */
const mostDegreesOfFreedom = 1e6

/**
 * Agents of one setting (version of a hospital, decisions, last or best checkpoint, fairness weight, what they see) that were trained with different seeds, taken together: what
 * the setting is worth, rather than one lucky training. `seed`: what the bootstrap draws from.
 */
export function seedPools(analysed: readonly AnalysedPolicy[], baseline: AnalysedPolicy, seed: number): SeedPool[] {
  const settings = new Map<string, AnalysedAgent[]>()
  for (const one of analysed) {
    const { training } = one.policy
    if (training === null) continue
    const key = settingOf(one.policy)
    const agents = settings.get(key) ?? []
    if (agents.every((other) => other.seed !== training.seed)) agents.push({ ...one, seed: training.seed })
    settings.set(key, agents)
  }
  const several = [...settings.values()].filter(isSeveral)
  const labels = poolLabels(several.map(([{ policy }]) => policy))
  return several.map((agents, position) => {
    const { policy } = agents[0]
    const unweighted = settings.get(settingOf(policy, 0)) ?? []
    const tuned = analysed.find((other) => other.policy.tunedIndex !== null && other.policy.readsGroups === policy.readsGroups)
    const counterparts: Counterpart[] = [
      { against: 'baseline', label: baseline.policy.label, of: () => baseline },
      ...(tuned === undefined ? [] : [{ against: 'tuned-index' as const, label: tuned.policy.label, of: () => tuned }]),
      ...(policy.fairnessWeight === 0
        ? []
        : [
            {
              against: 'unweighted' as const,
              label: 'The same agents without a fairness weight',
              of: (agent: AnalysedAgent) => unweighted.find((other) => other.seed === agent.seed),
            },
          ]),
    ]
    return {
      label: labels[position]!,
      fairnessWeight: policy.fairnessWeight ?? 0,
      readsGroups: policy.readsGroups,
      decisions: policy.training?.decisions ?? 0,
      scenario: policy.training?.scenario,
      agents: agents.map((agent) => ({ seed: agent.seed, policy: agent.policy.name })),
      outcome: ofEachPooledMeasure((name) =>
        nonNegative(
          pool(
            agents.map(({ statistics }) => statistics[name]),
            seed,
          ),
        ),
      ),
      contrasts: counterparts.flatMap((counterpart) => contrast(agents, counterpart, seed)),
    }
  })
}

const isSeveral = (agents: AnalysedAgent[]): agents is [AnalysedAgent, AnalysedAgent, ...AnalysedAgent[]] => agents.length > 1

/** What a setting is called; where it was trained and for how long only where others differ in nothing else. */
function poolLabels(settings: readonly PolicyDescription[]): string[] {
  const usual = settings.map(
    ({ fairnessWeight, readsGroups, training }) =>
      `Agents with fairness weight ${fairnessWeight}${readsGroups ? '' : ', group-blind'}${training?.isBest ? ', best checkpoints' : ''}`,
  )
  const labels = settings.map(({ training }, position) => {
    const alike = settings.filter((_, other) => usual[other] === usual[position])
    const differ = (of: (policy: PolicyDescription) => unknown, among = alike) => new Set(among.map(of)).size > 1
    const sameHospital = alike.filter((other) => other.training?.scenarioId === training?.scenarioId)
    return [
      usual[position],
      ...(differ((other) => other.training?.scenario) ? [`trained on ${training?.scenario}`] : []),
      ...(differ((other) => other.training?.scenarioVersion, sameHospital)
        ? [`trained on version ${training?.scenarioVersion} of the hospital`]
        : []),
      ...(differ((other) => other.training?.decisions) ? [`${formatNumber(training?.decisions ?? 0)} decisions`] : []),
    ].join(', ')
  })
  // Two hospitals may have had the same name one after the other.
  return labels.map((label, position) => {
    const before = labels.slice(0, position).filter((other) => other === label).length
    return before === 0 ? label : `${label} (${before + 1})`
  })
}

/** Seeds without a counterpart are left out; nothing where fewer than two have one. */
function contrast(agents: readonly AnalysedAgent[], { against, label, of }: Counterpart, seed: number): SeedContrast[] {
  const pairs = agents.flatMap((agent) => {
    const other = of(agent)
    if (other === undefined) return []
    const differences = ofEachPooledMeasure((name) => subtract(agent.statistics[name], other.statistics[name]))
    return [{ agent, baseline: other.policy.name, differences }]
  })
  if (pairs.length < 2) return []
  const pooled = ofEachPooledMeasure((name) =>
    pool(
      pairs.map(({ differences }) => differences[name]),
      seed,
    ),
  )
  const bySeed = pairs.map(({ agent, baseline, differences }) => ({
    ...ofEachPooledMeasure((name) => toEstimate(measure(differences[name]))),
    seed: agent.seed,
    policy: agent.policy.name,
    baseline,
  }))
  const { lower, upper } = pooled.needWeightedWait.overall
  const verdict = upper < 0 ? ('better' as const) : lower > 0 ? ('worse' as const) : ('unclear' as const)
  const found = { against, label, pooled, bySeed, verdict }
  return [{ ...found, sentences: contrastSentences(found) }]
}

/** One statistic of several trainings on the same patients. */
function pool(trainings: readonly Jackknifed[], seed: number): Pooled {
  const values = trainings.map(({ value }) => value)
  const overSeeds = toEstimate(measureMean(values))
  return {
    overSeeds,
    overall: overallOf(trainings, overSeeds),
    interquartileMean: values.length < interquartileLeast ? null : middleHalf(values, seed),
  }
}

/**
 * The value is the plain mean of the trainings' values; how sure it is comes from their pseudo-values. Never surer than the trainings alone:
 * where they differ little, the many replications would lend their degrees of freedom to the few trainings.
 */
function overallOf(trainings: readonly Jackknifed[], overSeeds: Estimate): Estimate {
  const { standardError, degreesOfFreedom } = crossedMean(trainings.map(({ pseudoValues }) => pseudoValues))
  const crossed = standardError === 0 ? 0 : tCritical(0.95, Math.min(mostDegreesOfFreedom, degreesOfFreedom)) * standardError
  const half = Math.max(crossed, overSeeds.upper - overSeeds.mean)
  return { ...overSeeds, lower: overSeeds.mean - half, upper: overSeeds.mean + half, standardError }
}

/** With one hospital there is one stratum: its trainings. */
function middleHalf(values: readonly number[], seed: number): Pooled['interquartileMean'] {
  const random = new KeyedRandom({ seed, use: 'confirmation', replication: 0 })
  let draws = 0
  const uniform = () => {
    random.draw(draws++, purposes.resampling)
    return random.first
  }
  const [lower, upper] = stratifiedBootstrap([values], ([resample]) => interquartileMean(resample!), { uniform, resamples })
  return { mean: interquartileMean(values), lower, upper }
}

/** Waits and gaps cannot lie below 0. */
function nonNegative({ overSeeds, overall, interquartileMean: middle }: Pooled): Pooled {
  const above = (estimate: Estimate) => ({ ...estimate, lower: Math.max(0, estimate.lower) })
  return { overSeeds: above(overSeeds), overall: above(overall), interquartileMean: middle }
}
