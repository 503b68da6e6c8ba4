import { type Command, InvalidArgumentError } from 'commander'
import { formatCount } from '../../../shared/format.ts'
import {
  type ValidationResult,
  type ValidationSuiteName,
  validationSuiteNameSchema,
  validationSuites,
} from '../../../shared/validation.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { followWork } from '../follow.ts'
import { describeValidation } from '../validation-words.ts'

const suiteNames = validationSuites.map(({ name }) => name).join(', ')

export function addValidateCommand(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('validate')
    .description('hold the simulator against exact and published results, on this machine')
    .option('--suite <name>', `one suite only; may be given several times (${suiteNames})`, addSuite)
    .option('--quick', 'shorter runs and wider intervals', false)
    .action(({ suite: suites, quick }: { suite?: ValidationSuiteName[]; quick: boolean }) =>
      withStudio(context, async (client) => {
        let [made, failed] = [0, 0]
        let result: ValidationResult | null = null
        const report = (fraction: number, detail: string) =>
          output.progress(fraction, `${formatCount(made, 'check')}, ${failed} failed; ${detail}`)
        const open = (options: { signal: AbortSignal }) =>
          client.validation.run({ quick, ...(suites !== undefined && { suites }) }, options)
        await followWork(open, context.interruption, report, (event) => {
          if (event.kind === 'result') result = event.result
          else {
            made += 1
            if (!event.check.ok) failed += 1
          }
        })
        requireAllPassed(context, result)
      }),
    )
}

function requireAllPassed({ output }: CommandContext, result: ValidationResult | null): void {
  if (result === null) throw new CommandFailure('The validation ended without a result; try again.')
  output.result(result, () => describeValidation(result))
  const { passed, failed } = result
  if (failed > 0) throw new CommandFailure(`${failed} of ${formatCount(passed + failed, 'check')} failed.`)
}

function addSuite(name: string, before: ValidationSuiteName[] = []): ValidationSuiteName[] {
  const parsed = validationSuiteNameSchema.safeParse(name)
  if (!parsed.success) throw new InvalidArgumentError(`There is no suite of that name; there are ${suiteNames}.`)
  return before.includes(parsed.data) ? before : [...before, parsed.data]
}
