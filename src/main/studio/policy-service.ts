import { formatNumber } from '../../shared/format.ts'
import { isRuleName, ruleLabels, ruleNames } from '../../shared/policy.ts'
import type { Run } from '../../shared/run.ts'
import type { CheckpointRepository } from '../storage/checkpoint-repository.ts'
import type { RunRepository } from '../storage/run-repository.ts'
import type { PolicySource } from '../training/job.ts'
import { conflict, notFound } from './failures.ts'

/** An agent's name in a hospital; where it was trained is said when that is another one. */
const agentLabel = (run: Run, hospital: string): string =>
  `Agent${run.scenario === hospital ? '' : ` of ${run.scenarioTitle}`} (fairness weight ${run.fairnessWeight}, seed ${run.seed})`

/** Policies by name: a rule, or the agent that a training run has made so far. */
export class PolicyService {
  readonly #runs: RunRepository
  readonly #checkpoints: CheckpointRepository

  constructor(runs: RunRepository, checkpoints: CheckpointRepository) {
    this.#runs = runs
    this.#checkpoints = checkpoints
  }

  /** Several, each once, under labels that tell them apart. */
  sources(names: readonly string[], hospital: string): PolicySource[] {
    const sources = [...new Set(names)].map((name) => this.source(name, hospital))
    return sources.map((source) => {
      const run = sources.filter(({ label }) => label === source.label).length > 1 ? this.#runs.find(source.name) : null
      return run === null
        ? source
        : { ...source, label: `${source.label}, ${formatNumber(run.checkpoint?.decisions ?? run.decisions)} decisions` }
    })
  }

  /** All that a worker needs to act by it in the hospital whose scenario has the name `hospital`. */
  source(name: string, hospital: string): PolicySource {
    if (isRuleName(name)) return { kind: 'rule', name, label: ruleLabels[name] }
    const run = this.#runs.find(name)
    if (run === null)
      throw notFound(
        `There is no policy ${JSON.stringify(name)}; give the id of a training run, or one of ${ruleNames.join(', ')}.`,
      )
    const checkpoint = this.#checkpoints.latest(run.id)
    if (checkpoint === null)
      throw conflict(
        run.checkpoint === null
          ? `Run ${run.id} has no checkpoint yet, so there is no agent to use; wait until it has trained for a while.`
          : `The checkpoints of run ${run.id} are missing or damaged; train it again, or leave it out.`,
      )
    return {
      kind: 'agent',
      name,
      label: agentLabel(run, hospital),
      fairnessWeight: run.fairnessWeight,
      checkpoint: checkpoint.content,
    }
  }
}
