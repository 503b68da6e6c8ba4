import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Every file this program writes in its data folder (the database itself aside) goes through this seam, so that tests can give it a
 * full or a read-only disk. All calls throw the errors of node:fs.
 */
export interface FileSystem {
  /** Makes the folder and those above it; one that is there is fine. */
  makeDirectory(path: string): void
  read(path: string): Uint8Array
  /** Replaces the file or leaves it as it was: a temporary file beside it, flushed to the disk, takes its name. */
  write(path: string, bytes: Uint8Array): void
  /** Fails with EEXIST where there is such a file. */
  create(path: string, bytes: Uint8Array): void
  /** A file or a folder with all in it; an absent one is fine. */
  remove(path: string): void
}

function writeFlushed(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A renamed file survives a power cut only when its folder has been flushed too. Some systems cannot open folders: then it is up to them. */
function flushDirectory(path: string): void {
  try {
    const directory = openSync(path, 'r')
    try {
      fsyncSync(directory)
    } finally {
      closeSync(directory)
    }
  } catch {
    return
  }
}

/** Not Node's own recursive call: that one never returns where a system refuses a folder by calling its parent missing (/proc on Linux). */
function makeDirectory(path: string): void {
  const parent = dirname(path)
  if (parent !== path && !existsSync(parent)) makeDirectory(parent)
  if (existsSync(path) && statSync(path).isDirectory()) return
  try {
    mkdirSync(path)
  } catch (error) {
    // Somebody else may have made it in between.
    if (!existsSync(path) || !statSync(path).isDirectory()) throw error
  }
}

export const nodeFiles: FileSystem = {
  makeDirectory,
  read: (path) => readFileSync(path),
  write: (path, bytes) => {
    const temporary = `${path}.${randomUUID()}.tmp`
    try {
      writeFlushed(temporary, bytes)
      renameSync(temporary, path)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
    flushDirectory(dirname(path))
  },
  create: (path, bytes) => {
    try {
      writeFlushed(path, bytes)
    } catch (error) {
      // Half a file of ours must not stand for a whole one; another's file (EEXIST) is not ours to remove.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true })
      throw error
    }
  },
  remove: (path) => rmSync(path, { recursive: true, force: true }),
}

/** Throws what the system says where nothing can be written in the folder. SQLite would only say that it cannot open its file. */
export function checkWritable(directory: string, files: FileSystem): void {
  const path = join(directory, '.write-check')
  files.write(path, new Uint8Array(1))
  files.remove(path)
}
