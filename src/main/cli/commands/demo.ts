import { access, constants } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { EvaluationResult, Study } from '../../../shared/evaluation.ts'
import { formatEstimate } from '../../../shared/format.ts'
import { ruleNames } from '../../../shared/policy.ts'
import { studyReplicationsSchema } from '../../../shared/replications.ts'
import { type Run, seedSchema, trainingOptionsSchema } from '../../../shared/run.ts'
import { trainingLengths } from '../../../shared/training-lengths.ts'
import type { StudioClient } from '../../serve/studio-client.ts'
import { nodeFiles } from '../../storage/files.ts'
import { decimalNumber, wholeNumber } from '../arguments.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { writeOutputFile } from '../output-file.ts'
import { requireResults, runStudy } from '../study-run.ts'
import { table } from '../table.ts'
import { requireFinished, trainToEnd } from '../training-run.ts'

interface Options {
  output: string
  seed: number
  decisions: number
  fairnessWeight: number
  replications: number
}

const files = [
  { format: 'pdf', name: 'fairness-report.pdf' },
  { format: 'json', name: 'study.json' },
  { format: 'csv', name: 'study.csv' },
] as const

/** Shares of the time that the parts take, for the progress bar. */
const trainingShare = 0.78
const studyShare = 0.2

export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('train an agent for each of the four hospitals, compare it with the rules, and write the report')
    .requiredOption('--output <dir>', 'the folder for fairness-report.pdf, study.json and study.csv')
    .option('--seed <n>', 'which patients and which first networks', wholeNumber(seedSchema), 1)
    .option(
      '--decisions <n>',
      'decisions each agent learns from',
      wholeNumber(trainingOptionsSchema.shape.decisions),
      trainingLengths.quick,
    )
    .option(
      '--fairness-weight <x>',
      '0: all patients alike, 1: only the groups that fare worst',
      decimalNumber(trainingOptionsSchema.shape.fairnessWeight),
      0.5,
    )
    .option('--replications <n>', 'how often each policy is tried', wholeNumber(studyReplicationsSchema), 100)
    .action(async (options: Options) => {
      const started = performance.now()
      const folder = resolve(options.output)
      await requireWritable(folder)
      await withStudio(context, async (client) => {
        const runs = await trainAll(context, client, options)
        const study = await compareAll(context, client, runs, options)
        const results = requireResults(study)
        const written = await writeReports(context, client, study, folder)
        const seconds = Math.round((performance.now() - started) / 1000)
        context.output.progress(1, 'done')
        context.output.result({ demo: { study: study.id, runs, files: written, seconds } }, () =>
          describeDemo(results, runs, written, seconds),
        )
      })
    })
}

/** Says so now, not after minutes of training. */
async function requireWritable(folder: string): Promise<void> {
  try {
    nodeFiles.makeDirectory(folder)
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new CommandFailure(`Nothing can be written into ${folder}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function trainAll(
  context: CommandContext,
  client: StudioClient,
  { seed, decisions, fairnessWeight }: Options,
): Promise<Run[]> {
  const presets = (await client.scenarios.list()).filter(({ preset }) => preset)
  const scenarios = presets.map(({ id }) => id)
  if (scenarios.length === 0)
    throw new CommandFailure('The studio holds no preset hospitals; `fairward doctor` says what is wrong.')
  const started = await client.runs.start({ scenarios, options: { seed, decisions, fairnessWeight } })
  context.output.say(
    `Training ${started.length} agents side by side: ${started.map(({ scenarioTitle }) => scenarioTitle).join(', ')}.`,
  )
  const ids = started.map(({ id }) => id)
  const runs = await trainToEnd(context, client, ids, (fraction, detail) =>
    context.output.progress(fraction * trainingShare, detail),
  )
  runs.forEach(requireFinished)
  return runs
}

async function compareAll(
  context: CommandContext,
  client: StudioClient,
  runs: readonly Run[],
  { seed, replications }: Options,
): Promise<Study> {
  const evaluations = runs.map((run) => ({ scenario: run.scenarioId, policies: [...ruleNames, run.id] }))
  return runStudy(
    context,
    client,
    { title: 'Who waits longer, and what would help', evaluations, replications, seed, recommend: true },
    (fraction, detail) => context.output.progress(trainingShare + fraction * studyShare, detail),
  )
}

async function writeReports(context: CommandContext, client: StudioClient, study: Study, folder: string): Promise<string[]> {
  const written: string[] = []
  for (const { format, name } of files) {
    context.output.progress(trainingShare + studyShare, `writing ${name}`)
    const report = await client.studies.report({ id: study.id, format })
    const path = join(folder, name)
    await writeOutputFile(path, Buffer.from(report.base64, 'base64'))
    written.push(path)
  }
  return written
}

function describeDemo(
  results: readonly EvaluationResult[],
  runs: readonly Run[],
  written: readonly string[],
  seconds: number,
): string {
  const rows = results.map((result) => {
    const agent = runs.find((run) => result.policies.some(({ policy }) => policy === run.id))
    const comparison = result.comparisons.find(({ policy }) => policy === agent?.id)
    if (comparison === undefined) return [result.scenarioTitle, 'not compared', '', '']
    return [
      result.scenarioTitle,
      formatEstimate(comparison.needWeightedWait, 'weighted', { signed: true }),
      formatEstimate(comparison.waitMinutes, 'minutes', { signed: true }),
      formatEstimate(comparison.equalNeedGapMinutes, 'minutes', { signed: true }),
    ]
  })
  return [
    'The trained agents against strict acuity, on the same patients (less is better; 95 % intervals):',
    '',
    table([['hospital', 'need-weighted wait', 'wait', 'gap at equal need'], ...rows]),
    '',
    `Done in ${seconds} s. Written:`,
    ...written,
    '',
    'A study of decisions, not for live clinical use.',
  ].join('\n')
}
