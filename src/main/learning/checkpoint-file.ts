import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * The bytes of a checkpoint: "FAIRWARD CHECKPOINT\n", format version and header length (4 bytes each, little-endian), the
 * header as JSON, the payload, and the SHA-256 of all before it. The header lists the sections of the payload in order, each
 * with its name, kind of number and length; each is filled up to whole 8 bytes.
 */
const magic = new TextEncoder().encode('FAIRWARD CHECKPOINT\n')
const formatVersion = 2
const fixedBytes = magic.length + 8
const hashBytes = 32

const kinds = { float32: Float32Array, float64: Float64Array, uint32: Uint32Array, uint8: Uint8Array } as const
type Kind = keyof typeof kinds
export type Section = Float32Array | Float64Array | Uint32Array | Uint8Array

const fileHeaderSchema = z.object({
  contents: z.unknown(),
  sections: z.array(
    z.object({ name: z.string(), kind: z.enum(['float32', 'float64', 'uint32', 'uint8']), length: z.int().min(0) }),
  ),
})

/** Plain data and named lists of numbers, as one file that can tell whether it is whole. */
export function encodeSections(contents: unknown, sections: Record<string, Section>): Uint8Array {
  const listed = Object.entries(sections).map(([name, values]) => ({ name, kind: kindOf(values), length: values.length }))
  const header = new TextEncoder().encode(JSON.stringify({ contents, sections: listed }))
  const payload = Object.values(sections).reduce((bytes, values) => bytes + wholeWords(values.byteLength), 0)
  const file = new Uint8Array(fixedBytes + header.length + payload + hashBytes)
  const view = new DataView(file.buffer)
  file.set(magic)
  view.setUint32(magic.length, formatVersion, true)
  view.setUint32(magic.length + 4, header.length, true)
  file.set(header, fixedBytes)
  let at = fixedBytes + header.length
  for (const values of Object.values(sections)) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += wholeWords(values.byteLength)
  }
  file.set(sha256(file.subarray(0, at)), at)
  return file
}

/** Reads what `encodeSections` wrote. Throws an Error with a sentence where the bytes are foreign, cut short or damaged. */
export function decodeSections(file: Uint8Array): { contents: unknown; sections: Map<string, Section> } {
  if (file.length < magic.length || magic.some((byte, index) => file[index] !== byte))
    throw new Error('This is not a checkpoint of Fairward: it does not begin like one. Choose a file that a training run wrote.')
  const cutShort = new Error(
    `This checkpoint is cut short after ${file.length} bytes. Use an earlier checkpoint of the run, or train again.`,
  )
  if (file.length < fixedBytes + hashBytes) throw cutShort
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const version = view.getUint32(magic.length, true)
  if (version !== formatVersion)
    throw new Error(
      `This checkpoint has format ${version}; this Fairward reads format ${formatVersion}. Open it with the version that wrote it.`,
    )
  const headerEnd = fixedBytes + view.getUint32(magic.length + 4, true)
  const payloadEnd = file.length - hashBytes
  if (headerEnd > payloadEnd) throw cutShort
  if (!equal(sha256(file.subarray(0, payloadEnd)), file.subarray(payloadEnd)))
    throw new Error(
      'This checkpoint is damaged or cut short: its contents do not match its checksum. Use an earlier checkpoint of the run, or train again.',
    )
  const header = fileHeaderSchema.parse(JSON.parse(new TextDecoder().decode(file.subarray(fixedBytes, headerEnd))))
  const sections = new Map<string, Section>()
  let at = headerEnd
  for (const { name, kind, length } of header.sections) {
    const bytes = length * kinds[kind].BYTES_PER_ELEMENT
    if (at + bytes > payloadEnd) throw new Error(`This checkpoint is damaged: its section ${name} is not all there.`)
    // A copy with a buffer of its own, because typed arrays must start at a multiple of their width. (A Buffer's slice would share.)
    sections.set(name, new kinds[kind](new Uint8Array(file.subarray(at, at + bytes)).buffer))
    at += wholeWords(bytes)
  }
  return { contents: header.contents, sections }
}

/** Stored numbers have the byte order of the machine, which is little-endian wherever this program runs. */
const wholeWords = (bytes: number): number => Math.ceil(bytes / 8) * 8

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

const equal = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index])

function kindOf(values: Section): Kind {
  if (values instanceof Float32Array) return 'float32'
  if (values instanceof Float64Array) return 'float64'
  return values instanceof Uint32Array ? 'uint32' : 'uint8'
}
