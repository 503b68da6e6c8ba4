import { expect, it } from 'vitest'
import { modelSubject, parseModel, parseModelText } from '../../../src/shared/model/parse-model.ts'
import { problemSentence } from '../../../src/shared/problem.ts'
import { changed, type Path } from './changed.ts'
import { ward } from './ward.ts'

/** What is said of an input, as people read it; empty where it is taken. */
export function sentences(input: unknown): string[] {
  const parsed = typeof input === 'string' ? parseModelText(input) : parseModel(input)
  if (parsed.ok) return []
  return parsed.problems.map((problem) => problemSentence(typeof input === 'string' ? 'model' : modelSubject(input), problem))
}

/** Something wrong in a ward: what, where, the value that stands there, and what is said of it. */
export type Wrong = readonly [what: string, path: Path, value: unknown, expected: readonly string[]]

/** Each of these, put into the ward that has everything, must be refused with just these sentences. */
export function expectSentences(wrong: readonly Wrong[]): void {
  it.each(wrong)('of %s what, where and what to do', (_, path, value, expected) => {
    const found = sentences(changed(ward(), path, value))
    expect(found).toEqual(expected.map((sentence) => `model ward: ${sentence}`))
  })
}
