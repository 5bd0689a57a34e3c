import type { Difference } from './differences'

/** Constants and structures that people mix up, and the difference in one line. */
export const constantDifferences: readonly Difference[] = [
  [
    'PAGE_NOACCESS',
    'state-reserved',
    'Both refuse every touch; a PAGE_NOACCESS page is committed and keeps its contents.'
  ],
  ['PAGE_NOACCESS', 'PAGE_GUARD', 'PAGE_NOACCESS refuses always, PAGE_GUARD once.'],
  [
    'PAGE_READONLY',
    'PAGE_WRITECOPY',
    'A write to PAGE_READONLY is refused, to PAGE_WRITECOPY it makes a copy.'
  ],
  [
    'PAGE_READWRITE',
    'PAGE_WRITECOPY',
    'PAGE_READWRITE writes the page itself, PAGE_WRITECOPY a private copy of it.'
  ],
  ['PAGE_READWRITE', 'PAGE_READONLY', 'PAGE_READONLY refuses writes.'],
  ['PAGE_EXECUTE', 'PAGE_EXECUTE_READ', 'On x64 both can be read and executed.'],
  [
    'PAGE_EXECUTE_READ',
    'PAGE_EXECUTE_READWRITE',
    'PAGE_EXECUTE_READWRITE can be written while it is executed, which most programs never need.'
  ],
  [
    'PAGE_EXECUTE_READWRITE',
    'PAGE_READWRITE',
    'PAGE_READWRITE cannot be executed: data execution prevention refuses it.'
  ],
  [
    'PAGE_EXECUTE_READWRITE',
    'PAGE_EXECUTE_WRITECOPY',
    'A page of an image is WRITECOPY until it is written, READWRITE once it is copied.'
  ],
  [
    'PAGE_WRITECOPY',
    'PAGE_EXECUTE_WRITECOPY',
    'PAGE_EXECUTE_WRITECOPY can be executed too; it is the AllocationProtect of images.'
  ],
  [
    'PAGE_NOCACHE',
    'PAGE_WRITECOMBINE',
    'Both keep the page out of the caches; write-combine gathers writes first.'
  ],
  [
    'PAGE_NOCACHE',
    'SEC_NOCACHE',
    'PAGE_NOCACHE is for single pages, SEC_NOCACHE for all views of a section.'
  ],
  [
    'PAGE_WRITECOMBINE',
    'SEC_WRITECOMBINE',
    'PAGE_WRITECOMBINE is for single pages, SEC_WRITECOMBINE for all views of a section.'
  ],
  [
    'PAGE_TARGETS_INVALID',
    'PAGE_TARGETS_NO_UPDATE',
    'INVALID clears the valid call targets, NO_UPDATE leaves them as they are.'
  ],
  [
    'PAGE_REVERT_TO_FILE_MAP',
    'page-copied',
    'PAGE_REVERT_TO_FILE_MAP drops the private copy and shows the section’s page again.'
  ],
  ['PAGE_ENCLAVE_THREAD_CONTROL', 'PAGE_ENCLAVE_UNVALIDATED', 'Both are for pages of enclaves only.'],
  ['MEM_COMMIT', 'MEM_RESERVE', 'MEM_RESERVE takes addresses, MEM_COMMIT gives them backing.'],
  ['MEM_RESERVE', 'MEM_FREE', 'Reserved addresses are kept from others, free ones can be had.'],
  ['MEM_COMMIT', 'state-committed', 'MEM_COMMIT asks for it, and State says so afterwards.'],
  [
    'MEM_RESERVE',
    'MEM_RESERVE_PLACEHOLDER',
    'A placeholder can be split, joined and replaced; a reservation cannot.'
  ],
  [
    'MEM_RESERVE_PLACEHOLDER',
    'MEM_REPLACE_PLACEHOLDER',
    'MEM_RESERVE_PLACEHOLDER makes the placeholder, MEM_REPLACE_PLACEHOLDER puts something in its place.'
  ],
  [
    'MEM_REPLACE_PLACEHOLDER',
    'MEM_PRESERVE_PLACEHOLDER',
    'MEM_REPLACE_PLACEHOLDER fills a placeholder, MEM_PRESERVE_PLACEHOLDER leaves one behind when what filled it is freed.'
  ],
  [
    'MEM_PRESERVE_PLACEHOLDER',
    'MEM_COALESCE_PLACEHOLDERS',
    'MEM_PRESERVE_PLACEHOLDER keeps a placeholder, MEM_COALESCE_PLACEHOLDERS joins several into one.'
  ],
  ['MEM_DECOMMIT', 'MEM_RELEASE', 'MEM_DECOMMIT leaves the addresses reserved, MEM_RELEASE gives them back.'],
  ['MEM_RESET', 'MEM_DECOMMIT', 'MEM_RESET keeps the commit, MEM_DECOMMIT gives it back.'],
  [
    'MEM_RESET',
    'MEM_RESET_UNDO',
    'MEM_RESET_UNDO takes a MEM_RESET back, while the contents are still there.'
  ],
  ['MEM_PRIVATE', 'MEM_MAPPED', 'Private memory is the process’s alone, mapped memory a section’s.'],
  [
    'MEM_MAPPED',
    'MEM_IMAGE',
    'An image is mapped as the loader lays it out, with a protection for each part.'
  ],
  ['MEM_LARGE_PAGES', 'large-page', 'MEM_LARGE_PAGES is the flag that asks for large pages.'],
  [
    'MEM_LARGE_PAGES',
    'MEM_64K_PAGES',
    'Large pages are 2 MiB and need a privilege; 64 K pages are sixteen pages in a row.'
  ],
  [
    'MEM_LARGE_PAGES',
    'MEM_4MB_PAGES',
    'MEM_4MB_PAGES is a name from processors with 4 MB pages; on x64 large pages are 2 MiB.'
  ],
  [
    'MEM_PHYSICAL',
    'MEM_RESERVE',
    'With MEM_PHYSICAL the program maps frames of its own into the reserved addresses.'
  ],
  ['MEM_TOP_DOWN', 'MEM_RESERVE', 'MEM_TOP_DOWN only says from which end the address is chosen.'],
  ['MEM_WRITE_WATCH', 'write-watch', 'MEM_WRITE_WATCH is the flag that asks for the watch.'],
  ['MEM_ROTATE', 'MEM_PHYSICAL', 'MEM_ROTATE is for views of drivers’ video memory, MEM_PHYSICAL for AWE.'],
  [
    'MEM_DIFFERENT_IMAGE_BASE_OK',
    'MEM_IMAGE',
    'MEM_IMAGE is a type that VirtualQuery tells, the flag an allocation’s wish to map an image elsewhere.'
  ],
  [
    'SEC_COMMIT',
    'SEC_RESERVE',
    'SEC_COMMIT backs all pages at once, SEC_RESERVE one by one as VirtualAlloc commits them.'
  ],
  [
    'SEC_IMAGE',
    'SEC_IMAGE_NO_EXECUTE',
    'SEC_IMAGE_NO_EXECUTE lays the image out, but no page of it can be executed.'
  ],
  ['SEC_IMAGE', 'MEM_IMAGE', 'SEC_IMAGE asks for it; the Type of its views is MEM_IMAGE.'],
  [
    'SEC_LARGE_PAGES',
    'MEM_LARGE_PAGES',
    'SEC_LARGE_PAGES is for sections, MEM_LARGE_PAGES for private memory.'
  ],
  ['SEC_LARGE_PAGES', 'SEC_64K_PAGES', 'Large pages are 2 MiB; SEC_64K_PAGES prefers runs of 64 K.'],
  ['SEC_FILE', 'SEC_PROTECTED_IMAGE', 'Only the system sets either.'],
  ['SEC_FILE', 'SEC_IMAGE', 'Both have a file behind them; an image is laid out as the loader does.'],
  [
    'SEC_PARTITION_OWNER_HANDLE',
    'section-handles',
    'SEC_PARTITION_OWNER_HANDLE is about a memory partition’s handle, not the section’s.'
  ],
  ['MEMORY_BASIC_INFORMATION', 'region', 'The structure is what VirtualQuery says of a region.'],
  ['PEB', 'TEB', 'A process has one PEB, each thread a TEB.'],
  [
    'PEB',
    'KUSER_SHARED_DATA',
    'The PEB is the process’s own; KUSER_SHARED_DATA is one page for all processes.'
  ],
  ['TEB', 'type-stack', 'The TEB knows where the thread’s stack begins and ends.']
]
