import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ElectronApplication, _electron as electron, expect, type Page, test } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')
const electronFolder = join(root, 'node_modules', 'electron')
const marker = join(electronFolder, 'path.txt')
const program = existsSync(marker) ? join(electronFolder, 'dist', readFileSync(marker, 'utf8').trim()) : ''
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

test.skip(
  program === '' || !existsSync(program),
  "the desktop window's program (Electron) is not installed; `npm run dev` fetches it",
)
test.skip(!hasDisplay, 'there is no display for a window; on Linux run the tests under Xvfb')

let dataDirectory: string
let app: ElectronApplication
let page: Page

test.beforeAll(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'fairward-desktop-'))
  // In a container the browser's own sandbox cannot start; the pages stay sandboxed by their preferences.
  const parameters = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox', root] : [root]
  app = await electron.launch({
    executablePath: program,
    args: parameters,
    env: { ...(process.env as Record<string, string>), FAIRWARD_HOME: dataDirectory },
  })
  page = await app.firstWindow()
})
test.afterAll(async () => {
  // The last test has closed it already, unless one before it failed.
  await app?.close().catch(() => {})
  rmSync(dataDirectory, { recursive: true, force: true })
})

test('opens the studio under its own scheme, over its port', async () => {
  await expect(page).toHaveTitle(/Fairward/)
  expect(page.url()).toMatch(/^app:\/\/fairward\//)
  await expect(page.getByText('City hospital', { exact: true }).first()).toBeVisible()
})

test('gives pages neither Node nor Electron', async () => {
  const seen = await page.evaluate(() => ['process', 'require', 'electron', 'module'].filter((name) => name in globalThis))
  expect(seen).toEqual([])
})

test('keeps pages inside the app', async () => {
  const before = page.url()
  await page.evaluate(() => {
    window.location.href = 'https://example.org/'
  })
  await page.waitForTimeout(500)
  expect(page.url()).toBe(before)
  const windows = app.windows().length
  await page.evaluate(() => {
    window.open('https://example.org/')
  })
  await page.waitForTimeout(500)
  expect(app.windows()).toHaveLength(windows)
})

test('does not serve files beside its pages', async () => {
  const status = await page.evaluate(async () => (await fetch('app://fairward/..%2f..%2fpackage.json')).status)
  expect(status).toBe(404)
})

test('connects a page anew that is loaded again', async () => {
  await page.reload()
  await expect(page.getByText('City hospital', { exact: true }).first()).toBeVisible()
})

test('asks where to save what a page has made', async () => {
  await app.evaluate(({ session }) => {
    session.defaultSession.once('will-download', (event, item) => {
      Reflect.set(globalThis, 'asked', { refused: event.defaultPrevented, suggested: item.getSaveDialogOptions().defaultPath })
      item.cancel()
    })
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['%PDF']))
    link.download = 'fairness-report.pdf'
    link.click()
  })
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, 'asked')))
    .toEqual({ refused: false, suggested: expect.stringMatching(/fairness-report\.pdf$/) })
})

test('is one app per data folder', async () => {
  const isOnly = await app.evaluate(({ app: running }) => running.hasSingleInstanceLock())
  expect(isOnly).toBe(true)
})

test('runs its jobs in processes of their own, which end with it', async () => {
  await page.goto('app://fairward/#/live/urban')
  const workers = () =>
    app.evaluate(({ app: running }) =>
      running
        .getAppMetrics()
        .filter(({ name }) => name?.startsWith('fairward-worker live'))
        .map(({ pid }) => pid),
    )
  await expect.poll(workers).toHaveLength(1)
  const [worker = 0] = await workers()
  await app.close()
  expect(() => process.kill(worker, 0)).toThrow()
})
