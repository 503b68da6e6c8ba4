import type { RunMetrics } from '../../shared/run.ts'
import { createHospitalEnvironment } from '../environments/hospital/hospital-environment.ts'
import type { IterationMetrics } from '../learning/iteration-metrics.ts'
import { PpoTrainer } from '../learning/ppo.ts'
import { planTraining } from '../learning/training-plan.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { LearningCurve } from './learning-curve.ts'
import { MetricsBatch } from './metrics-batch.ts'
import { trainingEngines } from './network-engine.ts'
import { RemainingTime } from './remaining-time.ts'

/** At most this much work is lost with a worker, plus one iteration. */
const checkpointMilliseconds = 20_000

/** The part of a trainer that a run needs. */
export type Trainer = Pick<PpoTrainer, 'iteration' | 'decisions' | 'finished' | 'iterate' | 'checkpoint' | 'dispose'>

interface PlannedTrainer {
  trainer: Trainer
  iterations: number
  /** How good the agent is after an iteration; null where that is not measured. */
  measure: (trainer: Trainer) => Promise<RunMetrics['development']>
}

/** The agent of a scenario, as new or as its checkpoint left it. */
export async function createTrainer({
  scenario,
  options,
  engine,
  checkpoint,
}: SpecificationOf<'training'>): Promise<PlannedTrainer> {
  const plan = planTraining(options)
  const environment = createHospitalEnvironment({
    scenario,
    seed: plan.seed,
    count: plan.environments,
    groupBlind: options.groupBlind ?? false,
  })
  const trainer = await PpoTrainer.create({
    environment,
    ...(await trainingEngines(engine)),
    options: plan,
    scenario: scenario.name,
    ...(checkpoint === null ? {} : { checkpoint }),
  })
  const curve = new LearningCurve(scenario, plan.seed, plan.iterations)
  return {
    trainer,
    iterations: plan.iterations,
    measure: (current) => curve.at(current.iteration, () => current.checkpoint()),
  }
}

/** Trains until done or asked to pause or stop, always at the end of an iteration and with a checkpoint. */
export async function runTraining(
  specification: SpecificationOf<'training'>,
  context: JobContext,
  create: (specification: SpecificationOf<'training'>) => Promise<PlannedTrainer> = createTrainer,
): Promise<LastMessage> {
  const { clock } = context
  const { trainer, iterations, measure } = await create(specification)
  const batch = new MetricsBatch(context)
  const time = new RemainingTime(clock, trainer.iteration / iterations)
  let savedIteration = trainer.iteration
  let lowestCost = Number.POSITIVE_INFINITY
  let savedAt = specification.checkpoint === null ? Number.NEGATIVE_INFINITY : clock.now()

  const save = async () => {
    if (savedIteration === trainer.iteration) return
    batch.flush()
    const { iteration, decisions } = trainer
    context.post({ type: 'checkpoint', bytes: await trainer.checkpoint(), iteration, decisions })
    savedIteration = iteration
    savedAt = clock.now()
  }

  for (;;) {
    await context.breathe()
    if (trainer.finished || context.wish !== null) break
    const before = { at: clock.now(), decisions: trainer.decisions }
    const { episodes, episodicReturn, episodicLength, clip, ...metrics } = await iterate(trainer)
    const seconds = Math.max(clock.now() - before.at, 1) / 1000
    const stepsPerSecond = (trainer.decisions - before.decisions) / seconds
    const development = await measure(trainer)
    batch.add({ ...metrics, development, stepsPerSecond, elapsedSeconds: time.elapsedSeconds })
    // The best agent so far is saved as well as the newest, in case it gets worse.
    const cost = development?.agent.needWeightedWait ?? Number.POSITIVE_INFINITY
    const isBest = cost < lowestCost
    if (isBest) lowestCost = cost
    if (isBest || clock.now() - savedAt >= checkpointMilliseconds) await save()
    const fraction = trainer.iteration / iterations
    context.progress(fraction, `Iteration ${trainer.iteration} of ${iterations}`, time.at(fraction))
  }
  batch.flush()
  await save()
  const { finished, iteration, decisions } = trainer
  trainer.dispose()
  if (finished) return { type: 'result', result: { kind: 'training', iteration, decisions } }
  return { type: 'ended', outcome: context.wish === 'pause' ? 'paused' : 'stopped' }
}

/** One iteration; where the trainer gives up (a number was lost), says in which, and what is left. The same seed would give it again. */
async function iterate(trainer: Trainer): Promise<IterationMetrics> {
  const iteration = trainer.iteration + 1
  try {
    return await trainer.iterate()
  } catch (error) {
    const cause = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
    throw new Error(
      `Training failed in iteration ${iteration}: ${cause}. The agent of the last checkpoint is kept; try another seed, or fewer extremes in the scenario.`,
    )
  }
}
