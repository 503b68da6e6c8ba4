import { describe, expect, it } from 'vitest'
import { learnedFrom, timeLeft } from '../../src/renderer/pages/train/run-words.ts'
import { agentSetting } from '../../src/renderer/text/agent-setting.ts'

describe('words about a training', () => {
  const half = { decisions: 60_000, decisionsPlanned: 120_000 }

  it('give the time left only while it trains and its speed is known', () => {
    expect(timeLeft({ ...half, status: 'running', stepsPerSecond: 1000 })).toMatch(/60 s/)
    expect(timeLeft({ ...half, status: 'running', stepsPerSecond: null })).toBeNull()
    expect(timeLeft({ ...half, status: 'paused', stepsPerSecond: 1000 })).toBeNull()
    expect(timeLeft({ ...half, status: 'running', decisions: 122_880, stepsPerSecond: 1000 })).toBeNull()
  })

  it('hold decisions against what was planned until it has finished', () => {
    expect(learnedFrom({ status: 'paused', decisions: 60_000 }, 120_000)).toBe('60,000 of 120,000 decisions')
    expect(learnedFrom({ status: 'finished', decisions: 122_880 }, 120_000)).toBe('122,880 decisions')
    expect(learnedFrom({ status: null, decisions: 0 }, 120_000)).toBe('0 of 120,000 decisions')
  })

  it('tell agents apart by weight, without rounding it, seed and what they see', () => {
    expect(agentSetting({ fairnessWeight: 0.25, seed: 3, groupBlind: false })).toBe('fairness weight 0.25, seed 3')
    expect(agentSetting({ fairnessWeight: 0, seed: 1, groupBlind: true })).toBe('group-blind, fairness weight 0, seed 1')
  })
})
