import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { createCartPole } from '../../src/main/environments/cart-pole/cart-pole-environment.ts'
import { createHospitalEnvironment } from '../../src/main/environments/hospital/hospital-environment.ts'
import { readCheckpointHeader } from '../../src/main/learning/checkpoint.ts'
import { planTraining } from '../../src/main/learning/training-plan.ts'
import {
  createEngine,
  GreedyAgent,
  GrpoAgent,
  type GrpoAgentOptions,
  GrpoTrainer,
  PpoTrainer,
} from '../../src/main/training/library.ts'
import { preset } from '../presets.ts'

const project = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)

describe('fairward/learning, from a folder that depends on the package,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairward-library-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(project, join(folder, 'node_modules', 'fairward'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')

  it('runs the example', async () => {
    copyFileSync(join(project, 'examples/group-robust-cart-pole.mjs'), join(folder, 'example.mjs'))
    const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: folder })
    const told = JSON.parse(stdout) as {
      episodes: number
      firstLength: number
      lastLength: number
      meanReturn: number
      pushes: number[]
    }
    expect(told.episodes).toBeGreaterThan(250)
    expect(told.firstLength).toBeLessThan(40)
    expect(told.lastLength).toBeGreaterThan(100)
    expect(told.meanReturn).toBeGreaterThan(100)
    expect(told.pushes).toEqual([0, 1])
  }, 60_000)

  it('has types that TypeScript finds and minds', async () => {
    const lines = [
      "import { GrpoAgent, GrpoTrainer, type SingleEnvironment, vectorised } from 'fairward/learning'",
      'const create = (): SingleEnvironment => ({',
      '  observationSize: 1,',
      '  actions: 2,',
      '  reset: () => [0],',
      '  step: (action) => ({ observation: [0], reward: action, terminated: true, truncated: false }),',
      '})',
      "const environment = vectorised({ create, count: 4, seed: 1, name: 'mine' })",
      'const agent = new GrpoAgent({ groupRobustnessWeight: 0.2, epsClip: 0.2, gamma: 0.99, lr: 1e-3 })',
      'const trainer = new GrpoTrainer({ environment, agent, assignGroup: (state, episode) => Number(state[0]! > 0) + episode.step })',
      'const { episodes } = await trainer.train({ episodes: 10 })',
      'export const count: number = episodes',
      '// @ts-expect-error A weight is a number.',
      "new GrpoAgent({ groupRobustnessWeight: 'much' })",
    ]
    writeFileSync(join(folder, 'use.ts'), lines.join('\n'))
    const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true, types: [] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
    const compiler = join(project, 'node_modules/typescript/bin/tsc')
    await expect(run(process.execPath, [compiler, '-p', '.'], { cwd: folder })).resolves.toMatchObject({ stdout: '' })
  }, 60_000)
})

