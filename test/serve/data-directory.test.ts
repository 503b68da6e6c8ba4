import { describe, expect, it } from 'vitest'
import { chooseDataDirectory } from '../../src/main/serve/data-directory.ts'

const linux = { platform: 'linux', environment: {}, homeDirectory: '/home/ada' } as const

describe('the data folder', () => {
  it('is the one the caller names, then the one in FAIRWARD_HOME', () => {
    const surroundings = { ...linux, environment: { FAIRWARD_HOME: '/srv/fairward' } }
    expect(chooseDataDirectory('/tmp/here', surroundings)).toBe('/tmp/here')
    expect(chooseDataDirectory(undefined, surroundings)).toBe('/srv/fairward')
    expect(chooseDataDirectory('', surroundings)).toBe('/srv/fairward')
  })

  it('follows the system otherwise', () => {
    expect(chooseDataDirectory(undefined, linux)).toBe('/home/ada/.local/share/fairward')
    expect(chooseDataDirectory(undefined, { ...linux, environment: { XDG_DATA_HOME: '/data' } })).toBe('/data/fairward')
    expect(chooseDataDirectory(undefined, { ...linux, environment: { XDG_DATA_HOME: 'relative' } })).toBe(
      '/home/ada/.local/share/fairward',
    )
    expect(chooseDataDirectory(undefined, { platform: 'darwin', environment: {}, homeDirectory: '/Users/ada' })).toBe(
      '/Users/ada/Library/Application Support/Fairward',
    )
    expect(
      chooseDataDirectory(undefined, {
        platform: 'win32',
        environment: { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
        homeDirectory: 'C:\\Users\\ada',
      }),
    ).toBe('C:\\Users\\ada\\AppData\\Local\\Fairward')
  })
})
