import type { StructureFacts } from './structure-facts'

const format = 'debug/pe-format'

/** Structures of executable files. Microsoft, PE Format. */
export const imageStructures: Readonly<Record<string, StructureFacts>> = {
  IMAGE_DOS_HEADER: {
    says: 'The first bytes of every executable; they lead to the headers of Windows.',
    page: format,
    fields: { e_magic: '"MZ": 0x5A4D', e_lfanew: 'the offset of IMAGE_NT_HEADERS' },
    otherFields: 'for MS-DOS; Windows does not read it'
  },
  IMAGE_FILE_HEADER: {
    says: 'The kind of executable and how many sections it has.',
    page: 'api/winnt/ns-winnt-image_file_header',
    fields: {
      Machine: 'the kind of processor; 0x8664 is x64',
      NumberOfSections: 'how many section headers follow',
      TimeDateStamp: 'when it was linked, or a hash',
      PointerToSymbolTable: 'of old; 0',
      NumberOfSymbols: 'of old; 0',
      SizeOfOptionalHeader: 'how many bytes the optional header has',
      Characteristics: 'flags: executable, DLL, and so on'
    }
  },
  IMAGE_DATA_DIRECTORY: {
    says: 'Where a table lies in the image.',
    page: 'api/winnt/ns-winnt-image_data_directory',
    fields: { VirtualAddress: 'its offset from the base address', Size: 'how many bytes it has' }
  },
  IMAGE_OPTIONAL_HEADER64: {
    says: 'How the loader is to map a 64-bit executable.',
    page: 'api/winnt/ns-winnt-image_optional_header64',
    fields: {
      Magic: '0x20B for 64-bit executables',
      MajorLinkerVersion: 'the linker’s version',
      MinorLinkerVersion: 'the linker’s version',
      SizeOfCode: 'bytes of code',
      SizeOfInitializedData: 'bytes of data with values',
      SizeOfUninitializedData: 'bytes of data without values',
      AddressOfEntryPoint: 'the offset of the first instruction',
      BaseOfCode: 'the offset of the code',
      ImageBase: 'the address the image prefers',
      SectionAlignment: 'what addresses of sections are multiples of',
      FileAlignment: 'what offsets of sections in the file are multiples of',
      MajorOperatingSystemVersion: 'the Windows it needs',
      MinorOperatingSystemVersion: 'the Windows it needs',
      MajorImageVersion: 'its own version',
      MinorImageVersion: 'its own version',
      MajorSubsystemVersion: 'the Windows it needs',
      MinorSubsystemVersion: 'the Windows it needs',
      Win32VersionValue: 'not used; 0',
      SizeOfImage: 'how many bytes it takes in memory',
      SizeOfHeaders: 'how many bytes the headers have in the file',
      CheckSum: 'a checksum, for drivers',
      Subsystem: 'window or console',
      DllCharacteristics: 'flags: address space randomisation, no execution of data',
      SizeOfStackReserve: 'how much stack is reserved',
      SizeOfStackCommit: 'how much of it is committed at the start',
      SizeOfHeapReserve: 'how much of the process heap is reserved',
      SizeOfHeapCommit: 'how much of it is committed at the start',
      LoaderFlags: 'not used',
      NumberOfRvaAndSizes: 'how many data directories follow',
      DataDirectory: 'where exports, imports and other tables lie'
    }
  },
  IMAGE_NT_HEADERS64: {
    says: 'The headers of an executable.',
    page: 'api/winnt/ns-winnt-image_nt_headers64',
    fields: {
      Signature: '"PE" and two zeros: 0x00004550',
      FileHeader: 'the kind of executable',
      OptionalHeader: 'how the loader is to map it'
    }
  },
  IMAGE_SECTION_HEADER: {
    says: 'One part of an executable: where it lies in the file and in memory.',
    page: 'api/winnt/ns-winnt-image_section_header',
    fields: {
      Name: 'its name, of at most 8 characters',
      Misc: 'its size',
      'Misc.PhysicalAddress': 'of object files',
      'Misc.VirtualSize': 'how many bytes it has in memory',
      VirtualAddress: 'its offset from the base address',
      SizeOfRawData: 'how many bytes it has in the file',
      PointerToRawData: 'its offset in the file',
      PointerToRelocations: 'of object files',
      PointerToLinenumbers: 'of old; 0',
      NumberOfRelocations: 'of object files',
      NumberOfLinenumbers: 'of old; 0',
      Characteristics: 'flags: code or data, readable, writable, executable'
    }
  },
  IMAGE_EXPORT_DIRECTORY: {
    says: 'What a DLL exports.',
    page: format,
    fields: {
      Characteristics: 'not used; 0',
      TimeDateStamp: 'when it was made',
      MajorVersion: 'its version',
      MinorVersion: 'its version',
      Name: 'the offset of the DLL’s name',
      Base: 'the first ordinal',
      NumberOfFunctions: 'how many addresses there are',
      NumberOfNames: 'how many names there are',
      AddressOfFunctions: 'the offset of the addresses',
      AddressOfNames: 'the offset of the names',
      AddressOfNameOrdinals: 'the offset of the table from names to addresses'
    }
  },
  IMAGE_IMPORT_DESCRIPTOR: {
    says: 'What an executable imports from one DLL.',
    page: format,
    fields: {
      Characteristics: '0 in the last one',
      OriginalFirstThunk: 'the offset of the names',
      TimeDateStamp: 'whether the addresses are bound',
      ForwarderChain: 'of old',
      Name: 'the offset of the DLL’s name',
      FirstThunk: 'the offset of the addresses that the loader fills in'
    }
  },
  IMAGE_THUNK_DATA64: {
    says: 'One imported function: its name or number in the file, its address once loaded.',
    page: format,
    fields: {
      u1: 'one of these',
      'u1.ForwarderString': 'the offset of a forwarder’s name',
      'u1.Function': 'the address, once loaded; 0 in the last one',
      'u1.Ordinal': 'the number, with the highest bit set',
      'u1.AddressOfData': 'the offset of IMAGE_IMPORT_BY_NAME'
    }
  },
  IMAGE_IMPORT_BY_NAME: {
    says: 'The name of an imported function.',
    page: format,
    fields: { Hint: 'where it probably stands in the DLL’s table of names', Name: 'the name, ended by 0' }
  },
  IMAGE_BASE_RELOCATION: {
    says: 'The head of the relocations of one page; words of 4 bits type and 12 bits offset follow.',
    page: format,
    fields: {
      VirtualAddress: 'the page’s offset from the base address',
      SizeOfBlock: 'bytes, this head included'
    }
  }
}
