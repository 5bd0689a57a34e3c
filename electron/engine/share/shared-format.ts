import { createHash } from 'node:crypto'

/** How a link to a program begins; the version and a line follow. */
export const linkBeginning = 'vadlab://program/'

/** What the field `format` of a file says. */
export const fileFormat = 'VadLab shared program'

/** Bytes before what is packed: how many that are, and the beginning of their SHA-256. 16 characters of base64. */
const lengthBytes = 4
const digestBytes = 8
export const headBytes = lengthBytes + digestBytes

/** The most that is packed, and the most that it may unpack to: a small link must not unfold to gigabytes. */
export const mostPacked = 2_200_000
export const mostUnpacked = 8_000_000

/**
 * What programs of the lab and their descriptions have in common, so that links of small programs are short. It is part
 * of the format: another text is another version.
 */
export const dictionary = Buffer.from(
  `SetProcessWorkingSetSize(GetCurrentProcess(), UnmapViewOfFile(MapViewOfFile(CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, FILE_MAP_ALL_ACCESS CloseHandle(HeapAlloc(GetProcessHeap(), GetLastError() == ERROR_INVALID_ADDRESS ERROR_NOACCESS LPVOID SIZE_T DWORD char int unsigned void for (int i = 0; i < sizeof(if (else return NULL;\\n    while (1) {\\n    }\\n#include <stdlib.h>\\n#include <string.h>\\nprobe_read(probe_write(lab_switch_to(lab_fetch(lab_post(void process_b(void)\\n{\\nMEM_RELEASE);\\n    MEM_DECOMMIT MEM_RESET MEM_TOP_DOWN PAGE_NOACCESS PAGE_READONLY PAGE_EXECUTE_READ PAGE_EXECUTE_READWRITE PAGE_WRITECOPY PAGE_GUARD MEM_COMMIT, PAGE_READWRITE);\\n    MEMORY_BASIC_INFORMATION info;\\n    VirtualQuery(p, &info, sizeof(info));\\n    DWORD old;\\n    VirtualProtect(p, 0x1000, PAGE_READONLY, &old);\\n    CHECK_EQ(info.State, MEM_COMMIT);\\n    CHECK(VirtualFree(p, 0, MEM_RELEASE));\\n    printf("%p\\\\n", p);\\n    CHECK(p != NULL);\\n    BYTE *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);\\n    return 0;\\n}\\n#include <windows.h>\\n#include <stdio.h>\\n#include \\"lab.h\\"\\n\\nint main(void)\\n{\\n    {"name":"program.c","machines":"windows","machines":"simulator","machines":"both","machine":{"seed":1,"randomise":true,"ram":8589934592,"pageFile":4294967296,"commitLimit":null,"largePagePrivilege":false,"clusterPages":8},"insist":false,"step":null,"way":[{"how":"continue","times":1},{"how":"line","times":1,"line":{"how":"into","times":{"how":"over","times":1,"breakpoints":[{"line":1,"condition":null}]}],"place":{"process":"A","address":,"extent":"region"},"place":null,"view":"translation","view":"bench","program":"`,
  'latin1'
)

/** The beginning of the SHA-256 of what is packed. */
export function digestOf(packed: Buffer): Buffer {
  return createHash('sha256').update(packed).digest().subarray(0, digestBytes)
}

/** How many characters of base64 without padding a number of bytes takes. */
export const charactersFor = (bytes: number): number => Math.ceil((bytes * 4) / 3)
