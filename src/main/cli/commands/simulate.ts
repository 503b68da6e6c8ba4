import type { Command } from 'commander'
import type { ModelResult } from '../../../shared/model/result.ts'
import { modelReplicationsSchema, precisionSchema, simulationReplicationsSchema } from '../../../shared/replications.ts'
import { isActive, seedSchema } from '../../../shared/run.ts'
import { drawWelchPlot } from '../../report/welch-plot.ts'
import type { StudioClient } from '../../serve/studio-client.ts'
import { decimalNumber, mistakeOf, wholeNumber } from '../arguments.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { followActivity, followWork } from '../follow.ts'
import { readModelFile } from '../model-file.ts'
import { describeModelResult } from '../model-words.ts'
import { describeResult } from '../outcome-words.ts'
import { OutputFile } from '../output-file.ts'
import { findScenarioDocument } from '../scenario-file.ts'

interface Options {
  scenario?: string
  policy?: string
  model?: string
  replications?: number
  seed?: number
  precision?: number
  log?: string
  welch?: string
}

const usualPolicy = 'acuity'
const usualReplications = 20
const usualSeed = 1

export function addSimulateCommand(program: Command, context: CommandContext): void {
  program
    .command('simulate')
    .description('run a hospital under one policy, or a patient-flow model')
    .option('--scenario <name-or-file>', 'a stored scenario, or a file')
    .option(
      '--policy <rule-or-run>',
      `with --scenario: a queue rule, or the id of a training run (ID@best: its best checkpoint); default: ${usualPolicy}`,
    )
    .option('--model <file>', 'a model document (see docs/MODELS.md)')
    .option(
      '--replications <n>',
      `how many times, with other patients; default: ${usualReplications} for a scenario, the model's own; the most with --precision`,
      wholeNumber(modelReplicationsSchema),
    )
    .option('--seed <n>', `which patients; default: ${usualSeed} for a scenario, the model's own`, wholeNumber(seedSchema))
    .option(
      '--precision <share>',
      'with --model: add replications until the 95 % half-width of every key measure is at most this share of it, such as 0.05',
      decimalNumber(precisionSchema),
    )
    .option('--log <file>', 'with --model: write every patient as CSV')
    .option(
      '--welch <file>',
      'with --model: draw patients in the model over time as SVG, with the warm-up that MSER-5 advises (Welch plot)',
    )
    .action((options: Options, command: Command) => {
      const refuse = (mistake: string) => command.error(`error: ${mistake}`, { exitCode: 2, code: 'fairward.options' })
      const mistake = mistakeIn(options)
      if (mistake !== null) refuse(mistake)
      const { scenario, model } = options
      if (model !== undefined) return simulateModel(context, model, options, refuse)
      return simulateScenario(context, scenario ?? '', options)
    })
}

/** What does not go together; null where all does. */
function mistakeIn({ scenario, model, policy, precision, log, welch, replications = usualReplications }: Options): string | null {
  if (scenario === undefined && model === undefined)
    return 'name a hospital with --scenario, or a patient-flow model with --model'
  if (scenario !== undefined && model !== undefined) return '--scenario and --model do not go together; give one of them'
  if (model !== undefined && policy !== undefined) return '--policy goes with --scenario; the queues of a model say who is next'
  if (scenario !== undefined && precision !== undefined) return '--precision goes with --model; a scenario has --replications'
  if (scenario !== undefined && log !== undefined)
    return '--log goes with --model; "fairward scenarios export NAME --model" makes a model of a scenario'
  if (scenario !== undefined && welch !== undefined)
    return '--welch goes with --model; a hospital has a day of its own to warm up'
  if (log !== undefined && log === welch) return '--log and --welch name the same file; each needs its own'
  return scenario === undefined ? null : mistakeOf(simulationReplicationsSchema, replications)
}

function simulateScenario(context: CommandContext, scenario: string, options: Options): Promise<void> {
  const { policy = usualPolicy, replications = usualReplications, seed = usualSeed } = options
  return withStudio(context, async (client) => {
    const document = await findScenarioDocument(client, scenario)
    const simulation = await whileShowingProgress(context, client, () =>
      client.simulations.run({ document, policy, replications, seed }, { signal: context.interruption }),
    )
    context.output.result(
      simulation,
      () => `${describeResult(simulation.result)}\n\n${simulation.events} events, digest ${simulation.digest}`,
    )
  })
}

async function simulateModel(
  context: CommandContext,
  file: string,
  options: Options,
  refuse: (mistake: string) => never,
): Promise<void> {
  const { output, interruption } = context
  const { replications, seed, precision } = options
  const document = await readModelFile(file)
  if (options.welch !== undefined && document.run.kind === 'terminating')
    refuse(
      `--welch is for models in steady state; the runs of ${file} are terminating, from a beginning to an end, and have no warm-up to judge`,
    )
  const log = options.log === undefined ? null : await OutputFile.open(options.log)
  let welch: OutputFile | null = null
  try {
    if (options.welch !== undefined) welch = await OutputFile.open(options.welch)
    const result = await withStudio(context, async (client) => {
      let found: ModelResult | null = null
      const input = {
        document,
        log: log !== null,
        ...(replications !== undefined && { replications }),
        ...(seed !== undefined && { seed }),
        ...(precision !== undefined && { precision }),
      }
      const report = (fraction: number, detail: string) => output.progress(fraction, detail)
      await followWork(
        (how) => client.models.simulate(input, how),
        interruption,
        report,
        async (event) => {
          if (event.kind === 'result') found = event.result
          else await log?.write(event.text)
        },
      )
      return found as ModelResult | null
    })
    if (result === null) throw new CommandFailure('The simulation ended without a result; try again.')
    await welch?.write(drawWelchPlot(result))
    await log?.keep()
    await welch?.keep()
    output.result(result, () => describeModelResult(result))
    if (log !== null) output.say(`The patient log is in ${options.log}.`)
    if (welch !== null) output.say(`The Welch plot is in ${options.welch}.`)
  } finally {
    await log?.discard()
    await welch?.discard()
  }
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
