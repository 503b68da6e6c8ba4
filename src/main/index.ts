import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, session, shell, utilityProcess } from 'electron'
import { AppLife } from './desktop/app-life.ts'
import { createAppProtocol } from './desktop/app-protocol.ts'
import { guardContents, guardSession } from './desktop/guards.ts'
import { menuTemplate } from './desktop/menu.ts'
import { findPlainNode } from './desktop/plain-node.ts'
import { appOrigin, appScheme } from './desktop/security.ts'
import { StudioKeeper } from './desktop/studio-keeper.ts'
import { UtilityWorkerHost } from './desktop/utility-worker-host.ts'
import { openWindow, showWindow } from './desktop/window.ts'
import { makeWindowDirectory } from './desktop/window-directory.ts'
import { answerPage } from './desktop/window-port.ts'
import { chooseDataDirectory } from './serve/data-directory.ts'
import { openHost } from './serve/open-host.ts'
import { version } from './serve/version.ts'

/** The desktop app: the same studio as everywhere, in a window. Decisions are in `desktop/`, tested without Electron. */

const installation = join(import.meta.dirname, '..', '..')
const rendererDirectory = join(installation, 'out', 'renderer')
const developmentAddress = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const ownOrigin = developmentAddress === undefined ? appOrigin : new URL(developmentAddress).origin
// The terminal that the app was started from may be closed before it.
process.stderr.on('error', () => {})
const log = (line: string) => process.stderr.write(`${line}\n`)
const dataDirectory = chooseDataDirectory(undefined, {
  platform: process.platform,
  environment: process.env,
  homeDirectory: homedir(),
})

const studio = new StudioKeeper(() =>
  openHost({
    host: 'desktop',
    dataDirectory,
    resourcesDirectory: join(installation, 'resources'),
    rendererDirectory,
    version,
    workerHost: new UtilityWorkerHost(
      join(import.meta.dirname, 'fairward-worker.js'),
      (program, parameters, options) => utilityProcess.fork(program, parameters, options),
      findPlainNode(installation, existsSync),
    ),
    log,
  }),
)

const life = new AppLife({
  close: () => studio.close(),
  hideWindows: () => {
    for (const window of BrowserWindow.getAllWindows()) window.hide()
  },
  showWindow: () => {
    for (const window of BrowserWindow.getAllWindows()) showWindow(window)
  },
  quit: () => app.quit(),
  relaunch: () => app.relaunch(),
  log,
})

async function start(): Promise<void> {
  await app.whenReady()
  const guards = {
    ownOrigin,
    openExternal: (address: string) => void shell.openExternal(address),
    downloadsDirectory: app.getPath('downloads'),
    join,
  }
  guardContents(app, guards)
  guardSession(session.defaultSession, guards)
  protocol.handle(appScheme, createAppProtocol(rendererDirectory))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, developmentAddress !== undefined)))
  await studio.current()
  if (life.isEnding) return
  ipcMain.on('fairward-connect', (event) => {
    const createChannel = () => new MessageChannelMain()
    void answerPage(event.senderFrame, { ownOrigin, studio: () => studio.current(), createChannel, log })
  })
  openWindow({
    address: developmentAddress ?? `${appOrigin}/`,
    preload: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    log,
  })
}

// Everything that has to come before Electron is ready stands here, without an await before it.
const windowDirectory = makeWindowDirectory(dataDirectory)
if (windowDirectory !== null) app.setPath('userData', windowDirectory)
app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
// A stream that fails after its window is gone must not be more than a line in the log.
process.on('unhandledRejection', (reason) => log(`Failed: ${reason instanceof Error ? reason.stack : String(reason)}`))

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => life.beforeQuit(event))
  app.on('second-instance', () => life.startedAgain())
  start().catch((error: unknown) => {
    if (life.isEnding) return
    dialog.showErrorBox('Fairward could not start', error instanceof Error ? error.message : String(error))
    app.exit(1)
  })
} else app.quit()
