import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { SystemInfo } from '../../../shared/contract.ts'
import type { OpenStudio } from '../../serve/open-host.ts'
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
    .action(() =>
      withStudio(context, async (client, studio) => {
        const info = await client.system.info()
        const checks = [
          nodeCheck(),
          { name: 'data folder', state: 'good', detail: info.dataDirectory },
          hostCheck(info, studio),
          storeCheck(info),
          ...info.engines.map(engineCheck),
          desktopCheck(installation),
          browserCheck(context),
        ] satisfies Check[]
        output.result({ doctor: { version: info.version, dataDirectory: info.dataDirectory, checks } }, () =>
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

const engineCheck = ({ name, available, detail }: SystemInfo['engines'][number]): Check => ({
  name: `engine ${name}`,
  state: available ? 'good' : 'absent',
  detail,
})

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
