import { extname } from 'node:path'
import type { Command } from 'commander'
import type { Study } from '../../../shared/evaluation.ts'
import { formatDate } from '../../../shared/format.ts'
import { bestOfRun, ruleNames, tunedIndexNames } from '../../../shared/policy.ts'
import { studyReplicationsSchema } from '../../../shared/replications.ts'
import { seedSchema } from '../../../shared/run.ts'
import { commaList, isoDate, wholeNumber } from '../arguments.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { describeRecommendations, describeStudy } from '../outcome-words.ts'
import { writeOutputFile } from '../output-file.ts'
import { requireResults, runStudy } from '../study-run.ts'
import { table } from '../table.ts'
import { addSeedStudy, seedStudyToEnd } from './seed-study.ts'

interface StudyOptions {
  scenario: string
  policies?: string[]
  replications: number
  seed: number
}

const reportFormats = { '.pdf': 'pdf', '.json': 'json', '.csv': 'csv' } as const

export function addStudyCommands(program: Command, context: CommandContext): void {
  addStudies(program, context)
  addSeedStudy(program, context)
  addEvaluate(program, context)
  addRecommend(program, context)
  addReport(program, context)
}

function addStudies(program: Command, context: CommandContext): void {
  const { output } = context
  const studies = program.command('studies').description('comparisons of policies')

  studies
    .command('list')
    .description('all studies, newest first')
    .action(() =>
      withStudio(context, async (client) => {
        const list = await client.studies.list()
        output.result({ studies: list.map(withoutResults) }, () =>
          list.length === 0
            ? 'No studies yet. `fairward evaluate --scenario urban --policies acuity,target` makes the first.'
            : table([
                ['id', 'title', 'status', 'made'],
                ...list.map((study) => [study.id, study.title, statusOf(study), formatDate(study.createdAt)]),
              ]),
        )
      }),
    )

  studies
    .command('show')
    .description('one study with its results')
    .argument('<id>', 'id of the study')
    .action((id: string) =>
      withStudio(context, async (client) => {
        const study = await client.studies.get({ id })
        output.result({ study }, () => describeStudy(study))
      }),
    )

  studies
    .command('resume')
    .description('go on with a study that trains; waits for its end unless another Fairward does the work')
    .argument('<id>', 'id of the study')
    .action((id: string) =>
      withStudio(context, async (client, studio) => {
        const resumed = await client.studies.resume({ id })
        if (studio.kind === 'owner') await seedStudyToEnd(context, client, resumed)
        else output.result({ study: resumed }, () => `The study ${id} goes on.`)
      }),
    )
}

function addEvaluate(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('evaluate')
    .description('compare policies on the same patients')
    .requiredOption('--scenario <name>', 'a stored scenario')
    .requiredOption(
      '--policies <a,b>',
      `${[...ruleNames, ...tunedIndexNames].join(', ')}, and ids of runs (${bestOfRun('ID')}: the checkpoint that did best on development patients, not the last), separated by commas; a tuned index joins every agent`,
      commaList,
    )
    .option('--replications <n>', 'how many times, with other patients', wholeNumber(studyReplicationsSchema), 100)
    .option('--seed <n>', 'which patients', wholeNumber(seedSchema), 1)
    .action(({ scenario, policies = [], replications, seed }: StudyOptions) =>
      withStudio(context, async (client) => {
        const study = await runStudy(context, client, {
          evaluations: [{ scenario, policies }],
          replications,
          seed,
          recommend: false,
        })
        output.result({ study }, () => describeStudy(study))
        requireResults(study)
      }),
    )
}

function addRecommend(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('recommend')
    .description('try changes to a hospital and say which would help')
    .requiredOption('--scenario <name>', 'a stored scenario')
    .option(
      '--policies <a,b>',
      'policies to try beside strict acuity; default: the latest finished run of the scenario',
      commaList,
    )
    .option('--replications <n>', 'how many times, with other patients', wholeNumber(studyReplicationsSchema), 100)
    .option('--seed <n>', 'which patients', wholeNumber(seedSchema), 1)
    .action(({ scenario, policies, replications, seed }: StudyOptions) =>
      withStudio(context, async (client) => {
        const entry = await client.scenarios.get({ id: scenario })
        const trained = (await client.runs.list()).find((run) => run.scenarioId === entry.id && run.status === 'finished')
        const others = policies ?? (trained === undefined ? [] : [trained.id])
        const study = await runStudy(context, client, {
          evaluations: [{ scenario, policies: ['acuity', ...others.filter((policy) => policy !== 'acuity')] }],
          replications,
          seed,
          recommend: true,
        })
        const recommendations = requireResults(study)[0]?.recommendations ?? null
        if (recommendations === null) throw new CommandFailure(`The study ${study.id} holds no recommendations.`)
        output.result({ study: study.id, recommendations }, () => describeRecommendations(recommendations))
      }),
    )
}

function addReport(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('report')
    .description("write a finished study's report")
    .requiredOption('--study <id>', 'id of the study')
    .requiredOption('--output <file>', 'a file that ends in .pdf, .json or .csv')
    .option('--date <date>', 'the date on it (YYYY-MM-DD); default: today', isoDate)
    .action(async ({ study: id, output: file, date }: { study: string; output: string; date?: string }) => {
      const format = reportFormats[extname(file).toLowerCase() as keyof typeof reportFormats]
      if (format === undefined) throw new CommandFailure(`${file}: the name of a report ends in .pdf, .json or .csv`, 'BAD_INPUT')
      await withStudio(context, async (client) => {
        const report = await client.studies.report({ id, format, ...(date !== undefined && { date }) })
        const bytes = Buffer.from(report.base64, 'base64')
        await writeOutputFile(file, bytes)
        output.result({ file, bytes: bytes.length, mediaType: report.mediaType }, () => `Written to ${file}.`)
      })
    })
}

/** Results are long; a list names what there is. */
const withoutResults = ({ evaluations, ...study }: Study) => ({
  ...study,
  evaluations: evaluations.map(({ result: _result, ...evaluation }) => evaluation),
})

const statusOf = (study: Study): string => [...new Set(study.evaluations.map(({ status }) => status))].join(', ')
