import type { RunMetrics } from '../../shared/run.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { columnTotals, type OutcomeTable, sumOf } from '../evaluation/outcome-table.ts'
import { replicate } from '../evaluation/replicate.ts'
import { equalNeedBasis, equalNeedGap, equalNeedWait } from '../fairness/gap.ts'
import { createAgentPolicy } from '../learning/agent-policy.ts'
import { compileScenario, type HospitalModel } from '../simulation/hospital/hospital-model.ts'
import type { Policy } from '../simulation/hospital/policy.ts'
import { builtInRule } from '../simulation/hospital/rules.ts'
import { createEngine } from './network-engine.ts'

type Measurement = NonNullable<RunMetrics['development']>
type Outcome = Measurement['agent']

const replications = 10
/** Measuring costs about as much as a short iteration. */
const mostPoints = 40

/**
 * How good the agent is by now: it acts as it would in the end, without trying things out, on the same few development patients each time,
 * beside strict acuity. So the curve shows learning and not which patients came; what is reported later is measured on others.
 */
export class LearningCurve {
  readonly #model: HospitalModel
  readonly #seed: number
  readonly #every: number
  #reference: Outcome | null = null

  constructor(scenario: Scenario, seed: number, iterations: number) {
    this.#model = compileScenario(scenario)
    this.#seed = seed
    this.#every = Math.ceil(iterations / mostPoints)
  }

  /** The measurement after an iteration, null where it is not this iteration's turn. */
  async at(iteration: number, checkpoint: () => Promise<Uint8Array>): Promise<Measurement | null> {
    if ((iteration - 1) % this.#every !== 0) return null
    this.#reference ??= this.#outcome(builtInRule('acuity', this.#model))
    const agent = createAgentPolicy({
      checkpoint: await checkpoint(),
      model: this.#model,
      engine: createEngine(),
      name: 'agent',
      label: 'The agent',
    })
    return { replications, agent: this.#outcome(agent), reference: this.#reference }
  }

  #outcome(policy: Policy): Outcome {
    const [table] = replicate({
      model: this.#model,
      policies: [policy],
      seed: this.#seed,
      use: 'development',
      replications,
    })
    return outcomeOf(table!)
  }
}

function outcomeOf(table: OutcomeTable): Outcome {
  const { groups } = table
  const totals = columnTotals(table)
  const basis = equalNeedBasis(table)
  const perPatient = (measure: 'cost' | 'waitMinutes') =>
    sumOf(totals, groups, measure) / Math.max(1, sumOf(totals, groups, 'patients'))
  return {
    needWeightedWait: perPatient('cost'),
    waitMinutes: perPatient('waitMinutes'),
    equalNeedGapMinutes: basis.groups.length < 2 ? 0 : equalNeedGap(totals, groups, basis),
    equalNeedWaitMinutes: Array.from({ length: groups }, (_, group) =>
      basis.groups.includes(group) ? equalNeedWait(totals, groups, basis, group) : null,
    ),
  }
}
