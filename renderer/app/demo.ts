import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'

// A page for looking at the bench without an engine: demo.html?processes=2&windows=no
const wishes = new URLSearchParams(location.search)
replaceDoor(
  new ScriptedDoor(
    demoScript({ twoProcesses: wishes.get('processes') === '2', windows: wishes.get('windows') !== 'no' })
  )
)
await import('./main')
