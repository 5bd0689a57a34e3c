import type { moduleRules } from './module-rules'
import { INVALID_HANDLE, testRules } from '../testing/rule-cases'
import { k } from '../testing/machine'

const SELF = INVALID_HANDLE

testRules<typeof moduleRules>('modules', {
  'module-is-loaded-already': {
    states: 'GetModuleHandle finds modules that are loaded, and loads none',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_MOD_NOT_FOUND, 'GetModuleHandleA', machine.text('nowhere.dll'))
      machine.call('GetModuleHandleA', machine.text('KERNEL32'))
    }
  },
  'module-handle-is-of-this-process': {
    states: 'A module handle leads to a module of this process',
    shown: (machine) => {
      const name = machine.text('VirtualAlloc')
      machine.refuses(0, k.ERROR_MOD_NOT_FOUND, 'GetProcAddress', 0xdeadbeef, name)
      const room = machine.scratch(260)
      machine.refuses(0, k.ERROR_MOD_NOT_FOUND, 'GetModuleFileNameA', 0xdeadbeef, room, 260)
    }
  },
  'module-is-of-that-process': {
    states: 'GetModuleInformation tells of modules of the process that was named',
    shown: (machine) => {
      const record = machine.scratch()
      machine.refuses(0, k.ERROR_INVALID_HANDLE, 'GetModuleInformation', SELF, 0x12340000, record, 24)
    }
  },
  'export-has-that-name': {
    states: 'GetProcAddress finds what the module exports, letter for letter',
    shown: (machine) => {
      const kernel32 = machine.call('GetModuleHandleA', machine.text('kernel32.dll'))
      for (const name of ['virtualalloc', 'NoSuchFunction'])
        machine.refuses(0, k.ERROR_PROC_NOT_FOUND, 'GetProcAddress', kernel32, machine.text(name))
      machine.call('GetProcAddress', kernel32, machine.text('VirtualAlloc'))
    }
  },
  'module-path-fits-the-buffer': {
    states: 'GetModuleFileName cuts a path off that does not fit, and says so',
    shown: (machine) => {
      const room = machine.scratch(16)
      machine.refuses(4, k.ERROR_INSUFFICIENT_BUFFER, 'GetModuleFileNameA', 0, room, 4)
      const cut = new TextDecoder().decode(machine.process.read(room, 4))
      if (cut !== 'C:\\\0') throw new Error(`The path was cut to ${JSON.stringify(cut)}.`)
    }
  },
  'module-information-needs-a-whole-record': {
    states: 'GetModuleInformation wants room for a whole MODULEINFO',
    shown: (machine) => {
      const record = machine.scratch()
      machine.refuses(0, k.ERROR_INSUFFICIENT_BUFFER, 'GetModuleInformation', SELF, 0, record, 23)
      machine.call('GetModuleInformation', SELF, 0, record, 24)
    }
  },
  'mapped-file-name-needs-a-mapped-file': {
    states: 'GetMappedFileName wants an address where a file is mapped',
    shown: (machine) => {
      const room = machine.scratch(260)
      const base = machine.alloc(0x1000)
      machine.refuses(0, k.ERROR_UNEXP_NET_ERR, 'GetMappedFileNameA', SELF, base, room, 260)
      machine.call('GetMappedFileNameA', SELF, machine.fileView(), room, 260)
    }
  },
  'library-is-found': {
    states: "A library is found beside the program or in the system's folder",
    shown: (machine) => {
      machine.refuses(0, k.ERROR_MOD_NOT_FOUND, 'LoadLibraryA', machine.text('nowhere.dll'))
    }
  },
  'freed-module-is-loaded': {
    states: 'FreeLibrary frees what is loaded',
    shown: (machine) => machine.refuses(0, k.ERROR_MOD_NOT_FOUND, 'FreeLibrary', 0x12340000)
  },
  'mapped-file-name-needs-room': {
    states: 'GetMappedFileName wants room for the name',
    shown: (machine) => {
      const args = [SELF, machine.fileView(), machine.scratch(260)] as const
      machine.refuses(0, k.ERROR_INSUFFICIENT_BUFFER, 'GetMappedFileNameA', ...args, 0)
      machine.call('GetMappedFileNameA', ...args, 260)
    }
  },
  'module-handle-needs-a-place': {
    states: 'GetModuleHandleEx wants a variable for the handle',
    shown: (machine) => {
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'GetModuleHandleExA', 0, machine.text('kernel32'), 0)
      machine.call('GetModuleHandleExA', 0, machine.text('kernel32'), machine.scratch())
    }
  },
  'module-flags-do-not-contradict': {
    states: 'GetModuleHandleEx either pins a module or leaves its count alone, and knows three flags',
    shown: (machine) => {
      const name = machine.text('kernel32')
      const both = k.GET_MODULE_HANDLE_EX_FLAG_PIN | k.GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT
      for (const flags of [both, 8]) {
        const handle = machine.words(1)
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'GetModuleHandleExA', flags, name, handle)
        if (machine.process.load(handle, 8) !== 0) throw new Error('The handle was not set to NULL.')
      }
    }
  },
  'module-name-needs-room': {
    states: 'GetModuleBaseName and GetModuleFileNameEx want room for a character at least',
    shown: (machine) => {
      for (const name of ['GetModuleBaseNameA', 'GetModuleFileNameExA'])
        machine.refuses(0, k.ERROR_INVALID_PARAMETER, name, SELF, 0, machine.scratch(), 0)
      machine.call('GetModuleBaseNameA', SELF, 0, machine.scratch(260), 260)
    }
  },
  'image-path-fits-the-buffer': {
    states: 'The path of a process is told as a whole, or not at all',
    shown: (machine) => {
      const room = machine.scratch(260)
      machine.refuses(0, k.ERROR_INSUFFICIENT_BUFFER, 'GetProcessImageFileNameA', SELF, room, 4)
      const args = [SELF, 0, room] as const
      machine.refuses(0, k.ERROR_INSUFFICIENT_BUFFER, 'QueryFullProcessImageNameA', ...args, machine.words(4))
      machine.call('QueryFullProcessImageNameA', ...args, machine.words(260))
    }
  },
  'image-name-flags-are-known': {
    states: 'QueryFullProcessImageName knows one flag, PROCESS_NAME_NATIVE',
    shown: (machine) => {
      const args = [machine.scratch(260), machine.words(260)] as const
      machine.refuses(0, k.ERROR_INVALID_PARAMETER, 'QueryFullProcessImageNameA', SELF, 2, ...args)
      machine.call('QueryFullProcessImageNameA', SELF, 1, ...args)
    }
  }
})
