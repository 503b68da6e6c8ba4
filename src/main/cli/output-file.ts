import { randomUUID } from 'node:crypto'
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { CommandFailure } from './failure.ts'

const reasons: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full for you',
}

/**
 * A file that the user has named, written piece by piece. Until `keep` the pieces are in a temporary file beside it, so that the file is
 * there whole or stays as it was. Everything throws a sentence where it cannot be written.
 */
export class OutputFile {
  readonly #name: string
  readonly #target: string
  /** Null: written straight into what is no file (a device, a pipe), which nothing must take the name of. */
  readonly #temporary: string | null
  readonly #handle: FileHandle

  private constructor(name: string, target: string, temporary: string | null, handle: FileHandle) {
    this.#name = name
    this.#target = target
    this.#temporary = temporary
    this.#handle = handle
  }

  /** Finds out at once whether it can be written. */
  static open(name: string): Promise<OutputFile> {
    return told(name, async () => {
      const target = await realpath(name).catch(() => name)
      const found = await stat(target).catch(() => null)
      if (found?.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' })
      if (found !== null && !found.isFile()) return new OutputFile(name, target, null, await open(target, 'w'))
      const temporary = `${target}.${randomUUID()}.tmp`
      return new OutputFile(name, target, temporary, await open(temporary, 'wx'))
    })
  }

  write(content: string | Uint8Array): Promise<void> {
    return told(this.#name, () => this.#handle.writeFile(content))
  }

  /** All is written: it takes its name. */
  keep(): Promise<void> {
    return told(this.#name, async () => {
      if (this.#temporary !== null) await this.#handle.sync()
      await this.#handle.close()
      if (this.#temporary !== null) await rename(this.#temporary, this.#target)
    })
  }

  /** Leaves nothing behind. After `keep` it does nothing. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined)
    if (this.#temporary !== null) await rm(this.#temporary, { force: true }).catch(() => undefined)
  }
}

/** Writes into a file that the user has named, all or nothing. Throws a sentence where it cannot be written. */
export async function writeOutputFile(name: string, content: string | Uint8Array): Promise<void> {
  const file = await OutputFile.open(name)
  try {
    await file.write(content)
    await file.keep()
  } finally {
    await file.discard()
  }
}

async function told<T>(name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    const reason =
      reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error instanceof Error ? error.message : String(error))
    throw new CommandFailure(`${name} cannot be written: ${reason}. Name another file.`)
  }
}
