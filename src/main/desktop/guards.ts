import type { App, Session, WebContents } from 'electron'
import { downloadName, externalAddress, isOwnPage, isPermissionGranted } from './security.ts'

interface Guards {
  ownOrigin: string
  openExternal(address: string): void
  downloadsDirectory: string
  join(folder: string, name: string): string
}

/** No page leaves the app, opens windows or holds foreign content, whatever it tries. */
export function guardContents(app: Pick<App, 'on'>, guards: Guards): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, guards))
}

function guardPage(contents: WebContents, { ownOrigin, openExternal }: Guards): void {
  const stayInside = (event: { preventDefault(): void; url: string }) => {
    if (!isOwnPage(event.url, ownOrigin)) event.preventDefault()
  }
  contents.on('will-navigate', stayInside)
  contents.on('will-redirect', stayInside)
  contents.on('will-frame-navigate', stayInside)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url)
    if (address !== null) openExternal(address)
    return { action: 'deny' }
  })
}

/** Permissions and downloads of the pages' session; nothing of it asks a server of anybody's. */
export function guardSession(session: Session, { ownOrigin, downloadsDirectory, join }: Guards): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isPermissionGranted(permission, details.requestingUrl, ownOrigin)),
  )
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionGranted(permission, requestingOrigin, ownOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  // Its dictionaries would come from the network.
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event, item) => {
    const name = downloadName(item.getURL(), item.getFilename(), ownOrigin)
    if (name === null) event.preventDefault()
    // Without a path set, Electron asks where to save.
    else item.setSaveDialogOptions({ defaultPath: join(downloadsDirectory, name) })
  })
}
