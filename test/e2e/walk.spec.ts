import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { expectAccessibleLightAndDark, expectWithinWindow, openSection } from './support/page.ts'

// The second test looks at what the first has made.
test.describe.configure({ mode: 'serial' })

const heading = (studio: Page, name: string | RegExp) => studio.getByRole('heading', { level: 1, name })
/** A card by its title; titles begin alike, so the whole of it counts. */
const card = (studio: Page, title: string) =>
  studio
    .locator('section, article')
    .filter({ has: studio.getByRole('heading', { level: 3, name: title, exact: true }) })
    .last()

test('from a preset to a report: copy, edit, watch, train, compare, export', async ({ studio }) => {
  test.setTimeout(180_000)
  let copy = ''

  await test.step('copies the city hospital', async () => {
    await card(studio, 'City hospital').getByRole('button', { name: 'Duplicate' }).click()
    await expect(heading(studio, /City hospital.+/)).toBeVisible()
    copy = await heading(studio, /City hospital.+/).innerText()
    await expect(studio.getByText('Version 1', { exact: true })).toBeVisible()
  })

  await test.step('changes staff and saves a second version', async () => {
    await studio.getByRole('tab', { name: 'Resources' }).click()
    const clinicians = studio.getByRole('textbox', { name: /^From 12:00/ })
    const before = Number(await clinicians.inputValue())
    await clinicians.fill(String(before + 1))
    await clinicians.press('Tab')
    await expect(studio.getByText('unsaved changes')).toBeVisible()
    await studio.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(studio.getByText('Version 2', { exact: true })).toBeVisible()
    await expect(clinicians).toHaveValue(String(before + 1))
  })

  await test.step('watches the copy live', async () => {
    await studio.getByRole('button', { name: 'Live', exact: true }).click()
    await expect(heading(studio, 'Live')).toBeVisible()
    await expect(studio.getByRole('button', { name: `${copy} Hospital` })).toBeVisible()
    const clock = studio.getByText(/^Day \d+, \d\d:\d\d$/).first()
    const first = await clock.innerText()
    await expect(clock).not.toHaveText(first)
    await studio.getByRole('radio', { name: 'Max' }).click()
    await expect(studio.getByText(/[1-9]\d* arrived/).first()).toBeVisible()
    await expect(studio.getByRole('figure', { name: 'The department now' })).toContainText(/[1-9]\d* patients wait/)
    await studio.getByRole('button', { name: 'Pause' }).click()
    const still = await clock.innerText()
    await studio.getByRole('button', { name: 'Step to the next event' }).press('Enter')
    await expect(studio.getByRole('button', { name: 'Play' })).toBeVisible()
    await studio.getByRole('slider', { name: 'Go to a moment' }).press('Home')
    await expect(clock).toHaveText('Day 1, 00:00')
    expect(still).not.toBe('Day 1, 00:00')
  })

  await test.step('asks for few replications, and for what experts see', async () => {
    await openSection(studio, 'Settings')
    await studio.getByText('Expert detail', { exact: true }).click()
    const replications = studio.getByRole('textbox', { name: 'Replications of a comparison' })
    await replications.fill('20')
    await replications.press('Tab')
    await expect(replications).toHaveValue('20')
  })

  await test.step('trains two hospitals and sees their curves move', async () => {
    await openSection(studio, 'Train')
    const hospitals = studio.getByRole('group', { name: 'Hospitals' })
    await expect(hospitals.getByRole('checkbox', { checked: true }), 'all presets at first').toHaveCount(4)
    for (const title of ['City hospital', "Children's hospital", 'City hospital with a mass-casualty incident'])
      await hospitals.getByText(title, { exact: true }).click()
    await hospitals.getByText(copy, { exact: true }).click()
    await studio.getByRole('radio', { name: /Quick/ }).click()
    await studio.getByRole('button', { name: 'Train 2 agents' }).click()
    const agent = card(studio, copy)
    await expect(card(studio, 'Rural hospital')).toBeVisible()
    await agent.getByRole('button', { name: 'Show data: Need-weighted wait' }).click()
    const iterations = agent.getByRole('table', { name: 'Need-weighted wait' }).getByRole('rowheader')
    // They come one by one while this page is open; how many are there when one looks depends on the machine.
    await expect.poll(() => iterations.count(), { timeout: 60_000 }).toBeGreaterThan(1)
    await agent.getByRole('button', { name: 'Show chart: Need-weighted wait' }).click()
    await expect(agent.locator('.recharts-line-curve').first()).toHaveAttribute('d', /[LC]/)
    await expect(agent.getByText('finished')).toBeVisible({ timeout: 90_000 })
  })

  await test.step('compares both and reads a verdict', async () => {
    await studio.getByRole('button', { name: /^Compare \d+ finished agents$/ }).click({ timeout: 60_000 })
    await expect(studio.getByRole('tab', { name: 'Rural hospital' })).toBeVisible()
    await studio.getByRole('tab', { name: copy }).click()
    const verdict = studio.getByText(/^Agent \(fairness weight 0\.5, seed 1\): (Disparity shown|Equivalent|Not enough runs)/)
    await expect(verdict).toBeVisible({ timeout: 90_000 })
    await expect(studio.getByRole('heading', { name: 'What would help' })).toBeVisible()
    await expect(studio.getByRole('table', { name: 'All policies on the same patients' })).toContainText('Strict acuity')
    await expect(studio.getByRole('table', { name: 'Access within the limits' })).toContainText('Strict acuity')
    await expect(studio.getByText(/^Pairing shrinks the variance/)).toBeVisible()
  })

  await test.step('exports the report', async () => {
    await expect(studio.getByText('The comparison is running.')).toHaveCount(0, { timeout: 90_000 })
    const [download] = await Promise.all([
      studio.waitForEvent('download', { timeout: 60_000 }),
      studio.getByRole('button', { name: 'Export PDF' }).press('Enter'),
    ])
    const bytes = readFileSync(await download.path())
    expect(download.suggestedFilename()).toMatch(/\.pdf$/)
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(20_000)
  })
})

