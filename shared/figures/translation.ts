import type { FigureGroup } from './figure'

const walk = 'x64 virtual address translation'
const pteCommand = '/windows-hardware/drivers/debuggercmds/-pte'
const vadCommand = '/windows-hardware/drivers/debuggercmds/-vad'
const sections = 'Section objects'

/** How an address is translated, and what stands behind it. */
export const translationFigures = {
  title: 'Translation, VADs and sections',
  figures: {
    'virtual-address': {
      name: 'Virtual address',
      says: 'What a pointer holds: four table indices of 9 bits and an offset of 12, of which each process makes its own sense.',
      unit: 'address',
      by: 'documented',
      page: 'memory/virtual-address-space'
    },
    'physical-address': {
      name: 'Physical address',
      says: 'Where the byte is in RAM; a program never sees it.',
      formula: 'Physical address = PFN × 4,096 + the address’s lowest 12 bits.',
      unit: 'address',
      by: 'kernel',
      book: walk
    },
    canonical: {
      name: 'Canonical',
      says: 'Bits 48 to 63 of the address repeat bit 47; the processor refuses every other address before it looks into a table.',
      by: 'documented',
      page: 'memory/memory-limits-for-windows-releases'
    },
    'page-number': {
      name: 'Page number (VPN)',
      says: 'The number of a virtual page; the debugger’s !vad shows these where one expects addresses.',
      formula: 'Page number = address ÷ 4,096.',
      unit: 'page number',
      by: 'documented',
      page: vadCommand
    },
    offset: {
      name: 'Offset in the page',
      says: 'The lowest 12 bits of an address: they go into the physical address unchanged.',
      unit: 'count',
      by: 'documented',
      page: pteCommand
    },
    cr3: {
      name: 'CR3',
      says: 'The processor’s register with the frame of the running process’s highest table (PML4); Windows reloads it when another process runs.',
      unit: 'frame number',
      by: 'kernel',
      book: walk
    },
    pxe: {
      name: 'PXE',
      says: 'An entry of the highest table (PML4), chosen by bits 39 to 47: it leads to a table of PPEs, for 512 GiB of addresses.',
      by: 'kernel',
      page: pteCommand
    },
    ppe: {
      name: 'PPE',
      says: 'An entry of the second table (PDPT), chosen by bits 30 to 38: it leads to a table of PDEs, for 1 GiB of addresses.',
      by: 'kernel',
      page: pteCommand
    },
    pde: {
      name: 'PDE',
      says: 'An entry of the third table (PD), chosen by bits 21 to 29: it leads to a page table, or maps 2 MiB at once.',
      by: 'kernel',
      page: pteCommand
    },
    pte: {
      name: 'PTE',
      says: 'An entry of a page table, chosen by bits 12 to 20: it names the page’s frame, or says in Windows’ own words where the page is.',
      by: 'kernel',
      page: pteCommand
    },
    'page-table': {
      name: 'Page table',
      says: 'A page with 512 entries of 8 bytes; a process has those tables only that its allocations needed so far.',
      by: 'kernel',
      book: walk
    },
    'pte-letters': {
      name: 'Letters of a PTE',
      says: 'The bits of a valid entry as WinDbg’s !pte writes them: C copy on write, G global, L large, D dirty, A accessed, N not cached, T write-through, U/K user or kernel, W/R, E executable, V valid.',
      by: 'kernel',
      page: pteCommand
    },
    'pte-hardware': {
      name: 'Hardware PTE',
      says: 'An entry with bit 0 set: the processor reads it by itself and finds the frame.',
      by: 'kernel',
      book: walk
    },
    'pte-software': {
      name: 'Software PTE',
      says: 'An entry with bit 0 clear: the processor raises a page fault, and Windows reads the rest as a note to itself.',
      by: 'kernel',
      book: 'Invalid PTEs'
    },
    touch: {
      name: 'What a touch would do',
      says: 'What a read, a write or an execution of the address would meet now: nothing, a page fault of a certain kind, a guard, or an access violation.',
      by: 'kernel',
      book: 'Page faults'
    },
    vad: {
      name: 'VAD',
      says: 'Virtual Address Descriptor: Windows’ record of one allocation or view; those of a process form a balanced tree.',
      by: 'kernel',
      page: vadCommand
    },
    'vad-commit': {
      name: 'Commit (of a VAD)',
      says: 'The pages charged for this allocation: its committed private pages, or those of a view that may be copied.',
      unit: 'pages',
      by: 'kernel',
      page: vadCommand
    },
    'vad-level': {
      name: 'Level (of a VAD)',
      says: 'How many steps it takes from the root of the tree to this VAD.',
      unit: 'count',
      by: 'kernel',
      page: vadCommand
    },
    section: {
      name: 'Section',
      says: 'The object that CreateFileMapping makes: memory that several views, also of several processes, can show.',
      by: 'documented',
      page: 'memory/file-mapping'
    },
    view: {
      name: 'View',
      says: 'A range of addresses of a process that shows a part of a section; what MapViewOfFile makes.',
      by: 'documented',
      page: 'memory/creating-a-file-view'
    },
    'control-area': {
      name: 'Control area',
      says: 'Windows’ record of what sections and views of the same thing share: its pages, its file, and who uses it.',
      by: 'kernel',
      book: sections
    },
    subsection: {
      name: 'Subsection',
      says: 'A part of a control area with one protection and one stretch of the file: an image has one for its headers and one for each PE section.',
      by: 'kernel',
      book: sections
    },
    'prototype-pte': {
      name: 'Prototype PTE',
      says: 'The section’s own entry for a page: all views ask it where the page is, so that they all find the same frame.',
      by: 'kernel',
      book: 'Prototype PTEs'
    },
    'section-handles': {
      name: 'Handles (of a section)',
      says: 'Open handles to the section; it goes when the last handle and the last view are gone.',
      unit: 'count',
      by: 'kernel',
      page: 'memory/closing-a-file-mapping-object'
    }
  }
} as const satisfies FigureGroup
