import { BrowserWindow, dialog } from 'electron'

/** A page that crashes is loaded again by itself, but not for ever. */
const reloadsAllowed = 3

interface WindowOptions {
  address: string
  preload: string
  log: (line: string) => void
}

/** Opens the studio's window. */
export function openWindow({ address, preload, log }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    name: 'studio',
    windowStatePersistence: true,
    title: 'Fairward',
    width: 1440,
    height: 900,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  loadAgainAfterCrashes(window)
  window.loadURL(address).catch((error: unknown) => {
    log(`The window's page could not be loaded: ${error instanceof Error ? error.message : String(error)}`)
    if (!window.isDestroyed()) window.show()
  })
  return window
}

/** Shows a window that may be minimised, or be gone already. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function loadAgainAfterCrashes(window: BrowserWindow): void {
  let reloads = 0
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    reloads += 1
    if (reloads > reloadsAllowed) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'error',
        title: 'Fairward',
        message: 'This window has stopped working several times.',
        detail: `What is running goes on, and nothing is lost. The system says: ${reason}.`,
        buttons: ['Open it again', 'Close it'],
        cancelId: 1,
      })
      if (window.isDestroyed()) return
      if (response === 1) return window.close()
    }
    window.webContents.reload()
  })
}
