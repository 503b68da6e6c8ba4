import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CheckpointHeader,
  decodeCheckpoint,
  encodeCheckpoint,
  readCheckpointHeader,
  sectionOf,
} from '../../src/main/learning/checkpoint.ts'
import { encodeSections } from '../../src/main/learning/checkpoint-file.ts'
import { planTraining } from '../../src/main/learning/training-plan.ts'

const header: CheckpointHeader = {
  scenario: 'urban',
  layout: 'abc',
  sizes: { actions: 2, actionFeatures: 0, contextFeatures: 4, criticFeatures: 4, channels: 1 },
  engine: 'reference',
  iteration: 3,
  decisions: 300,
  options: planTraining({ seed: 1, decisions: 120_000, fairnessWeight: 0.5 }),
  policySteps: 5,
  criticSteps: 6,
}
const sections = {
  floats: Float32Array.of(1.5, -2, 3),
  doubles: Float64Array.of(Math.PI),
  words: Uint32Array.of(7, 4294967295, 1),
  bytes: Uint8Array.of(1, 2, 255),
}

describe('a checkpoint', () => {
  it('gives back what was put in, to the bit', () => {
    const bytes = encodeCheckpoint(header, sections)
    const checkpoint = decodeCheckpoint(bytes)
    expect(checkpoint.header).toEqual(header)
    expect(sectionOf(checkpoint, 'floats', Float32Array)).toEqual(sections.floats)
    expect(sectionOf(checkpoint, 'doubles', Float64Array)).toEqual(sections.doubles)
    expect(sectionOf(checkpoint, 'words', Uint32Array)).toEqual(sections.words)
    expect(sectionOf(checkpoint, 'bytes', Uint8Array)).toEqual(sections.bytes)
    expect(readCheckpointHeader(bytes)).toEqual(header)
  })

  it('may lie anywhere in a larger buffer', () => {
    const bytes = encodeCheckpoint(header, sections)
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(decodeCheckpoint(larger.subarray(3)).header).toEqual(header)
  })

  it('may come as a Node buffer from a pool', () => {
    const checkpoint = decodeCheckpoint(Buffer.from(encodeCheckpoint(header, sections)))
    expect(sectionOf(checkpoint, 'floats', Float32Array)).toEqual(sections.floats)
    expect(sectionOf(checkpoint, 'doubles', Float64Array)).toEqual(sections.doubles)
  })

  it('is refused with a sentence when cut short anywhere', () => {
    const bytes = encodeCheckpoint(header, sections)
    for (let length = 0; length < bytes.length; length += 7)
      expect(() => decodeCheckpoint(bytes.subarray(0, length))).toThrow(/not a checkpoint|cut short/)
  })

  it('is refused when any byte is changed', () => {
    const bytes = encodeCheckpoint(header, sections)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice()
        damaged[at] = damaged[at]! ^ change
        expect(() => decodeCheckpoint(damaged)).toThrow(/checkpoint/)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('is refused when it is something else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => decodeCheckpoint(bytes)).toThrow(/not a checkpoint of Fairward/)
      }),
      { seed: 2, numRuns: 100 },
    )
    const newer = encodeCheckpoint(header, sections)
    newer[20] = 9
    expect(() => decodeCheckpoint(newer)).toThrow(/has format 9; this Fairward reads format 2/)
    newer[20] = 1
    expect(() => decodeCheckpoint(newer)).toThrow(/has format 1; this Fairward reads format 2/)
    expect(() => decodeCheckpoint(encodeSections({ scenario: 1 }, {}))).toThrow(
      /does not fit this version of Fairward \(scenario:/,
    )
    expect(() => sectionOf(decodeCheckpoint(encodeCheckpoint(header, {})), 'floats', Float32Array)).toThrow(/has no floats/)
  })
})
