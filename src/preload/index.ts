import { contextBridge, ipcRenderer } from 'electron'

// All a page gets is a message port to the studio, never Electron itself.
contextBridge.exposeInMainWorld('fairwardDesktop', {
  connect: () => ipcRenderer.send('fairward-connect'),
})

ipcRenderer.on('fairward-port', (event) => window.postMessage('fairward-port', window.location.origin, event.ports))
