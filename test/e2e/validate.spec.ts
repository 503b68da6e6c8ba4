import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { expect, expectAccessible, test } from './support/fixtures.ts'
import { expectAccessibleLightAndDark, expectWithinWindow, openSection } from './support/page.ts'

async function exportAs(studio: Page, entry: string): Promise<{ name: string; text: string }> {
  await studio.getByRole('button', { name: 'Export' }).press('Enter')
  const [download] = await Promise.all([
    studio.waitForEvent('download'),
    studio.getByRole('menuitem', { name: entry }).press('Enter'),
  ])
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

test('one suite is checked, read, kept while one looks elsewhere, and exported', async ({ studio }) => {
  test.setTimeout(180_000)
  await openSection(studio, 'Validate')
  await expect(studio.getByText(/^Fairward repeats published hospital studies and exact formulas/)).toBeVisible()
  await expectAccessible(studio)
  await studio.getByRole('button', { name: 'None' }).click()
  await expect(studio.getByText('Choose at least one suite.')).toBeVisible()
  await expect(studio.getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
  await studio.getByText('Stroke unit', { exact: true }).click()
  await studio.getByRole('button', { name: 'Run 1 suite' }).click()

  await expect(studio.getByText('All checks agree')).toBeVisible({ timeout: 120_000 })
  const table = studio.getByRole('table', { name: 'Checks' })
  const rows = table.locator('tr[data-check]')
  const count = await rows.count()
  expect(count).toBeGreaterThan(5)
  await expect(studio.getByText(`${count} of ${count} checks passed`)).toBeVisible()
  await expect(table.locator('tr[data-check=failed]')).toHaveCount(0)
  await expect(rows.first()).toContainText('passed')

  await openSection(studio, 'Scenarios')
  await openSection(studio, 'Validate')
  await expect(rows).toHaveCount(count)
  await studio.getByRole('radio', { name: /^Failed/ }).click()
  await expect(studio.getByText('No check failed.')).toBeVisible()
  await studio.getByRole('radio', { name: 'All', exact: true }).click()

  await expectAccessibleLightAndDark(studio)
  await expectWithinWindow(studio)

  const csv = await exportAs(studio, 'Table as CSV')
  expect(csv.name).toBe('fairward-validation-quick.csv')
  const lines = parse(csv.text, { columns: true }) as Record<string, string>[]
  expect(lines.map(({ suite, passed }) => [suite, passed])).toEqual(Array(count).fill(['stroke-unit', 'true']))
  const json = JSON.parse((await exportAs(studio, 'Everything as JSON')).text) as { complete: boolean; checks: unknown[] }
  expect(json.complete).toBe(true)
  expect(json.checks).toHaveLength(count)
})

test('checks can be stopped; what was checked until then stays', async ({ studio }) => {
  await openSection(studio, 'Validate')
  await studio.getByRole('radio', { name: /^Full/ }).click()
  await studio.getByRole('button', { name: /^Run \d suites$/ }).press('Enter')
  await expect(studio.getByRole('progressbar', { name: 'Progress of the checks' })).toBeVisible()
  await expect(studio.locator('tr[data-check], [data-suite] svg[role=img]').first()).toBeVisible({ timeout: 60_000 })
  // The button that ran them stops them, so the keyboard is already there.
  await expect(studio.getByRole('button', { name: 'Stop' })).toBeFocused()
  await studio.keyboard.press('Enter')
  await expect(studio.getByText(/^Stopped\. What was checked until then/)).toBeVisible()
  await expect(studio.getByRole('table', { name: 'Checks' })).toBeVisible()
  await expect(studio.getByRole('button', { name: /^Run \d suites$/ })).toBeEnabled()
})
