import { defineConfig } from '@playwright/test'
import { findBrowser } from './test/e2e/support/browser.ts'

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // The studio computes on the same cores that the browser draws on.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Without pictures of every frame, which cost more than the tests themselves.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: await findBrowser(),
  },
})
