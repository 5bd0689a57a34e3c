import { contextBridge, ipcRenderer } from 'electron'
import { createDoor } from '../../shared/contract/client'

/** The page's only way out of its sandbox: lines of text, on one channel each way. */
const door = createDoor({
  send: (text) => ipcRenderer.send('vadlab/line', text),
  listen: (listener) => {
    const hear = (_event: unknown, text: string): void => listener(text)
    ipcRenderer.on('vadlab/line', hear)
    return () => {
      ipcRenderer.off('vadlab/line', hear)
    }
  }
})

ipcRenderer.send('vadlab/open')
contextBridge.exposeInMainWorld('vadlab', { call: door.call, subscribe: door.subscribe })
