import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { SystemInfo } from '../../../shared/contract.ts'
import { type EngineReport, engineLabels, formatEngineSpeed } from '../../../shared/engine.ts'
import type { OpenStudio } from '../../serve/open-host.ts'
import type { StudioClient } from '../../serve/studio-client.ts'
import { browserHindrance } from '../browser.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { table } from '../table.ts'

interface Check {
  name: string
  state: 'good' | 'absent' | 'bad'
  detail: string
}

export function addDoctorCommand(program: Command, context: CommandContext, installation: string): void {
  const { output } = context
  program
    .command('doctor')
    .description('look at everything Fairward needs, and say in a sentence what is missing')
    .option('--quick', 'leave out what takes seconds: the engines are not measured')
    .action(({ quick = false }: { quick?: boolean }) =>
      withStudio(context, async (client, studio) => {
        const info = await client.system.info()
        const engines = info.store.state === 'ready' && !quick ? await measuredEngines(client, context) : null
        const checks = [
          nodeCheck(),
          { name: 'data folder', state: 'good', detail: info.dataDirectory },
          hostCheck(info, studio),
          storeCheck(info),
          ...engineChecks(engines),
          desktopCheck(installation),
          browserCheck(context),
        ] satisfies Check[]
        output.result({ doctor: { version: info.version, dataDirectory: info.dataDirectory, checks, engines } }, () =>
          [`Fairward ${info.version}`, '', table(checks.map(({ name, state, detail }) => [name, state, detail]))].join('\n'),
        )
        const bad = checks.find(({ state }) => state === 'bad')
        if (bad !== undefined) throw new CommandFailure(bad.detail)
      }),
    )
}

const nodeCheck = (): Check => ({
  name: 'Node.js',
  state: 'good',
  detail: `${process.version}, Node-API ${process.versions.napi} (10 is needed)`,
})

function hostCheck(info: SystemInfo, studio: OpenStudio): Check {
  const detail =
    studio.kind === 'guest'
      ? `process ${info.pid} (${info.host}) has the data folder and answers at ${studio.owner.address}`
      : 'no other Fairward uses the data folder'
  return { name: 'host', state: 'good', detail }
}

const storeCheck = ({ store }: SystemInfo): Check => ({
  name: 'store',
  state: store.state === 'ready' ? 'good' : 'bad',
  detail: store.message ?? 'can be read and written',
})

async function measuredEngines(client: StudioClient, { output }: CommandContext): Promise<EngineReport> {
  const known = await client.engines.list()
  if (known.measuredAt !== null) return known
  output.say('Measuring the engines that compute networks; this takes some ten seconds, once on a machine.')
  return client.engines.measure()
}

function engineChecks(report: EngineReport | null): Check[] {
  if (report === null) return []
  const found = report.engines.map(
    (engine): Check =>
      engine.state === 'ready'
        ? {
            name: `engine ${engine.name}`,
            state: 'good',
            detail: `${formatEngineSpeed(engine.rowsPerSecond)}. ${engine.detail}`,
          }
        : { name: `engine ${engine.name}`, state: 'absent', detail: engine.detail },
  )
  return [...found, { name: 'training', state: 'good', detail: `with ${engineLabels[report.chosen]}. ${report.because}` }]
}

/** Looks for the program file only: importing the package would download it. */
function desktopCheck(installation: string): Check {
  const name = 'desktop window'
  const folder = join(installation, 'node_modules', 'electron')
  const marker = join(folder, 'path.txt')
  const present = existsSync(marker) && existsSync(join(folder, 'dist', readFileSync(marker, 'utf8').trim()))
  return present
    ? { name, state: 'good', detail: 'the desktop program is installed' }
    : { name, state: 'absent', detail: 'the desktop program (Electron) is not installed; Fairward runs in your browser instead' }
}

function browserCheck({ environment }: CommandContext): Check {
  const hindrance = browserHindrance(environment, process.platform)
  return hindrance === null
    ? { name: 'browser', state: 'good', detail: 'opened by `fairward serve`' }
    : { name: 'browser', state: 'absent', detail: `${hindrance}; open the address that \`fairward serve\` prints yourself` }
}
