import { expect, it } from 'vitest'
import { Generator } from '../../src/main/neural/generator.ts'
import { preset } from '../presets.ts'
import { killRounds } from './fixtures/kill-rounds.ts'

it('training that is killed at random moments ends in the same checkpoint as if it had not been', async () => {
  const generator = new Generator(5, 0)
  const { kills, resumed, equal } = await killRounds(preset('urban'), 5, () => generator.uniform())
  expect(kills).toBeGreaterThanOrEqual(5)
  expect(resumed).toBe(kills)
  expect(equal).toBe(kills)
}, 120_000)
