import type { Command } from 'commander'
import type { ScenarioEntry } from '../../../shared/contract.ts'
import { formatNumber } from '../../../shared/format.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { writeOutputFile } from '../output-file.ts'
import { readScenarioText, requireScenario } from '../scenario-file.ts'
import { table } from '../table.ts'

export function addScenarioCommands(program: Command, context: CommandContext): void {
  const { output } = context
  const scenarios = program.command('scenarios').description('hospitals and their demand')

  scenarios
    .command('list')
    .description('all scenarios')
    .action(() =>
      withStudio(context, async (client) => {
        const entries = await client.scenarios.list()
        output.result({ scenarios: entries.map(summaryOf) }, () =>
          table([
            ['name', 'title', 'version', 'kind'],
            ...entries.map((entry) => [entry.name, entry.title, String(entry.version), entry.preset ? 'preset' : 'own']),
          ]),
        )
      }),
    )

  scenarios
    .command('show')
    .description('one scenario in plain words')
    .argument('<name>', 'name or id')
    .action((id: string) =>
      withStudio(context, async (client) => {
        const entry = await client.scenarios.get({ id })
        output.result({ scenario: entry }, () => describeScenario(entry))
      }),
    )

  scenarios
    .command('export')
    .description("a scenario's document, to standard output or a file")
    .argument('<name>', 'name or id')
    .option('--output <file>', 'write it there')
    .option('--model', 'the hospital as a patient-flow model, for "simulate --model"')
    .action((id: string, options: { output?: string; model?: boolean }) =>
      withStudio(context, async (client) => {
        const { text } = await client.scenarios.export({ id, as: options.model === true ? 'model' : 'scenario' })
        if (options.output === undefined) return output.json ? output.result(JSON.parse(text), () => text) : output.raw(text)
        await writeOutputFile(options.output, text)
        output.result({ file: options.output }, () => `Written to ${options.output}.`)
      }),
    )

  scenarios
    .command('import')
    .description('store the scenario of a file; prints its new id')
    .argument('<file>', 'a scenario document')
    .action(async (file: string) => {
      const text = await readScenarioText(file)
      // The studio checks it as well; here the sentence can name the file.
      requireScenario(file, text)
      await withStudio(context, async (client) => {
        const entry = await client.scenarios.import({ text })
        output.result({ scenario: summaryOf(entry) }, () => entry.id)
      })
    })

  scenarios
    .command('validate')
    .description('say what is wrong with a scenario document, without storing it')
    .argument('<file>', 'a scenario document')
    .action(async (file: string) => {
      const scenario = requireScenario(file, await readScenarioText(file))
      output.result({ valid: true, name: scenario.name }, () => `${file} is a valid scenario (${scenario.title}).`)
    })
}

/** A list is read by people and scripts that choose; the document comes with `show` and `export`. */
function summaryOf({ scenario, ...entry }: ScenarioEntry) {
  return { ...entry, description: scenario.description }
}

function describeScenario({ id, name, title, version, preset, scenario }: ScenarioEntry): string {
  const { arrivals, groups, resources, targets } = scenario
  const perDay = arrivals.ratePerHour.reduce((sum, rate) => sum + rate, 0)
  const clinicians = resources.cliniciansByHour
  return [
    `${title} (${name}, version ${version}${preset ? ', preset' : ''})`,
    scenario.description,
    '',
    `id              ${id}`,
    `arrivals        ${formatNumber(perDay)} a day on average${arrivals.surge === null ? '' : `, and an incident with ${arrivals.surge.casualties} casualties`}`,
    `care spaces     ${resources.careSpaces}`,
    `clinicians      ${Math.min(...clinicians)} to ${Math.max(...clinicians)}, by the hour`,
    `targets         ${targets.minutes.join(', ')} min from acuity 1 to 5 (${targets.scale})`,
    '',
    table([['group', 'share'], ...groups.map((group) => [group.label, `${formatNumber(group.share * 100)} %`])], [1]),
  ].join('\n')
}
