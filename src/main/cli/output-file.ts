import { writeFile } from 'node:fs/promises'
import { CommandFailure } from './failure.ts'

const reasons: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}

/** Writes what a command was asked for into a file that the user has named. Throws a sentence where it cannot be written. */
export async function writeOutputFile(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content)
  } catch (error) {
    const reason =
      reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error instanceof Error ? error.message : String(error))
    throw new CommandFailure(`${file} cannot be written: ${reason}. Name another file.`)
  }
}
