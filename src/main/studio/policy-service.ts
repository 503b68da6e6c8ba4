import { formatNumber } from '../../shared/format.ts'
import {
  isRuleName,
  isTunedIndexName,
  ruleLabels,
  ruleNames,
  type TunedIndex,
  type TunedIndexName,
  tunedIndexLabels,
  tunedIndexNames,
} from '../../shared/policy.ts'
import type { Run } from '../../shared/run.ts'
import { parseScenario, type Scenario } from '../../shared/scenario.ts'
import type { Store } from '../storage/store.ts'
import type { PolicySource } from '../training/job.ts'
import { conflict, notFound } from './failures.ts'

/** The hospital in which policies are to act; `id` and `version` where it is stored. */
export interface PolicyHospital {
  name: string
  id?: string
  version?: number
}

/** An agent's name in a hospital; where it was trained is said when that is another one. */
const agentLabel = (run: Run, hospital: PolicyHospital): string =>
  `Agent${run.scenario === hospital.name ? '' : ` of ${run.scenarioTitle}`} (${run.groupBlind ? 'group-blind, ' : ''}fairness weight ${run.fairnessWeight}, seed ${run.seed})`

/** Policies by name: a rule, or the agent that a training run has made so far. */
export class PolicyService {
  readonly #store: Pick<Store, 'runs' | 'checkpoints' | 'scenarios' | 'evaluations'>

  constructor(store: Pick<Store, 'runs' | 'checkpoints' | 'scenarios' | 'evaluations'>) {
    this.#store = store
  }

  /**
   * Names with those that agents are to be held against: the tuned index that sees as much as they do, and, for an agent with a fairness
   * weight, the agent of the same training without one, where there is one.
   */
  withCompanions(names: readonly string[]): string[] {
    const finished = this.#store.runs.list().filter((run) => run.status === 'finished' && run.checkpoint !== null)
    const agents = names.flatMap((name) => {
      const run = this.#store.runs.find(name)
      return run === null ? [] : [run]
    })
    const rules = names.filter((name) => isRuleName(name) || isTunedIndexName(name))
    const indices = tunedIndexNames.filter((name) =>
      agents.some((run) => run.groupBlind === (name === 'tuned-index-group-blind')),
    )
    const plain = agents.flatMap((agent) =>
      agent.fairnessWeight === 0 ? [] : finished.filter((run) => isSameButUnweighted(run, agent)).slice(0, 1),
    )
    const others = names.filter((name) => !isRuleName(name) && !isTunedIndexName(name))
    return [...new Set([...rules, ...indices, ...plain.map((run) => run.id), ...others])]
  }

  /** Several, each once, under labels that tell them apart. */
  sources(names: readonly string[], hospital: PolicyHospital): PolicySource[] {
    const sources = [...new Set(names)].map((name) => this.source(name, hospital))
    const agents = sources.filter((source) => source.kind === 'agent')
    return sources.map((source) => {
      if (source.kind !== 'agent' || agents.filter(({ label }) => label === source.label).length < 2) return source
      const run = this.#store.runs.find(source.name)
      return { ...source, label: `${source.label}, ${formatNumber(run?.checkpoint?.decisions ?? 0)} decisions` }
    })
  }

  /** All that a worker needs to act by it in this hospital. */
  source(name: string, hospital: PolicyHospital): PolicySource {
    if (isRuleName(name)) return { kind: 'rule', name, label: ruleLabels[name] }
    if (isTunedIndexName(name))
      return { kind: 'tuned-index', name, label: tunedIndexLabels[name], parameters: this.#foundBefore(name, hospital) }
    const run = this.#store.runs.find(name)
    if (run === null)
      throw notFound(
        `There is no policy ${JSON.stringify(name)}; give the id of a training run, or one of ${[...ruleNames, ...tunedIndexNames].join(', ')}.`,
      )
    const checkpoint = this.#store.checkpoints.latest(run.id)
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
      groupBlind: run.groupBlind,
      hospital: this.#trainedOn(run),
      checkpoint: checkpoint.content,
    }
  }

  #foundBefore(name: TunedIndexName, { id, version }: PolicyHospital): TunedIndex | null {
    return id === undefined || version === undefined ? null : this.#store.evaluations.tunedIndex(id, version, name)
  }

  #trainedOn(run: Run): Scenario | null {
    const parsed = parseScenario(this.#store.scenarios.version(run.scenarioId, run.scenarioVersion))
    return parsed.ok ? parsed.scenario : null
  }
}

/** The same training but for the fairness weight, which is 0. */
const isSameButUnweighted = (run: Run, agent: Run): boolean =>
  run.fairnessWeight === 0 &&
  run.scenarioId === agent.scenarioId &&
  run.scenarioVersion === agent.scenarioVersion &&
  run.seed === agent.seed &&
  run.decisionsPlanned === agent.decisionsPlanned &&
  run.groupBlind === agent.groupBlind
