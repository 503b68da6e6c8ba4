import { type Command, InvalidArgumentError } from 'commander'
import {
  type CalibrationResult,
  calibrationOptionsSchema,
  type VisitField,
  type VisitMapping,
  visitFields,
  visitsOptionsSchema,
} from '../../../shared/calibration.ts'
import { formatCount } from '../../../shared/format.ts'
import { seedSchema } from '../../../shared/run.ts'
import { isoDate, someText, wholeNumber } from '../arguments.ts'
import { describeCalibration } from '../calibration-words.ts'
import { type CommandContext, withStudio } from '../context.ts'
import { CommandFailure } from '../failure.ts'
import { followWork } from '../follow.ts'
import { OutputFile, writeOutputFile } from '../output-file.ts'
import { readVisitsFile } from '../visits-file.ts'

interface CalibrateOptions {
  visits: string
  base: string
  title?: string
  column?: VisitMapping
  timeZone?: string
  replications?: number
  seed?: number
  output?: string
  store?: boolean
}

interface VisitsOptions {
  scenario: string
  days: number
  output: string
  seed: number
  start?: string
}

export function addVisitCommands(program: Command, context: CommandContext): void {
  addCalibrate(program, context)
  addVisits(program, context)
}

function addCalibrate(program: Command, context: CommandContext): void {
  const { output } = context
  program
    .command('calibrate')
    .description("make a scenario from a hospital's own visits, which are read and never stored")
    .requiredOption('--visits <file>', 'a CSV file with a row for each visit')
    .requiredOption('--base <name>', 'the scenario that says what visits cannot tell')
    .option('--title <text>', 'what the new scenario is called', someText(calibrationOptionsSchema.shape.title))
    .option(
      '--column <field=name>',
      `which column holds a field, where its name does not say so; may be given several times (${visitFields.join(', ')}; nothing after the "=": none does)`,
      addColumn,
    )
    .option('--time-zone <name>', 'where the hospital is, such as Europe/Berlin: makes stays exact when the clocks change')
    .option(
      '--replications <n>',
      'simulations that the visits are held against',
      wholeNumber(calibrationOptionsSchema.shape.replications),
    )
    .option('--seed <n>', 'which simulated patients', wholeNumber(seedSchema))
    .option('--output <file>', 'write the scenario there')
    .option('--store', 'keep the scenario in the studio')
    .action(async (options: CalibrateOptions) => {
      const { base, column: mapping, title, timeZone, replications, seed, store, output: file } = options
      const text = await readVisitsFile(options.visits)
      const given = { mapping, title, timeZone, replications, seed }
      const calibrationOptions = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
      await withStudio(context, async (client) => {
        let found: CalibrationResult | null = null
        const report = (fraction: number, detail: string) => output.progress(fraction, detail)
        const open = (how: { signal: AbortSignal }) => client.calibration.fit({ text, base, options: calibrationOptions }, how)
        await followWork(open, context.interruption, report, (event) => {
          found = event.result
        })
        const result = found as CalibrationResult | null
        if (result === null) throw new CommandFailure('The calibration ended without a result; try again.')
        const document = `${JSON.stringify(result.scenario, null, 2)}\n`
        if (file !== undefined) await writeOutputFile(file, document)
        const stored = store === true ? await client.scenarios.import({ text: document }) : null
        const where = {
          ...(file !== undefined && { file }),
          ...(stored !== null && { stored: { id: stored.id, name: stored.name } }),
        }
        output.result({ ...result, ...where }, () => describeCalibration(result, where))
      })
    })
}

function addVisits(program: Command, context: CommandContext): void {
  const { output, interruption } = context
  program
    .command('visits')
    .description('write a made-up file of visits, for trying "calibrate"')
    .requiredOption('--scenario <name>', 'a stored scenario')
    .requiredOption('--output <file>', 'the CSV file to write')
    .option('--days <n>', 'how many days', wholeNumber(visitsOptionsSchema.shape.days), 90)
    .option('--seed <n>', 'which patients', wholeNumber(seedSchema), 1)
    .option('--start <date>', 'the first day (YYYY-MM-DD)', isoDate)
    .action(async ({ scenario, days, output: name, seed, start }: VisitsOptions) => {
      const file = await OutputFile.open(name)
      try {
        let lines = 0
        await withStudio(context, async (client) => {
          const options = { days, seed, ...(start !== undefined && { startDate: start }) }
          const report = (fraction: number, detail: string) => output.progress(fraction, detail)
          await followWork(
            (how) => client.visits.synthesise({ scenario, options }, how),
            interruption,
            report,
            async ({ text }) => {
              lines += text.split('\n').length - 1
              await file.write(text)
            },
          )
        })
        await file.keep()
        const visits = Math.max(0, lines - 1)
        output.result({ file: name, visits }, () => `${formatCount(visits, 'visit')} written to ${name}.`)
      } finally {
        await file.discard()
      }
    })
}

/** `startOfCare`, `start-of-care` and `start_of_care` are the same. */
const plain = (name: string): string => name.toLowerCase().replace(/[-_]/g, '')

function addColumn(text: string, before: VisitMapping = {}): VisitMapping {
  const [name = '', ...rest] = text.split('=')
  const field = visitFields.find((each) => plain(each) === plain(name.trim()))
  if (rest.length === 0) throw new InvalidArgumentError('Give a field and its column, such as arrival="Arrival time".')
  if (field === undefined) throw new InvalidArgumentError(`There is no field of that name; there are ${visitFields.join(', ')}.`)
  const column = rest.join('=').trim()
  if (column !== '') return { ...before, [field]: column }
  if (field === 'arrival') throw new InvalidArgumentError('Every visit needs its arrival; name the column that holds it.')
  return { ...before, [field satisfies VisitField]: null }
}
