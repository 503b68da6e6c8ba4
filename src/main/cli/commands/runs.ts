import type { Command } from 'commander'
import { formatDate, formatNumber } from '../../../shared/format.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { table } from '../table.ts'
import { describeRun, requireFinished, trainToEnd } from '../training-run.ts'

export function addRunCommands(program: Command, context: CommandContext): void {
  const { output } = context
  const runs = program.command('runs').description('trainings of agents')
  const command = (name: string, description: string) =>
    runs.command(name).description(description).argument('<id>', 'id of the run')

  runs
    .command('list')
    .description('all runs, newest first')
    .action(() =>
      withStudio(context, async (client) => {
        const list = await client.runs.list()
        output.result({ runs: list }, () =>
          list.length === 0
            ? 'No runs yet. `fairward train --scenario urban` trains the first.'
            : table(
                [
                  ['id', 'hospital', 'seed', 'fairness', 'sees groups', 'status', 'decisions', 'started'],
                  ...list.map((run) => [
                    run.id,
                    run.scenario,
                    String(run.seed),
                    String(run.fairnessWeight),
                    run.groupBlind ? 'no' : 'yes',
                    run.status,
                    formatNumber(run.decisions),
                    formatDate(run.createdAt),
                  ]),
                ],
                [2, 3, 6],
              ),
        )
      }),
    )

  command('show', 'one run').action((id: string) =>
    withStudio(context, async (client) => {
      const run = await client.runs.get({ id })
      output.result({ run }, () => describeRun(run))
    }),
  )

  command('pause', 'save what it has learned and stop working on it').action((id: string) =>
    withStudio(context, async (client) => {
      const run = await client.runs.pause({ id })
      output.result({ run }, () => describeRun(run))
    }),
  )

  command('resume', 'go on from its last checkpoint; waits for its end unless another Fairward does the work').action(
    (id: string) =>
      withStudio(context, async (client, studio) => {
        let run = await client.runs.resume({ id })
        if (studio.kind === 'owner') [run = run] = await trainToEnd(context, client, [id])
        output.result({ run }, () => describeRun(run))
        if (studio.kind === 'owner') requireFinished(run)
      }),
  )

  command('stop', 'end it for good').action((id: string) =>
    withStudio(context, async (client) => {
      const run = await client.runs.stop({ id })
      output.result({ run }, () => describeRun(run))
    }),
  )

  command('delete', 'remove it from the lists; `restore` brings it back').action((id: string) =>
    withStudio(context, async (client) => {
      const deleted = await client.runs.delete({ id })
      output.result({ deleted: deleted.id }, () => `Deleted. To bring it back: fairward runs restore ${deleted.id}`)
    }),
  )

  command('restore', 'bring a deleted run back').action((id: string) =>
    withStudio(context, async (client) => {
      const run = await client.runs.restore({ id })
      output.result({ run }, () => describeRun(run))
    }),
  )
}
