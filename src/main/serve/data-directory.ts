import { posix, win32 } from 'node:path'

interface Surroundings {
  platform: NodeJS.Platform
  environment: Record<string, string | undefined>
  homeDirectory: string
}

/**
 * The folder that holds scenarios, runs and reports: what the caller names, else `FAIRWARD_HOME`, else where the system keeps such data.
 * Every host uses this, so that the desktop app, the server and the command line see the same studio.
 */
export function chooseDataDirectory(named: string | undefined, { platform, environment, homeDirectory }: Surroundings): string {
  const path = platform === 'win32' ? win32 : posix
  const chosen = named || environment.FAIRWARD_HOME
  if (chosen) return path.resolve(chosen)
  if (platform === 'win32') return path.join(environment.LOCALAPPDATA || path.join(homeDirectory, 'AppData', 'Local'), 'Fairward')
  if (platform === 'darwin') return path.join(homeDirectory, 'Library', 'Application Support', 'Fairward')
  // The XDG rules: a relative path there is to be ignored.
  const shared = environment.XDG_DATA_HOME
  return path.join(shared && path.isAbsolute(shared) ? shared : path.join(homeDirectory, '.local', 'share'), 'fairward')
}
