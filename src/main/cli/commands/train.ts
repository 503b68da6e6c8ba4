import { type Command, Option } from 'commander'
import { type EngineName, engineNames } from '../../../shared/engine.ts'
import { type TrainingOptions, trainingOptionsSchema } from '../../../shared/run.ts'
import { type CartPolePreset, cartPolePresetNames } from '../../learning/cart-pole-presets.ts'
import { decimalNumber, wholeNumber } from '../arguments.ts'
import { describeCartPole, trainOnCartPole } from '../cart-pole-run.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { budgetOption, decisionsOf, decisionsOption, type LengthOptions } from '../training-length.ts'
import { describeRun, requireFinished, trainToEnd } from '../training-run.ts'

interface Options extends Partial<Omit<TrainingOptions, 'decisions'>>, LengthOptions {
  scenario?: string
  environment?: string
  engine?: EngineName
  preset?: CartPolePreset
}

const usual = { seed: 1, fairnessWeight: 0.5 }
const usualPreset = 'rl-zoo'

export function addTrainCommand(program: Command, context: CommandContext): void {
  program
    .command('train')
    .description('train an agent for a hospital; Ctrl+C pauses it')
    .option('--scenario <name>', 'a stored scenario')
    .option(
      '--seed <n>',
      `which patients and which first network; default: ${usual.seed}`,
      wholeNumber(trainingOptionsSchema.shape.seed),
    )
    .addOption(decisionsOption('with --scenario: '))
    .addOption(budgetOption('with --scenario: '))
    .option(
      '--fairness-weight <x>',
      `with --scenario: 0: all patients alike, 1: only the groups that fare worst; default: ${usual.fairnessWeight}`,
      decimalNumber(trainingOptionsSchema.shape.fairnessWeight),
    )
    .option('--group-blind', 'with --scenario: the agent does not see which group a patient belongs to')
    .addOption(
      new Option('--engine <name>', 'with --scenario: what computes the networks; default: what the studio has chosen').choices(
        engineNames,
      ),
    )
    .addOption(
      new Option('--environment <name>', 'a well-known exercise instead of a hospital, to check the trainer by').choices([
        'cart-pole',
      ]),
    )
    .addOption(
      new Option('--preset <name>', `with --environment: whose settings; default: ${usualPreset}`).choices(cartPolePresetNames),
    )
    .action((options: Options, command: Command) => {
      const mistake = mistakeIn(options)
      if (mistake !== null) command.error(`error: ${mistake}`, { exitCode: 2, code: 'fairward.options' })
      const { scenario, preset = usualPreset, seed = usual.seed } = options
      return scenario === undefined ? trainOnExercise(context, preset, seed) : trainForHospital(context, scenario, options)
    })
}

/** What does not go together; null where all does. */
function mistakeIn(options: Options): string | null {
  const { scenario, environment, preset } = options
  if (scenario === undefined && environment === undefined)
    return 'Name a scenario with --scenario, or give --environment cart-pole.'
  if (scenario !== undefined && environment !== undefined) return 'Give --scenario or --environment, not both.'
  if (scenario !== undefined && preset !== undefined) return '--preset goes with --environment, not with --scenario.'
  if (scenario !== undefined) return null
  const strangers = {
    '--decisions': options.decisions,
    '--budget': options.budget,
    '--fairness-weight': options.fairnessWeight,
    '--group-blind': options.groupBlind,
    '--engine': options.engine,
  }
  const [stranger] = Object.entries(strangers).find(([, value]) => value !== undefined) ?? []
  return stranger === undefined
    ? null
    : `${stranger} goes with --scenario, not with --environment: a preset says how long it trains.`
}

function trainForHospital(context: CommandContext, scenario: string, options: Options): Promise<void> {
  const { seed = usual.seed, fairnessWeight = usual.fairnessWeight, groupBlind, engine } = options
  const { output } = context
  return withStudio(context, async (client) => {
    const training = {
      seed,
      decisions: decisionsOf(options),
      fairnessWeight,
      ...(groupBlind === undefined ? {} : { groupBlind }),
    }
    const [started] = await client.runs.start({ scenarios: [scenario], options: training, engine })
    if (started === undefined) throw new CommandFailure('The studio started no run.')
    output.say(`Run ${started.id} trains on ${started.scenarioTitle}.`)
    const [run = started] = await trainToEnd(context, client, [started.id])
    output.result({ run }, () => describeRun(run))
    requireFinished(run)
  })
}

async function trainOnExercise(context: CommandContext, preset: CartPolePreset, seed: number): Promise<void> {
  const result = await trainOnCartPole(context, preset, seed)
  context.output.result(result, () => describeCartPole(result))
}
