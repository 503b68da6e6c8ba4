import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './support/fixtures.ts'
import { expectAccessibleLightAndDark, expectWithinWindow, openSection } from './support/page.ts'

const program = resolve(import.meta.dirname, '../../out/main/fairward.js')

test('a study over seeds, made in a terminal, is in the window', async ({ studio, server }) => {
  const small = ['--seeds', '2', '--fairness-weights', '0,0.8', '--decisions', '2000', '--replications', '10']
  const parameters = ['study', '--scenario', 'urban', ...small, '--json', '--data-dir', server.dataDirectory]
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...parameters], { maxBuffer: 2 ** 26 })
  const { study } = JSON.parse(stdout) as { study: { title: string; evaluations: { status: string }[] } }
  expect(study.evaluations[0]?.status).toBe('finished')

  await test.step('as a picture, in words and training by training', async () => {
    await openSection(studio, 'Results')
    await studio.getByRole('link', { name: study.title }).click()
    await expect(studio.getByRole('heading', { level: 1, name: study.title })).toBeVisible()
    await expect(studio.getByRole('figure', { name: 'Wait against fairness' })).toBeVisible()
    const settings = studio.getByRole('table', { name: 'Rules, and each setting as the mean of its trainings' })
    for (const name of ['Strict acuity', 'Tuned index (sees groups)', 'Agents with fairness weight 0.8'])
      await expect(settings.getByRole('rowheader', { name, exact: true })).toBeVisible()
    await studio.getByRole('button', { name: 'Show data: Wait against fairness' }).click()
    const everyPoint = studio.getByRole('table', { name: 'Wait against fairness' })
    await expect(everyPoint.getByRole('rowheader', { name: 'Agents with fairness weight 0.8, seed 2' })).toBeVisible()
    await expect(studio.getByText(/mean need-weighted wait of 2 trainings is/).first()).toBeVisible()
    const trainings = studio.getByRole('table', { name: 'Agents with fairness weight 0 less strict acuity' })
    await expect(trainings.getByRole('rowheader')).toHaveText([
      'Seed 1',
      'Seed 2',
      'Mean over trainings',
      'Mean over trainings and patients',
    ])
    await studio.getByRole('button', { name: /Held against$/ }).click()
    await studio.getByRole('option', { name: /less the same agents without a fairness weight$/ }).click()
    await expect(studio.getByRole('table', { name: /less the same agents without a fairness weight$/ })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
  })

  await test.step('with its trainings side by side where agents are trained', async () => {
    await openSection(studio, 'Train')
    const seeds = studio.getByRole('list', { name: /^Seeds of City hospital, fairness weight 0\.8/ })
    await expect(seeds.getByRole('listitem')).toHaveCount(2)
    await expect(studio.getByRole('button', { name: 'Compare 2 finished seeds' })).toHaveCount(2)
    await studio.getByRole('button', { name: 'Show data: Equal-need gap' }).first().click()
    await expect(
      studio.getByRole('table', { name: 'Equal-need gap' }).getByRole('columnheader', { name: 'Trainings' }),
    ).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
  })

  await test.step('and another can be asked for', async () => {
    await openSection(studio, 'Results')
    await studio.getByRole('button', { name: 'Study over seeds' }).click()
    await expect(studio.getByRole('button', { name: 'Start 10 trainings' })).toBeVisible()
    await studio.getByRole('checkbox', { name: '0.5' }).press(' ')
    await expect(studio.getByRole('button', { name: 'Start 15 trainings' })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await studio.getByRole('button', { name: 'Cancel' }).click()
  })
})
