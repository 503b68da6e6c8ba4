import type { EvaluationResult } from '../../shared/evaluation.ts'
import type { RuleName } from '../../shared/policy.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { replicate } from '../evaluation/replicate.ts'
import { compileScenario, type HospitalModel } from '../simulation/hospital/hospital-model.ts'
import { builtInRule } from '../simulation/hospital/rules.ts'
import { analyse } from './analyse.ts'
import { type Change, changesToTry, rulesToTry } from './changes.ts'
import { type EvaluatedPolicy, evaluatedRule } from './evaluated-policy.ts'
import { type PolicyStatistics, policyStatistics } from './policy-statistics.ts'
import { Progress, type ProgressListener } from './progress.ts'
import { recommend } from './recommend.ts'

export interface EvaluationRequest {
  readonly scenario: Scenario
  /** At least one. Strict acuity, the baseline, is added where it is missing. */
  readonly policies: readonly EvaluatedPolicy[]
  readonly replications: number
  readonly seed: number
  /** Also try changes and see which help. */
  readonly recommend: boolean
  readonly onProgress?: ProgressListener
}

const baselineRule: RuleName = 'acuity'
/** Replications on development patients from which the changes to try are chosen. */
const developmentReplications = 40

/** Runs all policies on the same confirmation patients and says what follows. Throws where nobody arrives. */
export function evaluateScenario(request: EvaluationRequest): EvaluationResult {
  const { scenario, seed, replications } = request
  const policies = request.policies.some((policy) => policy.name === baselineRule)
    ? request.policies
    : [evaluatedRule(baselineRule), ...request.policies]
  const baseline = policies.find((policy) => policy.name === baselineRule)!
  const model = compileScenario(scenario)
  const extraRules = request.recommend
    ? rulesToTry.filter((rule) => policies.every((policy) => policy.name !== rule)).map(evaluatedRule)
    : []
  const developed = request.recommend ? Math.min(developmentReplications, replications) : 0
  // Three changes at most alter the hospital itself.
  const progress = new Progress(
    replications * (policies.length + extraRules.length + (request.recommend ? 3 : 0)) + developed,
    request.onProgress,
  )
  const run = (on: HospitalModel, some: readonly EvaluatedPolicy[], detail: string) =>
    replicate({
      model: on,
      policies: some.map((policy) => policy.create(on)),
      seed,
      use: 'confirmation',
      replications,
      reference: builtInRule(baselineRule, on),
      onRun: () => progress.advance(detail),
    })

  const all = [...policies, ...extraRules]
  const statistics = run(model, all, `${scenario.title}: all policies on the same patients`).map(policyStatistics)
  const result = analyse({
    scenario,
    seed,
    baseline: baseline.name,
    policies: policies.map((policy, index) => ({ policy, statistics: statistics[index]! })),
  })
  if (!request.recommend) return result

  const [development] = replicate({
    model,
    policies: [baseline.create(model)],
    seed,
    use: 'development',
    replications: developed,
    onRun: () => progress.advance(`${scenario.title}: where help is needed most`),
  })
  const changes = changesToTry(
    scenario,
    baseline.name,
    { table: development!, statistics: policyStatistics(development!) },
    policies,
  )
  const outcome = (change: Change): PolicyStatistics =>
    change.policy === null
      ? policyStatistics(run(compileScenario(change.scenario), [baseline], `${scenario.title}: ${change.title}`)[0]!)
      : statistics[all.findIndex((policy) => policy.name === change.policy)]!
  const tried = changes.map((change) => ({ change, statistics: outcome(change) }))
  return {
    ...result,
    recommendations: recommend(scenario, baseline.name, statistics[all.indexOf(baseline)]!, tried),
  }
}
