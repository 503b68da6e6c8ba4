import type { Scenario } from '../../shared/scenario.ts'
import { createHospitalEnvironment } from '../environments/hospital/hospital-environment.ts'
import { criticSpec, policySpec } from '../learning/networks.ts'
import { planTraining } from '../learning/training-plan.ts'
import { openEngine } from '../neural/engines.ts'
import { measureEngine, type Workload } from '../neural/probe/measure-engine.ts'
import { testEngine } from '../neural/probe/self-test.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { readKernels } from './network-engine.ts'

const measuredMilliseconds = 700
/** A training long enough for a fast engine to matter. */
const training = { seed: 1, decisions: 2_000_000, fairnessWeight: 0.5 }
const minibatchDecisions = 2048
const sampledSteps = 200

/** Whether an engine loads here, computes right, and how fast it trains a hospital's agent. Throws a sentence where it does not. */
export async function runEngine(
  { engine: name, scenario }: SpecificationOf<'engine'>,
  { clock }: Pick<JobContext, 'clock'>,
  open: typeof openEngine = openEngine,
): Promise<LastMessage> {
  const { engine, device, detail } = await open(name, readKernels)
  try {
    await testEngine(engine)
    const rowsPerSecond = await measureEngine(engine, agentWorkloads(scenario), clock, measuredMilliseconds)
    const { reproducible } = engine
    return { type: 'result', result: { kind: 'engine', measurement: { device, detail, reproducible, rowsPerSecond } } }
  } finally {
    engine.dispose()
  }
}

/** An update of an agent's two networks: the policy scores every class that somebody waits in, the critic sees each decision once. */
export function agentWorkloads(scenario: Scenario): Workload[] {
  const options = planTraining(training)
  const environment = createHospitalEnvironment({ scenario, seed: training.seed, count: 1 })
  environment.reset()
  let allowed = 0
  for (let step = 0; step < sampledSteps; step++) {
    allowed += environment.mask.reduce((sum, flag) => sum + flag, 0)
    environment.step(Int32Array.of(environment.mask.indexOf(1)))
  }
  const { spec } = environment
  return [
    {
      spec: policySpec(spec, options),
      rows: Math.round((minibatchDecisions * allowed) / sampledSteps),
      rowsTogether: Math.round(allowed / sampledSteps),
    },
    { spec: criticSpec(spec, options), rows: minibatchDecisions },
  ]
}
