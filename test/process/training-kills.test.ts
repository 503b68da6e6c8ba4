import { expect, it } from 'vitest'
import { Generator } from '../../src/main/neural/generator.ts'
import { preset } from '../presets.ts'
import { killRounds } from './fixtures/kill-rounds.ts'

it('training that is killed at random moments goes on where it had saved, and ends in the same checkpoint as if it had not been', async () => {
  const generator = new Generator(5, 0)
  const { kills, resumes, earlyKills, newBeginnings, equal } = await killRounds(preset('urban'), 5, () => generator.uniform())
  expect(kills).toBeGreaterThanOrEqual(5)
  expect(resumes).toBe(kills)
  expect(newBeginnings).toBe(earlyKills)
  expect(equal).toBe(kills + earlyKills)
}, 120_000)