describe('a group-robust trainer', () => {
  const options = { stepsPerIteration: 16 }
  const agentOf = () => new GrpoAgent({ groupRobustnessWeight: 0.3, seed: 4, hidden: [8] })
  const assignGroup = (state: Float32Array) => (state[0]! < 0 ? 0 : 1)
  const train = async (agent: GrpoAgent, checkpoint?: Uint8Array) => {
    const environment = createCartPole({ seed: 2, count: 4 })
    const setup = { environment, agent, assignGroup, options, ...(checkpoint === undefined ? {} : { checkpoint }) }
    const trainer = new GrpoTrainer(setup)
    const history = await trainer.train({ episodes: 12 })
    trainer.dispose()
    return history
  }

  it('trains for as many episodes as asked for, and tells how', async () => {
    const agent = agentOf()
    expect(agent.isTrained).toBe(false)
    expect(() => agent.act([0, 0, 0, 0])).toThrow('has not been trained')
    const { episodes, metrics } = await train(agent)
    expect(episodes).toBeGreaterThanOrEqual(12)
    expect(metrics.at(-1)!.episodes).toBe(episodes)
    expect(metrics.at(-2)!.episodes).toBeLessThan(12)
    expect([0, 1]).toContain(agent.act([0, 0, 0, 0]))
    expect(agent.act([0, 0, 0, 0], [false, true])).toBe(1)
    expect(() => agent.act([0, 0])).toThrow('looks at 4 numbers, and was shown 2')
  })

  it('goes on from what was saved as if it had never stopped', async () => {
    const [whole, first, second] = [agentOf(), agentOf(), agentOf()]
    const environment = createCartPole({ seed: 2, count: 4 })
    const trainer = new GrpoTrainer({ environment, agent: whole, assignGroup, options })
    await trainer.train({ episodes: 12 })
    await trainer.train({ episodes: 12 })
    await train(first)
    await train(second, first.save())
    expect(Buffer.from(second.save()).equals(Buffer.from(whole.save()))).toBe(true)
  })

  it('hands the agent what it normalised by, so that it acts as an agent of its checkpoint does', async () => {
    const agent = agentOf()
    const environment = createCartPole({ seed: 2, count: 4 })
    await new GrpoTrainer({ environment, agent, assignGroup, options: { ...options, observationIterations: 2 } }).train({
      episodes: 40,
    })
    const many = createCartPole({ seed: 3, count: 64 })
    const actions = new Int32Array(many.count)
    for (let step = 0; step < 5; step++) {
      new GreedyAgent(agent.save(), many, createEngine()).act(many, actions)
      const own = Int32Array.from(actions, (_, copy) => agent.act(many.context.subarray(4 * copy, 4 * copy + 4)))
      expect(own).toEqual(actions)
      many.step(actions)
    }
    expect(new Set(actions).size).toBe(2)
  })

  it('minds what its agent is told: robustness weight, clipping range, discount, learning rate', async () => {
    const headerOf = async (told: GrpoAgentOptions) => {
      const agent = new GrpoAgent({ hidden: [4], ...told })
      const trainer = new GrpoTrainer({ environment: createCartPole({ seed: 2, count: 4 }), agent, assignGroup, options })
      await trainer.train({ episodes: 1 })
      return readCheckpointHeader(agent.save()).options
    }
    expect(await headerOf({ groupRobustnessWeight: 0.7, epsClip: 0.3, gamma: 0.9, lr: 2e-3 })).toMatchObject({
      fairnessWeight: 0.7,
      groupWeighting: { rule: 'worst-loss' },
      ...{ clip: 0.3, clipSchedule: 'constant', gamma: 0.9 },
      ...{ learningRate: 2e-3, criticLearningRate: 2e-3, learningRateSchedule: 'constant' },
    })
  })

  it('refuses options that make no sense before it trains, not after', async () => {
    const environment = createCartPole({ seed: 2, count: 4 })
    const train = (told: GrpoAgentOptions, more = {}) =>
      new GrpoTrainer({ environment, agent: new GrpoAgent(told), assignGroup, options: more }).train({ episodes: 1 })
    await expect(train({ groupRobustnessWeight: 1.5 })).rejects.toThrow(
      'The training options: fairnessWeight is 1.5; must be at most 1.',
    )
    await expect(train({ lr: Number.NaN })).rejects.toThrow('learningRate is NaN')
    await expect(train({}, { epoch: 3 })).rejects.toThrow('epoch is not')
  })

  it('refuses an environment whose actions are described by features, and its agent one trained there', async () => {
    const environment = createHospitalEnvironment({ scenario: preset('urban'), seed: 1, count: 1 })
    expect(() => new GrpoTrainer({ environment, agent: agentOf() })).toThrow('Use PpoTrainer')
    const plan = { ...planTraining({ seed: 1, decisions: 1_000, fairnessWeight: 0 }), environments: 1 }
    const trainer = await PpoTrainer.create({ environment, engine: createEngine(), options: plan })
    const checkpoint = await trainer.checkpoint()
    expect(() => agentOf().load(checkpoint, createEngine())).toThrow('which a GrpoAgent does not see')
  })
})
