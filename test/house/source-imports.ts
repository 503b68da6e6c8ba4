import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { parseSync } from 'vite'

/** One import of a source file, however it is written: static, of a type, re-export, dynamic or `require`. */
export interface SourceImport {
  line: number
  /** As written; null where it is computed. */
  specifier: string | null
  /** Path from the root with `/`, where it is a file of ours. */
  file: string | null
}

/** A use of something that only the host may use: a clock, chance, the disk. */
interface ImpureUse {
  line: number
  what: string
}

export interface SourceFile {
  /** From the root, with `/`. */
  path: string
  imports: SourceImport[]
  impureUses: ImpureUse[]
}

/** The kernels are AssemblyScript, which has a compiler of its own and imports nothing. */
const kernels = join('src', 'main', 'neural', 'simd', 'assembly')

/** Reads all TypeScript files under `root/src`. */
export function readSources(root: string): SourceFile[] {
  return listFiles(join(root, 'src'))
    .filter((path) => /\.(ts|tsx|mts|cts)$/.test(path) && !path.startsWith(join(root, kernels)))
    .map((path) => readSource(root, path))
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

interface SyntaxNode {
  type: string
  start: number
  [field: string]: unknown
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const shown = relative(root, path).split(sep).join('/')
  const parsed = parseSync(path, text)
  if (parsed.errors.length > 0) throw new Error(`${shown} cannot be parsed: ${parsed.errors[0]?.message}`)
  const source: SourceFile = { path: shown, imports: [], impureUses: [] }
  const lineOf = (position: number) => text.slice(0, position).split('\n').length
  visit(parsed.program as unknown as SyntaxNode, (node) => {
    const from = importedFrom(node)
    if (from !== undefined) {
      const specifier = literalText(from)
      source.imports.push({
        line: lineOf(node.start),
        specifier,
        file: specifier === null ? null : resolveFile(root, path, specifier),
      })
    }
    const what = impureUse(node)
    if (what !== null) source.impureUses.push({ line: lineOf(node.start), what })
  })
  return source
}

function visit(node: SyntaxNode, look: (node: SyntaxNode) => void): void {
  look(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, look)
  }
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** The node that names the module, where a node imports one. */
function importedFrom(node: SyntaxNode): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source
    case 'ExportNamedDeclaration':
      return node.source ?? undefined
    case 'TSExternalModuleReference':
      return node.expression
    case 'CallExpression': {
      const name = dottedName(node.callee)
      const isRequire = name === 'require' || name === 'require.resolve' || name === 'import.meta.resolve'
      return isRequire ? (node.arguments as unknown[])[0] : undefined
    }
    default:
      return undefined
  }
}

function literalText(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TSLiteralType') return literalText(node.literal)
  if (node.type !== 'TemplateLiteral') return null
  const parts = node.quasis as { value: { cooked: string } }[]
  return parts.length === 1 ? (parts[0]?.value.cooked ?? null) : null
}

function dottedName(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Identifier') return String(node.name)
  if (node.type === 'MetaProperty') return 'import.meta'
  if (node.type !== 'MemberExpression') return null
  const object = dottedName(node.object)
  const property = node.computed === true ? literalText(node.property) : dottedName(node.property)
  return object === null || property === null ? null : `${object.replace(/^globalThis\./, '')}.${property}`
}

const clocksAndChance = new Set([
  'Math.random',
  'Date.now',
  'performance.now',
  'performance.timeOrigin',
  'process.hrtime',
  'crypto.randomUUID',
  'crypto.getRandomValues',
])

function impureUse(node: SyntaxNode): string | null {
  const name = dottedName(node)
  if (node.type === 'MemberExpression' && name !== null && clocksAndChance.has(name.replace(/^globalThis\./, ''))) return name
  const isDate = dottedName(node.callee)?.replace(/^globalThis\./, '') === 'Date'
  if (node.type === 'NewExpression' && isDate && (node.arguments as unknown[]).length === 0) return 'new Date()'
  if (node.type === 'CallExpression' && isDate) return 'Date()'
  return null
}

function resolveFile(root: string, from: string, specifier: string): string | null {
  if (!specifier.startsWith('.') && !specifier.startsWith('/')) return null
  const [bare = specifier] = specifier.split('?')
  const base = bare.startsWith('/') ? bare : join(dirname(from), bare)
  const candidates = [base, base.replace(/\.js$/, '.ts'), `${base}.ts`, `${base}.tsx`, join(base, 'index.ts')]
  const found = candidates.find((path) => existsSync(path) && statSync(path).isFile()) ?? base
  return relative(root, found).split(sep).join('/')
}
