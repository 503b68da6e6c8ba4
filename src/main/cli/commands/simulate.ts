import type { Command } from 'commander'
import { isActive } from '../../../shared/run.ts'
import type { StudioClient } from '../../serve/studio-client.ts'
import { wholeNumber } from '../arguments.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { followActivity } from '../follow.ts'
import { describeResult } from '../outcome-words.ts'
import { findScenarioDocument } from '../scenario-file.ts'

interface Options {
  scenario: string
  policy: string
  replications: number
  seed: number
}

export function addSimulateCommand(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('simulate')
    .description('run a hospital under one policy')
    .requiredOption('--scenario <name-or-file>', 'a stored scenario, or a file')
    .option('--policy <rule-or-run>', 'a queue rule, or the id of a training run', 'acuity')
    .option('--replications <n>', 'how many times, with other patients', wholeNumber, 20)
    .option('--seed <n>', 'which patients', wholeNumber, 1)
    .action(({ scenario, policy, replications, seed }: Options) =>
      withStudio(context, async (client) => {
        const document = await findScenarioDocument(client, scenario)
        const simulation = await whileShowingProgress(context, client, () =>
          client.simulations.run({ document, policy, replications, seed }, { signal: context.interruption }),
        )
        output.result(
          simulation,
          () => `${describeResult(simulation.result)}\n\n${simulation.events} events, digest ${simulation.digest}`,
        )
      }),
    )
}

async function whileShowingProgress<T>(context: CommandContext, client: StudioClient, work: () => Promise<T>): Promise<T> {
  const ended = new AbortController()
  const activity = followActivity(client, ended.signal, (activities) => {
    const simulation = activities.find(({ kind, status }) => kind === 'simulation' && isActive(status))
    if (simulation !== undefined) context.output.progress(simulation.progress, simulation.detail || 'simulating')
  })
  try {
    return await work()
  } finally {
    ended.abort()
    await activity
  }
}
