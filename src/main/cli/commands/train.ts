import type { Command } from 'commander'
import { trainingOptionsSchema } from '../../../shared/run.ts'
import { decimalNumber, wholeNumber } from '../arguments.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { describeRun, requireFinished, trainToEnd } from '../training-run.ts'

interface Options {
  scenario: string
  seed: number
  decisions: number
  fairnessWeight: number
  groupBlind?: true
}

export function addTrainCommand(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('train')
    .description('train an agent for a hospital; Ctrl+C pauses it')
    .requiredOption('--scenario <name>', 'a stored scenario')
    .option('--seed <n>', 'which patients and which first network', wholeNumber(trainingOptionsSchema.shape.seed), 1)
    .option('--decisions <n>', 'decisions to learn from', wholeNumber(trainingOptionsSchema.shape.decisions), 120_000)
    .option(
      '--fairness-weight <x>',
      '0: all patients alike, 1: only the groups that fare worst',
      decimalNumber(trainingOptionsSchema.shape.fairnessWeight),
      0.5,
    )
    .option('--group-blind', 'the agent does not see which group a patient belongs to')
    .action(({ scenario, ...options }: Options) =>
      withStudio(context, async (client) => {
        const [started] = await client.runs.start({ scenarios: [scenario], options })
        if (started === undefined) throw new CommandFailure('The studio started no run.')
        output.say(`Run ${started.id} trains on ${started.scenarioTitle}.`)
        const [run = started] = await trainToEnd(context, client, [started.id])
        output.result({ run }, () => describeRun(run))
        requireFinished(run)
      }),
    )
}
