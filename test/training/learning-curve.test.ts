import { describe, expect, it } from 'vitest'
import { LearningCurve } from '../../src/main/training/learning-curve.ts'
import { createTrainer } from '../../src/main/training/training-job.ts'
import { preset } from '../presets.ts'
import { training } from './fixtures/specifications.ts'

const options = { seed: 3, decisions: 1_000, fairnessWeight: 0.5 }

describe('the learning curve', () => {
  it('measures the agent beside strict acuity, on the same patients each time', async () => {
    const scenario = preset('pediatric')
    const { trainer, measure } = await createTrainer(training('a', { scenario, options }))
    await trainer.iterate()
    const first = await measure(trainer)
    const again = await measure(trainer)
    trainer.dispose()
    expect(again).toEqual(first)
    expect(first?.replications).toBe(10)
    expect(first?.agent.equalNeedWaitMinutes).toHaveLength(scenario.groups.length)
    // An agent that has hardly learned still starts from an acuity-like rule.
    expect(first!.agent.needWeightedWait / first!.reference.needWeightedWait).toBeLessThan(1.5)
    expect(first!.agent.equalNeedGapMinutes).toBeGreaterThan(0)
    const other = await createTrainer(training('b', { scenario, options: { ...options, seed: 4 } }))
    await other.trainer.iterate()
    expect((await other.measure(other.trainer))?.reference.needWeightedWait).not.toBe(first?.reference.needWeightedWait)
    other.trainer.dispose()
  })

  it('has at most forty points, the first among them', async () => {
    const { trainer } = await createTrainer(training('a', { scenario: preset('rural'), options }))
    await trainer.iterate()
    const checkpoint = await trainer.checkpoint()
    const curve = new LearningCurve(preset('rural'), 1, 1_000)
    const measured: boolean[] = []
    for (let iteration = 1; iteration <= 200; iteration++)
      measured.push((await curve.at(iteration, async () => checkpoint)) !== null)
    expect(measured[0]).toBe(true)
    expect(measured.filter(Boolean)).toHaveLength(8)
    trainer.dispose()
  })
})
