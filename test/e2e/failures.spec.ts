import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectAccessible, test } from './support/fixtures.ts'
import { startStudioServer } from './support/studio-server.ts'

const preset = () =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/scenarios/urban.json'), 'utf8')) as Record<string, unknown>

test('a scenario that cannot be used is refused with the field and what is allowed', async ({ studio }) => {
  const cards = studio.getByRole('article')
  await expect(cards.first()).toBeVisible()
  const before = await cards.count()
  const give = (name: string, text: string) =>
    studio.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })

  await give('broken.json', JSON.stringify({ ...preset(), resources: { careSpaces: -3, cliniciansByHour: [] } }))
  const refusal = studio.getByRole('alert')
  await expect(refusal).toContainText('broken.json was not imported')
  await expect(refusal).toContainText('resources.careSpaces')
  await expectAccessible(studio)

  await give('text.json', 'not a scenario')
  await expect(refusal).toContainText('text.json was not imported')
  await studio.getByRole('button', { name: 'Dismiss' }).click()
  await expect(refusal).toHaveCount(0)
  await expect(cards).toHaveCount(before)
})

test('a number that is not possible has its sentence beside the field and is not saved', async ({ studio }) => {
  await studio.getByRole('article').filter({ hasText: 'Rural hospital' }).getByRole('button', { name: 'Duplicate' }).click()
  await studio.getByRole('tab', { name: 'Resources' }).click()
  const spaces = studio.getByRole('textbox', { name: 'Care spaces' })
  await spaces.fill('0')
  await spaces.press('Tab')
  await expect(spaces).toHaveAttribute('aria-invalid', 'true')
  await expect(studio.getByText(/1 field to correct/)).toBeVisible()
  await studio.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(studio.getByText(/Version 1/)).toBeVisible()
  await expect(spaces).toBeVisible()
})

test('a damaged data folder is named, with what to do, and left as it is', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'fairward-damaged-'))
  const database = join(folder, 'fairward.db')
  const damaged = 'this is no database. '.repeat(200)
  writeFileSync(database, damaged)
  const server = await startStudioServer(folder)
  try {
    await page.goto(server.entrance)
    await expect(page.getByRole('heading', { name: 'The data folder is damaged' })).toBeVisible()
    await expect(page.getByRole('alert')).toContainText(folder)
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    await expectAccessible(page)
    expect(readFileSync(database, 'utf8')).toBe(damaged)
  } finally {
    await server.stop()
  }
})

test('a lost connection is told of once, in plain words', async ({ page }) => {
  const server = await startStudioServer(mkdtempSync(join(tmpdir(), 'fairward-lost-')))
  try {
    await page.goto(server.entrance)
    await expect(page.getByRole('article').first()).toBeVisible()
    await page.getByRole('link', { name: 'Live', exact: true }).click()
    await expect(page.getByRole('figure', { name: 'The department now' })).toBeVisible()
  } finally {
    await server.stop()
  }
  await expect(page.getByText('Connection to the studio lost.')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(1)
  await expectAccessible(page)
})
