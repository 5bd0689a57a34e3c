import type { HandleTable, ShownHandle, ShownObjectName } from '../../../shared/contract/memory-machine'
import type { KernelObject } from '../objects'
import { find } from '../persistent-tree'
import type { ProcessState } from '../process-state'
import type { ObservedMachine } from './observed-machine'

const mostNames = 1000

/** The handle table of a process, and the names of objects. */
export function handleTable(
  machine: ObservedMachine,
  process: ProcessState,
  offset: number,
  count: number
): HandleTable {
  const handles: ShownHandle[] = []
  let seen = 0
  const walk = (node: typeof process.handles): void => {
    if (node === null) return
    walk(node.left)
    const index = seen++
    if (index >= offset && index < offset + count) {
      const object = find(machine.snapshot.system.objects, node.value.object)
      if (object) handles.push(shown(machine, process, node.key, node.value.access, object))
    }
    walk(node.right)
  }
  walk(process.handles)
  const names: ShownObjectName[] = []
  for (const [name, id] of machine.snapshot.system.names) {
    if (names.length === mostNames) break
    const object = find(machine.snapshot.system.objects, id)
    if (object) names.push({ name, kind: object.kind, object: id, handles: object.handles })
  }
  return { offset, total: seen, handles, names }
}

function shown(
  machine: ObservedMachine,
  process: ProcessState,
  handle: number,
  access: number,
  object: KernelObject
): ShownHandle {
  return {
    process: process.letter,
    handle,
    kind: object.kind,
    access,
    object: object.id,
    objectHandles: object.handles,
    name: nameOf(machine, object),
    says: sentence(object)
  }
}

function nameOf(machine: ObservedMachine, object: KernelObject): string {
  switch (object.kind) {
    case 'process':
      return `process ${object.letter}`
    case 'thread':
      return `thread ${object.threadId} of process ${object.letter}`
    case 'token':
      return `token of process ${object.letter}`
    case 'file':
      return machine.file(object.file)?.path ?? ''
    default:
      return object.name ?? ''
  }
}

function sentence(object: KernelObject): string {
  switch (object.kind) {
    case 'process':
      return `Process id ${object.processId}.`
    case 'thread':
      return object.exitCode === null
        ? object.suspendCount > 0
          ? `Suspended ${object.suspendCount} times.`
          : 'Alive.'
        : `Ended with exit code ${object.exitCode}.`
    case 'section':
      return `${object.size} bytes, control area ${object.controlArea}.`
    case 'file':
      return `Position ${object.position}.`
    case 'event':
      return `${object.manualReset ? 'Manual reset' : 'Auto reset'}, ${object.signalled ? 'signalled' : 'not signalled'}.`
    case 'mutex':
      return object.owner === 0
        ? 'Owned by nobody.'
        : `Owned by thread ${object.owner}, ${object.recursion} times.`
    case 'token':
      return 'The privileges of a process.'
    case 'semaphore':
      return `Count ${object.count} of ${object.maximum}.`
  }
}
