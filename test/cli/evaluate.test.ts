import { expect, it } from 'vitest'
import type { StudioClient } from '../../src/main/serve/studio-client.ts'
import { metricsOf, trainingOptions } from '../storage/fixtures/helpers.ts'
import { emptyResult } from '../studio/fixtures/evaluation-result.ts'
import { settle } from '../studio/fixtures/fake-clock.ts'
import { openTestStudio } from '../studio/fixtures/test-studio.ts'
import { runCommand } from './support/fake-studio.ts'

it('evaluate takes the best checkpoint of a run by name, and says so where there is none', async () => {
  const studio = await openTestStudio()
  const client = studio.client as unknown as StudioClient
  const [run] = await studio.client.runs.start({ scenarios: ['urban'], options: trainingOptions })
  const training = studio.workers.of(run!.id)
  const save = (iteration: number) =>
    training.post({ type: 'checkpoint', bytes: new TextEncoder().encode(`agent ${iteration}`), iteration, decisions: iteration })
  training.post({ type: 'ready' })
  save(1)
  await settle()

  const command = ['evaluate', '--scenario', 'urban', '--policies', `acuity,${run!.id}@best`, '--replications', '10']
  const refused = await runCommand(command, { client })
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain(`Run ${run!.id} has no best checkpoint to use`)

  training.post({ type: 'metrics', metrics: [metricsOf(2)] })
  save(2)
  save(3)
  await settle()
  const comparing = runCommand([...command, '--json'], { client })
  await expect.poll(() => studio.workers.last.specification?.kind).toBe('evaluation')
  const { last } = studio.workers
  const policies = last.specification?.kind === 'evaluation' ? last.specification.policies : []
  expect(policies.map(({ name }) => name)).toEqual(['acuity', 'tuned-index', `${run!.id}@best`])
  const agent = policies.find(({ kind }) => kind === 'agent')
  expect(agent?.kind === 'agent' && new TextDecoder().decode(agent.checkpoint)).toBe('agent 2')
  last.post({ type: 'result', result: { kind: 'evaluation', result: emptyResult } })
  const { code, stdout } = await comparing
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    study: { evaluations: [{ policies: ['acuity', 'tuned-index', `${run!.id}@best`] }] },
  })
})
