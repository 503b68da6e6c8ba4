import type { MenuItemConstructorOptions } from 'electron'

/** The menu: what a system expects of any app, so that copying, zooming and leaving work by keyboard. */
export function menuTemplate(platform: NodeJS.Platform, development: boolean): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: development ? [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }, ...view] : view,
    },
    { role: 'windowMenu' },
  ]
}
