import { Command, CommanderError } from 'commander'
import type { Problem } from '../../shared/problem.ts'
import { addDemoCommand } from './commands/demo.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addRunCommands } from './commands/runs.ts'
import { addScenarioCommands } from './commands/scenarios.ts'
import { addServeCommand } from './commands/serve.ts'
import { addSimulateCommand } from './commands/simulate.ts'
import { addStudyCommands } from './commands/studies.ts'
import { addTrainCommand } from './commands/train.ts'
import { addValidateCommand } from './commands/validate.ts'
import { addVisitCommands } from './commands/visits.ts'
import type { CommandContext } from './context.ts'
import { asFailure, exitCodes, Interrupted } from './failure.ts'
import { Output } from './output.ts'
import type { TextStream } from './text-stream.ts'

export interface CommandLine {
  /** What follows the program's name. */
  parameters: readonly string[]
  version: string
  /** The folder that Fairward is installed in. */
  installation: string
  standardOutput: TextStream
  standardError: TextStream
  environment: Record<string, string | undefined>
  interruption: AbortSignal
  /** The data folder for the one named by `--data-dir`. */
  chooseDataDirectory(named: string | undefined): string
  openStudio(
    dataDirectory: string,
    options: { host: 'serve' | 'command'; port?: number | undefined; log: (line: string) => void },
  ): ReturnType<CommandContext['openStudio']>
  openBrowser(address: string): Promise<void>
}

/** Runs one command; returns its exit code: 0 done, 1 not done, 2 not understood. */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const output = new Output(line)
  const program = createProgram(line, output)
  try {
    await program.parseAsync([...line.parameters], { from: 'user' })
    return exitCodes.success
  } catch (error) {
    // Where the command was not understood, nobody has looked yet at how to answer.
    output.json ||= line.parameters.includes('--json')
    return explain(error, output)
  }
}

function explain(error: unknown, output: Output): number {
  if (error instanceof CommanderError) {
    // Help that was asked for is no error; what commander refuses, it has explained.
    if (error.exitCode === 0) return exitCodes.success
    const sentence =
      error.code === 'commander.help' ? 'Name a command; --help lists them.' : error.message.replace(/^error: /, '')
    refuse(output, 'USAGE', sentence)
    return exitCodes.usage
  }
  if (error instanceof Interrupted) {
    output.say(error.message)
    refuse(output, 'INTERRUPTED', error.message)
    return exitCodes.failure
  }
  const { message, code, problems } = asFailure(error)
  output.say(message)
  refuse(output, code, message, problems)
  return exitCodes.failure
}

/** Programs get their one object also where there is no result. */
function refuse(output: Output, code: string, message: string, problems: readonly Problem[] = []): void {
  if (output.json && !output.hasResult) output.result({ error: { code, message, problems } }, () => message)
}

function createProgram(line: CommandLine, output: Output): Command {
  const program = new Command('fairward')
  const context: CommandContext = {
    output,
    environment: line.environment,
    interruption: line.interruption,
    openStudio: ({ host = 'command', port } = {}) =>
      line.openStudio(line.chooseDataDirectory(program.opts<{ dataDir?: string }>().dataDir), {
        host,
        port,
        // A server's log is what its terminal is for; a command's is asked for.
        log: (text) => {
          if (host === 'serve' || program.opts<{ verbose?: boolean }>().verbose === true) output.say(text)
        },
      }),
    openBrowser: line.openBrowser,
  }
  program
    .description('A studio for fair hospital scheduling: hospitals, agents, who waits longer, and what would help.')
    .version(line.version)
    .option('--data-dir <dir>', 'where scenarios, runs and reports are kept (or FAIRWARD_HOME)')
    .option('--json', 'print one JSON object instead of words')
    .option('--verbose', 'also say what happens inside')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => line.standardOutput.write(text),
      writeErr: (text) => line.standardError.write(text),
    })
    .exitOverride()
    .hook('preAction', () => {
      output.json = program.opts<{ json?: boolean }>().json === true
    })
  addServeCommand(program, context)
  addDemoCommand(program, context)
  addDoctorCommand(program, context, line.installation)
  addScenarioCommands(program, context)
  addSimulateCommand(program, context)
  addValidateCommand(program, context)
  addVisitCommands(program, context)
  addTrainCommand(program, context)
  addRunCommands(program, context)
  addStudyCommands(program, context)
  return program
}
