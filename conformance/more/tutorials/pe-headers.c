// FACT: The headers of an image are in memory where it is loaded: from e_lfanew to the section table and the export directory, by which GetProcAddress' answer can be found by hand.
// SOURCE: Matt Pietrek, An In-Depth Look into the Win32 Portable Executable File Format (MSDN Magazine 2002); learn.microsoft.com, PE Format
#include <windows.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define MakePtr(cast, ptr, addValue) (cast)((DWORD_PTR)(ptr) + (DWORD_PTR)(addValue))

static PIMAGE_NT_HEADERS GetNtHeaders(HMODULE hModule)
{
    PIMAGE_DOS_HEADER dos = (PIMAGE_DOS_HEADER)hModule;
    PIMAGE_NT_HEADERS nt;
    if (dos->e_magic != IMAGE_DOS_SIGNATURE) return NULL;
    nt = MakePtr(PIMAGE_NT_HEADERS, dos, dos->e_lfanew);
    if (nt->Signature != IMAGE_NT_SIGNATURE) return NULL;
    return nt;
}

static void DumpHeaders(const char *name, HMODULE hModule)
{
    PIMAGE_NT_HEADERS nt = GetNtHeaders(hModule);
    PIMAGE_SECTION_HEADER section;
    WORD i;
    BOOL hasText = FALSE;

    if (nt == NULL) { printf("%s: no PE image\n", name); return; }
    printf("%s:\n", name);
    printf("  Signature          %.2s\n", (char *)&nt->Signature);
    printf("  Machine            %04X\n", nt->FileHeader.Machine);
    printf("  OptionalHeader     %s\n", nt->OptionalHeader.Magic == IMAGE_NT_OPTIONAL_HDR64_MAGIC ? "PE32+" : "PE32");
    printf("  SectionAlignment   0x%lX\n", nt->OptionalHeader.SectionAlignment);
    printf("  a DLL              %s\n", nt->FileHeader.Characteristics & IMAGE_FILE_DLL ? "yes" : "no");
    section = IMAGE_FIRST_SECTION(nt);
    for (i = 0; i < nt->FileHeader.NumberOfSections; i++, section++)
        if (strncmp((char *)section->Name, ".text", IMAGE_SIZEOF_SHORT_NAME) == 0) {
            hasText = TRUE;
            printf("  .text              %c%c%c\n", section->Characteristics & IMAGE_SCN_MEM_READ ? 'R' : '-',
                   section->Characteristics & IMAGE_SCN_MEM_WRITE ? 'W' : '-',
                   section->Characteristics & IMAGE_SCN_MEM_EXECUTE ? 'X' : '-');
        }
    if (!hasText) printf("  no .text\n");
}

/* GetProcAddress, by hand. Answers NULL for a forwarder: its address lies in the export directory itself. */
static FARPROC FindExport(HMODULE hModule, LPCSTR pszName, WORD *pOrdinal)
{
    PIMAGE_NT_HEADERS nt = GetNtHeaders(hModule);
    IMAGE_DATA_DIRECTORY dir = nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT];
    PIMAGE_EXPORT_DIRECTORY exports;
    PDWORD functions, names;
    PWORD ordinals;
    DWORD low = 0, high;

    if (dir.VirtualAddress == 0) return NULL;
    exports   = MakePtr(PIMAGE_EXPORT_DIRECTORY, hModule, dir.VirtualAddress);
    functions = MakePtr(PDWORD, hModule, exports->AddressOfFunctions);
    names     = MakePtr(PDWORD, hModule, exports->AddressOfNames);
    ordinals  = MakePtr(PWORD, hModule, exports->AddressOfNameOrdinals);

    /* The names are sorted. */
    high = exports->NumberOfNames;
    while (low < high) {
        DWORD mid = low + (high - low) / 2;
        int order = strcmp(pszName, MakePtr(const char *, hModule, names[mid]));
        if (order == 0) {
            DWORD rva = functions[ordinals[mid]];
            *pOrdinal = (WORD)(ordinals[mid] + exports->Base);
            if (rva >= dir.VirtualAddress && rva < dir.VirtualAddress + dir.Size) return NULL;
            return MakePtr(FARPROC, hModule, rva);
        }
        if (order < 0) high = mid;
        else low = mid + 1;
    }
    return NULL;
}

int main(void)
{
    HMODULE self = GetModuleHandle(NULL), kernel32 = GetModuleHandle(TEXT("kernel32.dll"));
    WORD ordinal = 0;
    FARPROC found, told;

    DumpHeaders("kernel32.dll", kernel32);
    CHECK(GetNtHeaders(self) != NULL);
    CHECK_EQ(GetNtHeaders(self)->FileHeader.Machine, IMAGE_FILE_MACHINE_AMD64);
    CHECK_EQ(GetNtHeaders(self)->OptionalHeader.Magic, 0x20B);
    CHECK(GetNtHeaders(kernel32)->FileHeader.Characteristics & IMAGE_FILE_DLL);

    told = GetProcAddress(kernel32, "VirtualAlloc");
    found = FindExport(kernel32, "VirtualAlloc", &ordinal);
    CHECK(told != NULL);
    CHECK(found == told || found == NULL);
    CHECK(ordinal != 0);
    ordinal = 0;
    CHECK(FindExport(kernel32, "NoSuchFunctionAtAll", &ordinal) == NULL);
    CHECK_EQ(ordinal, 0);
    CHECK(GetProcAddress(kernel32, "NoSuchFunctionAtAll") == NULL);
    CHECK_EQ(GetLastError(), ERROR_PROC_NOT_FOUND);
    return 0;
}
