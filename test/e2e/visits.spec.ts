import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './support/fixtures.ts'
import { expectAccessibleLightAndDark, expectWithinWindow, openSection } from './support/page.ts'
import { visitsFile } from './support/visits-file.ts'

const give = (studio: Page, name: string, content: string | Buffer) =>
  studio.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })

const openPage = async (studio: Page) => {
  await studio.getByRole('button', { name: 'From your visits…' }).first().click()
  await expect(studio.getByRole('heading', { level: 1, name: 'From your visits' })).toBeVisible()
}

test('a hospital’s own visits become a scenario', async ({ studio }) => {
  test.setTimeout(300_000)
  await openPage(studio)
  await expect(studio.getByText(/never stored/)).toBeVisible()
  await expectAccessible(studio)

  await test.step('columns are guessed and mapped by hand', async () => {
    const text = visitsFile({ days: 35, perDay: 24, header: 'Ankunft;triage;seen;departure' })
    await give(studio, 'visits.csv', text)
    await expect(studio.getByText('840 rows, 4 columns, separated by semicolons.')).toBeVisible()
    await expect(studio.getByRole('table', { name: 'First rows of the file' })).toContainText('Ankunft')
    const choose = async (field: string, column: string) => {
      await studio.getByRole('button', { name: new RegExp(`${field}$`) }).click()
      await studio.getByRole('option', { name: column, exact: true }).click()
    }
    await choose('Arrival', 'Ankunft')
    await choose('Start of care', 'seen')
    await studio.getByRole('button', { name: /Hospital to start from$/ }).click()
    await studio.getByRole('option', { name: 'Rural hospital', exact: true }).click()
    await studio.getByRole('textbox', { name: 'Title of the new hospital' }).fill('Cottage hospital')
    await expectAccessible(studio)
  })

  await test.step('the fit shows what fits, what was fitted and what was not', async () => {
    await studio.getByRole('button', { name: 'Fit to these visits' }).click()
    await expect(studio.getByRole('heading', { level: 1, name: 'Cottage hospital' })).toBeVisible({ timeout: 240_000 })
    await expect(studio.getByText(/numbers of the visits fit the simulation/)).toBeVisible()
    await expect(studio.getByRole('table', { name: 'Observed and simulated' })).toContainText(/fits/)
    await studio.getByRole('button', { name: 'Show data: Patients in the department by hour' }).click()
    await expect(studio.getByRole('table', { name: 'Patients in the department by hour' }).getByRole('row')).toHaveCount(25)
    await expect(studio.getByRole('table', { name: 'What the visits told' })).toBeVisible()
    await expect(studio.getByRole('table', { name: 'What comes from Rural hospital' })).toContainText('from Rural hospital')
    await expectAccessibleLightAndDark(studio)
    await expectWithinWindow(studio)
  })

  await test.step('it is saved and opened in the editor with its sources', async () => {
    await studio.getByRole('button', { name: 'Save as scenario' }).click()
    await expect(studio.getByRole('tab', { name: 'Arrivals' })).toBeVisible()
    await expect(studio.getByRole('heading', { level: 1, name: 'Cottage hospital' })).toBeVisible()
    await expect(studio.getByText(/^Fitted to 840 visits/).first()).toBeVisible()
    await studio.goBack()
    await expect(studio.getByRole('button', { name: 'Save as scenario' })).toBeVisible()
    await openSection(studio, 'Scenarios')
    await expect(studio.getByRole('article').filter({ hasText: 'Cottage hospital' })).toBeVisible()
  })
})

test('files that cannot be used are refused in sentences, and people stay out', async ({ studio }) => {
  await openPage(studio)
  const alert = studio.getByRole('alert')
  await give(studio, 'visits.xlsx', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]))
  await expect(alert).toContainText('visits.xlsx cannot be used as it is')
  await expect(alert).toContainText('save the sheet as CSV')
  await give(studio, 'empty.csv', '\n')
  await expect(alert).toContainText('It is empty')
  await give(studio, 'words.csv', 'just words\n')
  await expect(alert).toContainText('words.csv cannot be used as it is')

  await give(studio, 'people.csv', 'patient_name,arrival,dob\nDoe,2026-01-05 10:00,1980-02-01\nRoe,2026-01-05 11:00,1991-02-01\n')
  await expect(alert).toContainText('Columns that identify people')
  await expect(alert).toContainText('“patient_name” holds names of people')
  await expect(alert).toContainText('“dob” holds dates of birth')
  await expect(studio.getByText('Roe')).toHaveCount(0)
  await expect(studio.getByRole('button', { name: 'Fit to these visits' })).toBeDisabled()
  await expectAccessible(studio)

  await give(studio, 'nonsense.csv', 'arrival,triage\nyesterday,3\ntoday,2\n')
  await studio.getByRole('button', { name: 'Fit to these visits' }).click()
  await expect(alert).toContainText('nonsense.csv cannot be used as it is', { timeout: 60_000 })
  await expect(alert).toContainText(/row 2/i)
  await studio.getByRole('button', { name: 'Forget this file' }).click()
  await expect(studio.getByText('nonsense.csv')).toHaveCount(0)
})
