import { describe, expect, it } from 'vitest'
import type { PpoOptions } from '../../src/main/learning/ppo-options.ts'
import { type IterationMetrics, PpoTrainer } from '../../src/main/learning/trainer.ts'
import { ReferenceEngine } from '../../src/main/neural/reference/reference-engine.ts'
import { ProbeEnvironment, type ProbeOptions } from './probe-environment.ts'

const engine = new ReferenceEngine()
const small: PpoOptions = {
  seed: 1,
  environments: 8,
  stepsPerIteration: 32,
  iterations: 30,
  fairnessWeight: 0,
  epochs: 4,
  minibatchDecisions: 64,
  learningRate: 5e-3,
  criticLearningRate: 5e-3,
  adamEpsilon: 1e-5,
  clip: 0.2,
  entropyBonus: 0,
  advantageLambda: 0.95,
  klLimit: 0.1,
  maximumGradientNorm: 0.5,
  policyUnits: [16],
  criticUnits: [16],
  observationIterations: 5,
  rewardIterations: 10,
}

const probe = (options: Partial<ProbeOptions> = {}) => new ProbeEnvironment({ count: 8, seed: 5, ...options })

function train(environment: ProbeEnvironment, options: PpoOptions): { rightShare: number; metrics: IterationMetrics[] } {
  const trainer = new PpoTrainer({ environment, engine, options })
  const metrics: IterationMetrics[] = []
  while (!trainer.finished) {
    environment.right = 0
    metrics.push(trainer.iterate())
  }
  trainer.dispose()
  return { rightShare: environment.right / (options.environments * options.stepsPerIteration), metrics }
}

describe('the trainer', () => {
  it('learns to match the cue, never takes a masked action, and says how it went', () => {
    const environment = probe()
    const { rightShare, metrics } = train(environment, small)
    expect(rightShare).toBeGreaterThan(0.95)
    expect(environment.maskedTaken).toBe(0)
    expect(metrics).toHaveLength(30)
    const last = metrics.at(-1)!
    expect(last).toMatchObject({ iteration: 30, decisions: 30 * 8 * 32, groupWeights: [1, 1] })
    expect(last.entropy).toBeLessThan(metrics[0]!.entropy / 2)
    expect(metrics[0]!.learningRate).toBe(5e-3)
    expect(last.learningRate).toBeCloseTo(5e-3 / 30, 12)
  })

  it('learns from a reward that comes three steps later', () => {
    const options = { ...small, iterations: 60, stepsPerIteration: 64, minibatchDecisions: 128 }
    expect(train(probe({ delay: 3 }), options).rightShare).toBeGreaterThan(0.9)
  })

  it('weighs the group that fares worse at equal need', () => {
    const { metrics } = train(probe(), { ...small, iterations: 6, fairnessWeight: 0.8 })
    const { groupWeights, excessCostByGroup } = metrics.at(-1)!
    expect(groupWeights[1]).toBeGreaterThan(1)
    expect(groupWeights[0]! + groupWeights[1]!).toBeCloseTo(2, 12)
    // Channel 0: cost 20 of expected 10 x 25/15 + 5 x 70/15 = 40 over 15 patients, channel 1: 75 of 55.
    expect(excessCostByGroup[0]).toBeCloseTo(-20 / 15, 10)
    expect(excessCostByGroup[1]).toBeCloseTo(20 / 15, 10)
  })

  it('trades the channels off by their weights: only the weighted sum decides', () => {
    // Right costs channel 0 as much as it gives channel 1; with equal weights nothing is to be learned.
    const opposed = { rewards: [-1, 1] as const }
    const plain = train(probe(opposed), { ...small, iterations: 20 })
    const fair = train(probe(opposed), { ...small, iterations: 20, fairnessWeight: 1 })
    expect(plain.rightShare).toBeLessThan(0.6)
    expect(fair.rightShare).toBeGreaterThan(0.9)
  })

  it('repeats itself to the byte, and another seed does not', () => {
    const bytes = (seed: number) => {
      const trainer = new PpoTrainer({ environment: probe(), engine, options: { ...small, seed }, scenario: 'probe' })
      const metrics = [trainer.iterate(), trainer.iterate()]
      return { metrics, checkpoint: trainer.checkpoint() }
    }
    const first = bytes(1)
    const again = bytes(1)
    const other = bytes(2)
    expect(again.metrics).toEqual(first.metrics)
    expect(Buffer.from(again.checkpoint).equals(Buffer.from(first.checkpoint))).toBe(true)
    expect(other.metrics).not.toEqual(first.metrics)
  })

  it('goes on from a checkpoint as if it had never stopped, bit for bit', () => {
    const options: PpoOptions = { ...small, iterations: 12, fairnessWeight: 0.5 }
    const whole = new PpoTrainer({ environment: probe({ delay: 2 }), engine, options })
    const wholeMetrics: IterationMetrics[] = []
    while (!whole.finished) wholeMetrics.push(whole.iterate())

    const firstHalf = new PpoTrainer({ environment: probe({ delay: 2 }), engine, options })
    for (let iteration = 0; iteration < 6; iteration++) firstHalf.iterate()
    const checkpoint = firstHalf.checkpoint()
    // A new environment with another seed: what counts is the state in the checkpoint.
    const secondHalf = new PpoTrainer({ environment: probe({ delay: 2, seed: 77 }), engine, options, checkpoint })
    expect(secondHalf.iteration).toBe(6)
    expect(secondHalf.decisions).toBe(6 * 8 * 32)
    expect(Buffer.from(secondHalf.checkpoint()).equals(Buffer.from(checkpoint))).toBe(true)
    const secondMetrics: IterationMetrics[] = []
    while (!secondHalf.finished) secondMetrics.push(secondHalf.iterate())
    expect(secondMetrics).toEqual(wholeMetrics.slice(6))
    expect(Buffer.from(secondHalf.checkpoint()).equals(Buffer.from(whole.checkpoint()))).toBe(true)
  })

  it('fails with the metric when a number is lost', () => {
    const trainer = new PpoTrainer({ environment: probe({ brokenFrom: 40 }), engine, options: small })
    trainer.iterate()
    expect(() => trainer.iterate()).toThrow(/^a value of the [a-z ]+ is not a number \(NaN\)$/)
  })

  it('refuses a checkpoint of another layout or plan, and the wrong number of copies', () => {
    const trainer = new PpoTrainer({ environment: probe(), engine, options: small })
    const checkpoint = trainer.checkpoint()
    const resume = (environment: ProbeEnvironment, options: PpoOptions) => () =>
      new PpoTrainer({ environment, engine, options, checkpoint })
    expect(resume(probe(), small)).not.toThrow()
    expect(resume(probe({ layout: 'other' }), small)).toThrow(/another scenario/)
    expect(resume(probe(), { ...small, epochs: 3 })).toThrow(/other training options/)
    expect(resume(probe({ count: 4 }), small)).toThrow(/needs 8 copies of the environment, but it has 4/)
  })
})
