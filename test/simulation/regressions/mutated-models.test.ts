import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type CompiledModel, compileModel } from '../../../src/main/simulation/compile-model.ts'
import { ModelError, ModelProblems } from '../../../src/main/simulation/model-error.ts'
import { PathwayMachine } from '../../../src/main/simulation/pathway-machine.ts'
import { StreamSource } from '../../../src/main/simulation/population/stream-source.ts'
import { modelOfferedLoad } from '../../../src/shared/model/offered-load.ts'
import { parseModelText } from '../../../src/shared/model/parse-model.ts'
import type { Problem } from '../../../src/shared/problem.ts'
import { publishedModelFile } from '../../models.ts'
import { ward } from '../../shared/model/ward.ts'
import { Dice, mutated } from './mutations.ts'

const page = readFileSync(new URL('../../../docs/MODELS.md', import.meta.url), 'utf8')
const [complete, ...parts] = [...page.matchAll(/```json\n(.*?)```/gs)].map((match) => JSON.parse(match[1]!) as object)
const originals = [
  JSON.stringify(ward()),
  ...['stroke-unit', 'treatment-centre'].map((name) => readFileSync(publishedModelFile(name), 'utf8')),
  ...parts.map((part) => JSON.stringify({ ...complete, ...part })),
]

const mostEvents = 20_000

/** Runs until enough has happened, in steps of time that grow while little happens. */
function runShortly({ pathway, population, document }: CompiledModel): void {
  const horizon = document.run.horizon * { minutes: 1, hours: 60, days: 1440 }[document.timeUnit]
  const machine = new PathwayMachine(pathway)
  const source = new StreamSource(population)
  source.begin({ seed: document.run.seed, use: 'development', replication: 0 }, horizon)
  machine.begin(source)
  let stride = 1e-3
  while (machine.now < horizon && machine.eventsExecuted < mostEvents) {
    const before = machine.eventsExecuted
    machine.advance(Math.min(horizon, machine.now + stride))
    if (machine.eventsExecuted - before < 1000) stride *= 2
  }
  expect(machine.inside).toBeGreaterThanOrEqual(0)
  expect(machine.busy.every((busy) => busy >= 0)).toBe(true)
}

/** Ten thousand files have a quarter of a million problems: what is wrong is looked for first, and expected not to be once. */
function expectSentences(problems: readonly Problem[]): void {
  const isSentence = ({ path, message }: Problem) =>
    message.length > 10 && !/undefined|NaN;|\[object/.test(message) && (path !== '' || /^(the file|has) /.test(message))
  expect(problems.filter((problem) => !isSentence(problem))).toEqual([])
  expect(problems.length).toBeGreaterThan(0)
}

/** What became of a text. */
function outcomeOf(text: string): 'refused' | 'not-compiled' | 'run' | 'stopped' {
  const parsed = parseModelText(text)
  if (!parsed.ok) {
    expectSentences(parsed.problems)
    return 'refused'
  }
  expect(modelOfferedLoad(parsed.model).filter(({ load }) => Number.isNaN(load))).toEqual([])
  let compiled: CompiledModel
  try {
    compiled = compileModel(parsed.model)
  } catch (error) {
    if (!(error instanceof ModelProblems)) throw error
    expectSentences(error.problems)
    return 'not-compiled'
  }
  try {
    runShortly(compiled)
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    expect(error.message).toMatch(/step|queue|patients/)
    return 'stopped'
  }
  return 'run'
}

describe('model files with mistakes in them', () => {
  it('are models without the mistakes', () => {
    for (const text of originals) expect(outcomeOf(text)).toBe('run')
  })

  it('are refused with a field, or run: 10,000 of them, and nothing crashes', { timeout: 240_000 }, () => {
    const dice = new Dice(2024)
    const outcomes = new Map<string, number>()
    for (let round = 0; round < 10_000; round++) {
      const text = mutated(dice.pick(originals), dice)
      let outcome: string
      try {
        outcome = outcomeOf(text)
      } catch (error) {
        throw new Error(`round ${round}: ${text.slice(0, 5000)}`, { cause: error })
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    expect(outcomes.get('refused')).toBeGreaterThan(3000)
    expect(outcomes.get('run')).toBeGreaterThan(600)
  })
})
