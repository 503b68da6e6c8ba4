import { formatNumber } from '../../shared/format.ts'
import {
  agentNamed,
  bestOfRun,
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
import type { StoredCheckpoint } from '../storage/checkpoint-repository.ts'
import type { Store } from '../storage/store.ts'
import type { PolicySource } from '../training/job.ts'
import { conflict, notFound } from './failures.ts'

/** The hospital in which policies are to act; `id` and `version` where it is stored. */
export interface PolicyHospital {
  name: string
  id?: string
  version?: number
}

/** What a training run has made: as it was saved last, or as it was when it did best. */
interface Agent {
  run: Run
  isBest: boolean
}

/** An agent's name in a hospital; where it was trained is said when that is another one. */
const agentLabel = ({ run, isBest }: Agent, hospital: PolicyHospital): string =>
  `Agent${run.scenario === hospital.name ? '' : ` of ${run.scenarioTitle}`} (${run.groupBlind ? 'group-blind, ' : ''}fairness weight ${run.fairnessWeight}, seed ${run.seed}${isBest ? ', best checkpoint' : ''})`

/** Policies by name: a rule, a tuned index, or the agent that a training run has made so far. */
export class PolicyService {
  readonly #store: Pick<Store, 'runs' | 'checkpoints' | 'scenarios' | 'evaluations'>

  constructor(store: Pick<Store, 'runs' | 'checkpoints' | 'scenarios' | 'evaluations'>) {
    this.#store = store
  }

  /**
   * Names with those that agents are to be held against: the tuned index that sees as much as they do, and, for an agent with a fairness
   * weight, the agent of the same training without one, where there is one; best checkpoints against best checkpoints.
   */
  withCompanions(names: readonly string[]): string[] {
    const finished = this.#store.runs.list().filter((run) => run.status === 'finished' && run.checkpoint !== null)
    const agents = names.flatMap((name) => this.#find(name) ?? [])
    const rules = names.filter((name) => isRuleName(name) || isTunedIndexName(name))
    const indices = tunedIndexNames.filter((name) =>
      agents.some(({ run }) => run.groupBlind === (name === 'tuned-index-group-blind')),
    )
    const plain = agents.flatMap(({ run: agent, isBest }) => {
      if (agent.fairnessWeight === 0) return []
      const run = finished.find((other) => isSameButUnweighted(other, agent))
      if (run === undefined || this.#checkpointOf({ run, isBest }) === null) return []
      return [isBest ? bestOfRun(run.id) : run.id]
    })
    const others = names.filter((name) => !isRuleName(name) && !isTunedIndexName(name))
    return [...new Set([...rules, ...indices, ...plain, ...others])]
  }

  /** Several, each once, under labels that tell them apart. */
  sources(names: readonly string[], hospital: PolicyHospital): PolicySource[] {
    const sources = [...new Set(names)].map((name) => this.source(name, hospital))
    const agents = sources.filter((source) => source.kind === 'agent')
    return sources.map((source) => {
      if (source.kind !== 'agent') return source
      const alike = agents.filter(({ label }) => label === source.label)
      if (alike.length < 2) return source
      const isEdited = alike.some(
        ({ scenarioId, scenarioVersion }) => scenarioId === source.scenarioId && scenarioVersion !== source.scenarioVersion,
      )
      const version = isEdited ? `, version ${source.scenarioVersion} of the hospital` : ''
      return { ...source, label: `${source.label}${version}, ${formatNumber(this.#decisionsOf(source.name))} decisions` }
    })
  }

  /** All that a worker needs to act by it in this hospital. */
  source(name: string, hospital: PolicyHospital): PolicySource {
    if (isRuleName(name)) return { kind: 'rule', name, label: ruleLabels[name] }
    if (isTunedIndexName(name))
      return { kind: 'tuned-index', name, label: tunedIndexLabels[name], parameters: this.#foundBefore(name, hospital) }
    const agent = this.#find(name)
    if (agent === null)
      throw notFound(
        `There is no policy ${JSON.stringify(name)}; give the id of a training run (${bestOfRun('ID')}: its best checkpoint), or one of ${[...ruleNames, ...tunedIndexNames].join(', ')}.`,
      )
    const checkpoint = this.#checkpointOf(agent)
    if (checkpoint === null) throw conflict(missingSentence(agent))
    const { run, isBest } = agent
    return {
      kind: 'agent',
      name,
      label: agentLabel(agent, hospital),
      fairnessWeight: run.fairnessWeight,
      groupBlind: run.groupBlind,
      hospital: this.#trainedOn(run),
      scenarioId: run.scenarioId,
      scenarioVersion: run.scenarioVersion,
      bestOfDecisions: isBest ? (run.checkpoint?.decisions ?? checkpoint.decisions) : null,
      checkpoint: checkpoint.content,
    }
  }

  #find(name: string): Agent | null {
    const { runId, isBest } = agentNamed(name)
    const run = this.#store.runs.find(runId)
    return run === null ? null : { run, isBest }
  }

  #checkpointOf({ run, isBest }: Agent): StoredCheckpoint | null {
    return isBest ? this.#store.checkpoints.best(run.id) : this.#store.checkpoints.latest(run.id)
  }

  #decisionsOf(name: string): number {
    const agent = this.#find(name)
    return (agent === null ? null : this.#checkpointOf(agent))?.decisions ?? 0
  }

  #foundBefore(name: TunedIndexName, { id, version }: PolicyHospital): TunedIndex | null {
    return id === undefined || version === undefined ? null : this.#store.evaluations.tunedIndex(id, version, name)
  }

  #trainedOn(run: Run): Scenario | null {
    const parsed = parseScenario(this.#store.scenarios.version(run.scenarioId, run.scenarioVersion))
    return parsed.ok ? parsed.scenario : null
  }
}

function missingSentence({ run, isBest }: Agent): string {
  if (run.checkpoint === null)
    return `Run ${run.id} has no checkpoint yet, so there is no agent to use; wait until it has trained for a while.`
  return isBest
    ? `Run ${run.id} has no best checkpoint to use: none was measured on development patients, or it is missing or damaged; name the run without @best to use its last one.`
    : `The checkpoints of run ${run.id} are missing or damaged; train it again, or leave it out.`
}

/** The same training but for the fairness weight, which is 0. */
const isSameButUnweighted = (run: Run, agent: Run): boolean =>
  run.fairnessWeight === 0 &&
  run.scenarioId === agent.scenarioId &&
  run.scenarioVersion === agent.scenarioVersion &&
  run.seed === agent.seed &&
  run.decisionsPlanned === agent.decisionsPlanned &&
  run.groupBlind === agent.groupBlind
