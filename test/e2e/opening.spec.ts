import { expect, expectAccessible, test } from './support/fixtures.ts'

test('the studio opens from the address that serve prints', async ({ studio }) => {
  await expect(studio).toHaveTitle(/Fairward/)
  await expect(studio.getByRole('navigation').first()).toBeVisible()
  expect(studio.url(), 'the token is taken out of the address').not.toContain('token')
  await expect(studio.getByText('City hospital', { exact: true }).first()).toBeVisible()
  await expectAccessible(studio)
})

test('the studio stays open after a reload, by its session', async ({ studio }) => {
  await expect(studio.getByText('City hospital', { exact: true }).first()).toBeVisible()
  await studio.reload()
  await expect(studio.getByText('City hospital', { exact: true }).first()).toBeVisible()
})

test('an address with a wrong token gets no data', async ({ page, server }) => {
  await page.goto(server.entrance.replace(/token=.*/, 'token=wrong'))
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByText('City hospital', { exact: true })).toHaveCount(0)
})
