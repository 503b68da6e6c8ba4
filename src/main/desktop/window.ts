import { BrowserWindow } from 'electron'

/** A page that crashes is loaded again, but not for ever. */
const reloadsAllowed = 3

/** Opens the studio's window. */
export function openWindow(address: string, preload: string): BrowserWindow {
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
  let reloads = 0
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || reloads >= reloadsAllowed) return
    reloads += 1
    window.webContents.reload()
  })
  void window.loadURL(address)
  return window
}
