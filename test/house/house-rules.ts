import { builtinModules } from 'node:module'
import { readSources, type SourceFile, type SourceImport } from './source-imports.ts'

/** From the top of the house down: a room imports only rooms below it, and `src/shared`. */
const roomsFromTop = [
  'index',
  'desktop',
  'cli',
  'serve',
  'studio',
  'storage',
  'training',
  'report',
  'fairness',
  'calibration',
  'validation',
  'evaluation',
  'learning',
  'neural',
  'environments',
  'simulation',
  'statistics',
] as const

/** These compute and nothing else: what they need of the world is passed in. */
const pureRooms = new Set(roomsFromTop.slice(roomsFromTop.indexOf('fairness')) as readonly string[])
const diskModules = new Set(['fs', 'fs/promises', 'sqlite', 'child_process', 'worker_threads', 'net', 'http', 'https'])

/** Everything in `root/src` that breaks the rules of the house, a sentence each, with file and line. */
export function findViolations(root: string): string[] {
  const sources = readSources(root)
  return [...sources.flatMap(violationsOf), ...findCircles(sources)]
}

/** `shared`, `preload`, `renderer`, or a room of `src/main`. */
function roomOf(path: string): string {
  const [, area, room = ''] = path.split('/')
  if (area !== 'main') return area ?? ''
  return room === 'index.ts' ? 'index' : room
}

function violationsOf(source: SourceFile): string[] {
  const room = roomOf(source.path)
  const known = room === 'shared' || room === 'preload' || room === 'renderer' || isRoom(room)
  if (!known) return [`${source.path} is in a room that the house does not have`]
  const impure = pureRooms.has(room)
    ? source.impureUses.map(({ line, what }) => `${source.path}:${line} uses ${what}; clocks and chance are passed into ${room}`)
    : []
  const imports = source.imports.flatMap((imported) => {
    const why = forbiddenBecause(room, imported)
    return why === null ? [] : [`${source.path}:${imported.line} imports ${imported.file ?? imported.specifier}: ${why}`]
  })
  return [...impure, ...imports]
}

const isPure = (room: string): boolean => pureRooms.has(room) || room === 'shared'
const isRoom = (room: string): boolean => (roomsFromTop as readonly string[]).includes(room)

function forbiddenBecause(room: string, { specifier, file }: SourceImport): string | null {
  // Optional packages are loaded by name, so that the build and the type checker do without them.
  if (specifier === null) return room === 'neural' || !isPure(room) ? null : 'a computed import cannot be checked'
  return file === null ? forbiddenPackage(room, specifier) : forbiddenFile(room, file)
}

function forbiddenPackage(room: string, specifier: string): string | null {
  const isElectron = specifier === 'electron' || specifier.startsWith('electron/')
  if (isElectron && room !== 'index' && room !== 'desktop' && room !== 'preload')
    return 'only src/main/index.ts, src/main/desktop and src/preload may import electron'
  const builtin = specifier.replace(/^node:/, '')
  const isBuiltin = specifier.startsWith('node:') || builtinModules.includes(builtin)
  if (isBuiltin && (room === 'shared' || room === 'renderer' || room === 'preload')) return `${room} does not know Node`
  if (isBuiltin && pureRooms.has(room) && diskModules.has(builtin)) return `${room} touches neither disk, processes nor network`
  return null
}

function forbiddenFile(room: string, file: string): string | null {
  if (file === 'package.json' || (room === 'renderer' && file.startsWith('resources/'))) return null
  if (!file.startsWith('src/')) return 'it lies outside of src'
  const target = roomOf(file)
  if (target === room || target === 'shared') return null
  if (room === 'shared') return 'shared imports nothing of ours'
  if (room === 'renderer' || room === 'preload' || room === 'storage') return `${room} imports src/shared only`
  const from = (roomsFromTop as readonly string[]).indexOf(room)
  const to = (roomsFromTop as readonly string[]).indexOf(target)
  if (to < 0) return `src/main does not import ${target}`
  return to > from ? null : `${target} stands above ${room}`
}

/** Files that import each other in a circle, each circle once. */
function findCircles(sources: SourceFile[]): string[] {
  const importsOf = new Map(
    sources.map((source) => [source.path, source.imports.flatMap(({ file }) => (file === null ? [] : [file]))]),
  )
  const finished = new Set<string>()
  const circles: string[] = []
  const walk = (path: string, trail: string[]) => {
    if (finished.has(path)) return
    const start = trail.indexOf(path)
    if (start >= 0) {
      circles.push(`circle: ${[...trail.slice(start), path].join(' -> ')}`)
      return
    }
    for (const next of importsOf.get(path) ?? []) walk(next, [...trail, path])
    finished.add(path)
  }
  for (const path of importsOf.keys()) walk(path, [])
  return circles
}
