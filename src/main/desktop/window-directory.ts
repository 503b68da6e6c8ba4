import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folder of the window's own settings and of its single-instance lock, made where it is missing: inside the data folder, so that
 * every data folder has an app of its own. Null where nothing can be written there; the studio itself then says what is wrong.
 */
export function makeWindowDirectory(dataDirectory: string): string | null {
  const folder = join(dataDirectory, 'window')
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return folder
  } catch {
    return null
  }
}
