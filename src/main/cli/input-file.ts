import { readFile, stat } from 'node:fs/promises'
import { documentSubject } from '../../shared/document-text.ts'
import { formatNumber } from '../../shared/format.ts'
import type { Problem } from '../../shared/problem.ts'
import { CommandFailure, sentences } from './failure.ts'

/** What the sentences about a file say. */
interface FileKind {
  /** `a scenario`, `a visits file`. */
  noun: string
  /** In characters. */
  maximumLength: number
}

/** The bytes of a file that the user has named. Throws a sentence where there is none, or one far too long to be what it should be. */
export async function readInputFile(file: string, { noun, maximumLength }: FileKind): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    // In bytes, of which a character has up to four: the exact limit is checked on the text.
    if (size > maximumLength * 4)
      throw new CommandFailure(
        `${file} has ${formatNumber(size)} bytes; ${noun} has at most ${formatNumber(maximumLength)} characters`,
        'BAD_INPUT',
      )
    return await readFile(file)
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new CommandFailure(`There is no file ${file}.`, 'NOT_FOUND')
    if (code === 'EISDIR') throw new CommandFailure(`${file} is a folder; name a file.`, 'BAD_INPUT')
    throw new CommandFailure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** What is wrong with the document in a file, which is called by its own name where it has a readable one. */
export function badDocument(noun: string, file: string, text: string, problems: Problem[]): CommandFailure {
  return new CommandFailure(sentences(documentSubject(noun, parsed(text), file), problems), 'BAD_INPUT', problems)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
