import { type Command, Option } from 'commander'
import { type EngineName, engineNames } from '../../../shared/engine.ts'
import type { Study } from '../../../shared/evaluation.ts'
import { studyReplicationsSchema } from '../../../shared/replications.ts'
import { seedSchema, trainingOptionsSchema } from '../../../shared/run.ts'
import { seedCountSchema, seedStudyPlanSchema } from '../../../shared/seed-study.ts'
import type { StudioClient } from '../../serve/studio-client.ts'
import { decimalNumbers, mistakeOf, wholeNumber } from '../arguments.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { describeStudy } from '../outcome-words.ts'
import { followSeedStudy, requireResults } from '../study-run.ts'
import { budgetOption, decisionsOf, decisionsOption, type LengthOptions } from '../training-length.ts'

interface Options extends LengthOptions {
  scenario: string
  seeds: number
  firstSeed: number
  fairnessWeights?: number[]
  groupBlind?: boolean
  engine?: EngineName
  replications: number
  seed: number
}

export function addSeedStudy(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('study')
    .description('train agents with several seeds and fairness weights, and say what the setting is worth; Ctrl+C pauses it')
    .requiredOption('--scenario <name>', 'a stored scenario')
    .option('--seeds <n>', 'how many trainings of each fairness weight', wholeNumber(seedCountSchema), 5)
    .option('--first-seed <n>', 'the seeds count up from here', wholeNumber(seedSchema), 1)
    .option(
      '--fairness-weights <a,b>',
      'from 0 to 1, separated by commas; default: 0,0.8',
      decimalNumbers(trainingOptionsSchema.shape.fairnessWeight),
    )
    .addOption(decisionsOption())
    .addOption(budgetOption())
    .option('--group-blind', 'the agents do not see which group a patient belongs to')
    .addOption(
      new Option('--engine <name>', 'what computes the networks; default: what the studio has chosen').choices(engineNames),
    )
    .option('--replications <n>', 'how many times, with other patients', wholeNumber(studyReplicationsSchema), 300)
    .option('--seed <n>', 'which patients the agents are compared on', wholeNumber(seedSchema), 1)
    .action((options: Options, command: Command) => {
      const { scenario, groupBlind = false, engine, replications, seed } = options
      const plan = {
        seeds: Array.from({ length: options.seeds }, (_, index) => options.firstSeed + index),
        fairnessWeights: options.fairnessWeights ?? [0, 0.8],
        decisions: decisionsOf(options),
        groupBlind,
      }
      const mistake = mistakeOf(seedStudyPlanSchema, plan)
      if (mistake !== null)
        command.error(`error: ${mistake.charAt(0).toUpperCase()}${mistake.slice(1)}.`, { exitCode: 2, code: 'fairward.options' })
      return withStudio(context, async (client) => {
        const started = await client.studies.startSeeds({ scenario, plan, engine, replications, seed })
        const trainings = plan.seeds.length * plan.fairnessWeights.length
        output.say(`Study ${started.id} makes ${trainings} trainings for ${started.evaluations[0]?.scenarioTitle ?? scenario}.`)
        await seedStudyToEnd(context, client, started)
      })
    })
}

/** Waits for the end of a study that trains, and gives its result. */
export async function seedStudyToEnd(context: CommandContext, client: StudioClient, started: Study): Promise<void> {
  const study = await followSeedStudy(context, client, started)
  const seedPools = study.evaluations.flatMap(({ result }) => result?.seedPools ?? [])
  context.output.result({ study, seedPools }, () => describeStudy(study))
  requireResults(study)
}
