import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, ipcMain, Menu, MessageChannelMain, protocol, session, shell, utilityProcess } from 'electron'
import { createAppProtocol } from './desktop/app-protocol.ts'
import { guardContents, guardSession } from './desktop/guards.ts'
import { menuTemplate } from './desktop/menu.ts'
import { appOrigin, appScheme, isOwnFrame } from './desktop/security.ts'
import { connectPort } from './desktop/studio-port.ts'
import { UtilityWorkerHost } from './desktop/utility-worker-host.ts'
import { openWindow } from './desktop/window.ts'
import { chooseDataDirectory } from './serve/data-directory.ts'
import { type OpenStudio, openHost } from './serve/open-host.ts'
import { version } from './serve/version.ts'

/** The desktop app: the same studio as everywhere, in a window. Decisions are in `desktop/`, tested without Electron. */

const installation = join(import.meta.dirname, '..', '..')
const rendererDirectory = join(installation, 'out', 'renderer')
const developmentAddress = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const ownOrigin = developmentAddress === undefined ? appOrigin : new URL(developmentAddress).origin
const pageAddress = developmentAddress ?? `${appOrigin}/`
const log = (line: string) => process.stderr.write(`${line}\n`)

protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

let studio: OpenStudio | null = null

function openStudio(): Promise<OpenStudio> {
  return openHost({
    host: 'desktop',
    dataDirectory: chooseDataDirectory(undefined, {
      platform: process.platform,
      environment: process.env,
      homeDirectory: homedir(),
    }),
    resourcesDirectory: join(installation, 'resources'),
    rendererDirectory,
    version,
    workerHost: new UtilityWorkerHost(join(import.meta.dirname, 'fairward-worker.js'), (program, parameters, options) =>
      utilityProcess.fork(program, parameters, options),
    ),
    log,
  })
}

function giveWindowsTheirPorts(opened: OpenStudio): void {
  ipcMain.on('fairward-connect', (event) => {
    if (!isOwnFrame(event.senderFrame, ownOrigin)) return
    const { port1, port2 } = new MessageChannelMain()
    connectPort(port1, opened).catch((error: unknown) => log(`A window could not be connected: ${String(error)}`))
    event.senderFrame?.postMessage('fairward-port', null, [port2])
  })
}

function openMainWindow(): void {
  const window = openWindow(pageAddress, join(import.meta.dirname, '..', 'preload', 'index.cjs'))
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
}

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
  studio = await openStudio()
  giveWindowsTheirPorts(studio)
  openMainWindow()
}

/** Jobs end with a checkpoint before the app does. */
function quitInOrder(): void {
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (studio === null) return
    event.preventDefault()
    const closing = studio
    studio = null
    closing
      .close()
      .catch((error: unknown) => log(`Closing failed: ${String(error)}`))
      .finally(() => app.quit())
  })
}

// A named data folder is a studio of its own, with a window and settings of its own beside another one.
if (process.env.FAIRWARD_HOME) app.setPath('userData', join(process.env.FAIRWARD_HOME, 'window'))

if (app.requestSingleInstanceLock()) {
  quitInOrder()
  start().catch((error: unknown) => {
    dialog.showErrorBox('Fairward could not start', error instanceof Error ? error.message : String(error))
    app.exit(1)
  })
} else app.quit()
