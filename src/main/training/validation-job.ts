import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { ModelDocument } from '../../shared/model/document.ts'
import { parseModelText } from '../../shared/model/parse-model.ts'
import { type Problem, problemSentence } from '../../shared/problem.ts'
import { parseScenarioText, type Scenario } from '../../shared/scenario.ts'
import type { ValidationInputs } from '../validation/suites.ts'
import { Validation } from '../validation/validation.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { RemainingTime } from './remaining-time.ts'
import { ThreadPool } from './thread-pool.ts'

/** All suites, or those named, with each check as it is made. Its host ends the process to stop it. */
export async function runValidation(
  specification: SpecificationOf<'validation'>,
  context: JobContext,
  threadProgram: string,
): Promise<LastMessage> {
  const { suites, quick, resourcesDirectory, threads } = specification
  const inputs = await readInputs(resourcesDirectory)
  const validation = new Validation({ inputs, quick, ...(suites !== null && { suites }) })
  const time = new RemainingTime(context.clock)
  const works = validation.works.values()
  const pool = await ThreadPool.start({ kind: 'validation', inputs }, { program: threadProgram, threads })
  try {
    await pool.shareOut(
      () => works.next().value ?? null,
      (work, { columns, rows }) => {
        for (const check of validation.add(work, columns, rows)) context.part({ kind: 'check', check })
        context.progress(validation.fraction, work.title, time.at(validation.fraction))
      },
    )
  } finally {
    await pool.close()
  }
  return { type: 'result', result: { kind: 'validation', result: validation.result() } }
}

/** Models and scenarios that came with the program. */
async function readInputs(resourcesDirectory: string): Promise<ValidationInputs> {
  const models: Record<string, ModelDocument> = {}
  for (const { name, file, text } of await readJsonFiles(join(resourcesDirectory, 'models'))) {
    const parsed = parseModelText(text)
    if (!parsed.ok) throw damaged(file, name, parsed.problems)
    models[name] = parsed.model
  }
  const scenarios: Record<string, Scenario> = {}
  for (const { name, file, text } of await readJsonFiles(join(resourcesDirectory, 'scenarios'))) {
    const parsed = parseScenarioText(text)
    if (!parsed.ok) throw damaged(file, name, parsed.problems)
    scenarios[name] = parsed.scenario
  }
  return { models, scenarios }
}

/** Everything below a folder; names are paths without the ending, such as `queueing/m-m-10`. */
async function readJsonFiles(folder: string): Promise<{ name: string; file: string; text: string }[]> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.json')).sort()
  return Promise.all(
    paths.map(async (path) => {
      const file = join(folder, path)
      return { name: path.slice(0, -'.json'.length).replaceAll(sep, '/'), file, text: await readFile(file, 'utf8') }
    }),
  )
}

function damaged(file: string, subject: string, [problem]: readonly Problem[]): Error {
  const sentence = problem === undefined ? subject : problemSentence(subject, problem)
  return new Error(`${file} is not as it came with Fairward (${sentence}); install it anew.`)
}
