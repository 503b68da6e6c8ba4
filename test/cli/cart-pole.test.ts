import { describe, expect, it } from 'vitest'
import { runCommand } from './support/fake-studio.ts'

const command = ['train', '--environment', 'cart-pole', '--seed', '2', '--json']

describe('train on cart-pole', () => {
  it('tells a program how well the agent does and how fast it learned, without a studio', async () => {
    const { code, stdout, opened } = await runCommand(command)
    expect(code).toBe(0)
    expect(opened).toEqual([])
    const result = JSON.parse(stdout) as Record<string, number>
    expect(Object.keys(result).sort()).toEqual([
      ...['environmentSteps', 'episodes', 'meanReturn', 'stdReturn'],
      ...['stepsPerSecond', 'trainSeconds'],
    ])
    expect(result).toMatchObject({ meanReturn: 500, stdReturn: 0, episodes: 50, environmentSteps: 100_096 })
    expect(result.stepsPerSecond! * result.trainSeconds!).toBeCloseTo(100_096, 3)
  }, 120_000)

  it('stops at Ctrl+C', async () => {
    const { code, stdout, stderr } = await runCommand(command, undefined, { interruption: AbortSignal.abort() })
    expect(code).toBe(1)
    expect(stderr).toContain('Stopped.')
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERRUPTED' } })
  })
})
