import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { type StudioServer, startStudioServer } from './studio-server.ts'

interface TestFixtures {
  /** A page in which the studio is open. Errors on its console fail the test. */
  studio: Page
}
interface WorkerFixtures {
  server: StudioServer
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from this pattern
    async ({}, use) => {
      const server = await startStudioServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  studio: async ({ page, server }, use) => {
    const errors: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(server.entrance)
    await use(page)
    expect(errors, 'errors on the console of the page').toEqual([])
  },
})

/**
 * Fails where the page, as it is shown now, has a serious barrier for people with disabilities. `colours` looks at contrast only: what
 * another theme can change.
 */
export async function expectAccessible(page: Page, { only }: { only?: 'colours' } = {}): Promise<void> {
  const axe = new AxeBuilder({ page })
  if (only === 'colours') axe.withRules(['color-contrast'])
  else axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const { violations } = await axe.analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ target, any }) => `${target.join(' ')}: ${any.map(({ message }) => message).join(', ')}`),
    }))
  expect(serious, 'serious accessibility findings').toEqual([])
}

export { expect }
