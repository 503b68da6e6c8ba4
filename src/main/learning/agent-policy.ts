import { observerOf } from '../environments/hospital/observation.ts'
import type { CpuEngine } from '../neural/engine.ts'
import type { HospitalModel } from '../simulation/hospital/hospital-model.ts'
import type { Policy } from '../simulation/hospital/policy.ts'
import type { Simulation } from '../simulation/hospital/simulation.ts'
import { decodeCheckpoint } from './checkpoint.ts'
import { learnedPolicy } from './learned-policy.ts'

export interface AgentPolicyOptions {
  readonly checkpoint: Uint8Array
  /** The hospital it is to act in. */
  readonly model: HospitalModel
  readonly engine: CpuEngine
  readonly name: string
  readonly label: string
}

/**
 * A trained agent as a queue policy: the class with the highest score goes first, always the same in the same situation.
 * Throws a sentence where the checkpoint is damaged, or was made for other groups than the model's.
 */
export function createAgentPolicy({ checkpoint, model, engine, name, label }: AgentPolicyOptions): Policy {
  const { classes } = model
  const decoded = decodeCheckpoint(checkpoint)
  const { header } = decoded
  const observer = observerOf(header.layout, model) ?? refuse(label, header.scenario, model.scenario.title)
  const { actionFeatures, contextFeatures } = observer
  const { network, normaliser } = learnedPolicy(decoded, engine)

  // Everything a decision writes to is made once: evaluations take millions of decisions.
  const observation = {
    actionFeatures: new Float32Array(classes * actionFeatures),
    context: new Float32Array(contextFeatures),
    mask: new Uint8Array(classes),
    prior: new Float32Array(classes),
  }
  const context = new Float32Array(contextFeatures)
  const input = new Float32Array(classes * actionFeatures)
  const rowStart = new Int32Array(2)
  const shared = { blocks: 1, rowStart, values: context }
  const rowClass = new Int32Array(classes)

  function choose(simulation: Simulation): number {
    observer.writeDecision(simulation, observation, 0)
    normaliser.apply(observation.context, 0, context, 0)
    let rows = 0
    for (let classIndex = 0; classIndex < classes; classIndex++) {
      if (observation.mask[classIndex] === 0) continue
      const from = classIndex * actionFeatures
      const to = rows * actionFeatures
      for (let feature = 0; feature < actionFeatures; feature++) input[to + feature] = observation.actionFeatures[from + feature]!
      rowClass[rows++] = classIndex
    }
    rowStart[1] = rows
    const scores = network.forward(input, rows, shared)
    let best = rowClass[0]!
    let highest = Number.NEGATIVE_INFINITY
    for (let row = 0; row < rows; row++) {
      const classIndex = rowClass[row]!
      const logit = scores[row]! + observation.prior[classIndex]!
      if (logit > highest) {
        highest = logit
        best = classIndex
      }
    }
    return best
  }

  return { name, label, choose }
}

function refuse(label: string, trainedOn: string, hospital: string): never {
  throw new Error(
    `${label} was trained on ${trainedOn || 'another scenario'}, whose groups are not those of ${hospital}. Train an agent on ${hospital}, or choose one that was.`,
  )
}
