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
  }
})