test('every page is open to everybody, light and dark, wide and narrow', async ({ studio }) => {
  test.setTimeout(180_000)
  await test.step('scenarios', async () => {
    await expect(card(studio, 'City hospital')).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
    await studio.getByRole('button', { name: 'New from preset' }).press('Enter')
    await expect(studio.getByRole('menuitem', { name: /^City hospital 160/ })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await studio.keyboard.press('Escape')
  })
  await test.step('editor and its questions', async () => {
    await studio.getByRole('link', { name: /City hospital .*copy/i }).click()
    await expect(studio.getByText('Version 2', { exact: true })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
    await studio.getByRole('tab', { name: 'Resources' }).click()
    const clinicians = studio.getByRole('textbox', { name: /^From 12:00/ })
    await clinicians.fill('9')
    await clinicians.press('Tab')
    await openSection(studio, 'Live')
    const question = studio.getByRole('alertdialog', { name: 'Keep your changes?' })
    await expect(question).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await question.getByRole('button', { name: 'Leave without saving' }).click()
  })
  await test.step('live', async () => {
    await expect(studio.getByRole('figure', { name: 'The department now' })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
    await studio.getByRole('button', { name: 'Show data: The department now' }).click()
    await expect(studio.getByRole('table', { name: 'The department now' })).toContainText('Waiting, level 1')
  })
  await test.step('train', async () => {
    await openSection(studio, 'Train')
    await expect(studio.getByText('finished').first()).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
  })
  await test.step('results and a new comparison', async () => {
    await openSection(studio, 'Results')
    await expect(studio.getByRole('table', { name: 'Comparisons' })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
    await studio.getByRole('button', { name: 'New comparison' }).press('Enter')
    const dialog = studio.getByRole('dialog', { name: 'New comparison' })
    await expect(dialog).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await studio.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await studio.getByRole('table', { name: 'Comparisons' }).getByRole('link').first().press('Enter')
    await expect(studio.getByRole('heading', { name: 'Wait by group' })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
  })
  await test.step('settings', async () => {
    await openSection(studio, 'Settings')
    await expect(studio.getByRole('table', { name: 'Engines' })).toBeVisible()
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
  })
})

test('the main actions are reached by keyboard alone', async ({ studio }) => {
  const tabTo = async (name: string | RegExp, role: 'link' | 'button' | 'radio' | 'checkbox') => {
    const wanted = studio.getByRole(role, { name }).first()
    await expect(wanted).toBeVisible()
    for (let presses = 0; presses < 60; presses += 1) {
      await studio.keyboard.press('Tab')
      if (await wanted.evaluate((element) => element === document.activeElement)) return
    }
    throw new Error(`${role} ${name} is not reached with 60 presses of Tab`)
  }
  await expect(card(studio, 'City hospital')).toBeVisible()
  await tabTo('Train', 'link')
  await studio.keyboard.press('Enter')
  await expect(heading(studio, 'Train')).toBeFocused()
  await tabTo(/^Train \d agents$/, 'button')
  await studio.goto(`${new URL(studio.url()).origin}/#/live/rural`)
  await expect(heading(studio, 'Live')).toBeVisible()
  await tabTo('Pause', 'button')
  await studio.keyboard.press('Enter')
  await expect(studio.getByRole('button', { name: 'Play' })).toBeFocused()
})
