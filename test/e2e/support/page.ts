import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './fixtures.ts'

/** Goes to a section by the links on the left. */
export const openSection = (studio: Page, section: string) =>
  studio.getByRole('navigation').getByRole('link', { name: section }).click()

/** What is shown has no barrier in light and dark; without motion, since colours that fade in would be measured half-way. */
export async function expectAccessibleLightAndDark(studio: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await studio.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(studio.locator(`html[data-theme=${colorScheme}]`)).toHaveCount(1)
    await expectAccessible(studio, colorScheme === 'dark' ? { only: 'colours' } : {})
  }
}

/** Nothing of the page needs scrolling sideways, in a narrow window and in a wide one. */
export async function expectWithinWindow(studio: Page): Promise<void> {
  for (const width of [1024, 1440]) {
    await studio.setViewportSize({ width, height: 768 })
    const excess = await studio.evaluate(() => {
      const page = document.querySelector('main')?.lastElementChild
      return page ? page.scrollWidth - page.clientWidth : 0
    })
    expect(excess, `pixels that do not fit at a width of ${width}`).toBeLessThanOrEqual(0)
  }
}
