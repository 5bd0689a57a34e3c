// FACT: Every module's headers are sound: section headers with what their pages may do, a base relocation directory whose entries lie in the image, a program's lead into it, an entry point in executable memory, SizeOfImage as far as its pages reach.
// SOURCE: learn.microsoft.com, PE Format (Optional Header, Section Flags, The .reloc Section); Windows Internals, Part 1, chapter 5 (Image randomization)
#include <windows.h>
#include <psapi.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

#define RVA(base, offset) ((PBYTE)(base) + (offset))

static BOOL IsExecutable(DWORD protect) { return (protect & 0xF0) != 0; }

/* How many base relocations there are and how many of them lead into the image; -1 when the directory is not sound. */
static int CountRelocations(HMODULE module, PIMAGE_NT_HEADERS nt, int *inside)
{
    IMAGE_DATA_DIRECTORY dir = nt->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_BASERELOC];
    PBYTE at = RVA(module, dir.VirtualAddress), end = at + dir.Size;
    int count = 0;
    *inside = 0;
    while (dir.Size && at < end) {
        PIMAGE_BASE_RELOCATION block = (PIMAGE_BASE_RELOCATION)at;
        PWORD entries = (PWORD)(block + 1);
        if (block->VirtualAddress % 0x1000 || block->SizeOfBlock < 8 || block->SizeOfBlock % 4) return -1;
        for (DWORD i = 0; i < (block->SizeOfBlock - 8) / 2; i++) {
            ULONG_PTR target;
            if (entries[i] >> 12 == IMAGE_REL_BASED_ABSOLUTE) continue;
            if (entries[i] >> 12 != IMAGE_REL_BASED_DIR64) return -1;
            target = *(ULONG_PTR *)RVA(module, block->VirtualAddress + (entries[i] & 0xfff));
            if (target >= (ULONG_PTR)module && target <= (ULONG_PTR)module + nt->OptionalHeader.SizeOfImage) ++*inside;
            count++;
        }
        at += block->SizeOfBlock;
    }
    return count;
}

int main(void)
{
    static const char *names[] = { NULL, "ntdll.dll", "kernel32.dll", "kernelbase.dll", "msvcrt.dll" };
    for (int i = 0; i < 5; i++) {
        HMODULE module = GetModuleHandleA(names[i]);
        PIMAGE_DOS_HEADER dos = (PIMAGE_DOS_HEADER)module;
        PIMAGE_NT_HEADERS nt = (PIMAGE_NT_HEADERS)RVA(module, dos->e_lfanew);
        PIMAGE_SECTION_HEADER section = IMAGE_FIRST_SECTION(nt);
        MEMORY_BASIC_INFORMATION mbi;
        MODULEINFO info;
        DWORD end = 0, wrong = 0;
        int relocations, inside;

        printf("%s\n", names[i] ? names[i] : "the program");
        CHECK_EQ(dos->e_magic, IMAGE_DOS_SIGNATURE);
        CHECK_EQ(nt->Signature, IMAGE_NT_SIGNATURE);
        CHECK_EQ(nt->OptionalHeader.Magic, IMAGE_NT_OPTIONAL_HDR64_MAGIC);
        CHECK(nt->FileHeader.TimeDateStamp != 0);
        CHECK_EQ((nt->FileHeader.Characteristics & IMAGE_FILE_DLL) != 0, names[i] != NULL);
        for (int s = 0; s < nt->FileHeader.NumberOfSections; s++, section++) {
            DWORD flags = section->Characteristics, size = section->Misc.VirtualSize;
            if (section->VirtualAddress % nt->OptionalHeader.SectionAlignment || section->VirtualAddress < end) wrong++;
            end = section->VirtualAddress + size;
            if (!VirtualQuery(RVA(module, section->VirtualAddress), &mbi, sizeof mbi)) wrong++;
            if (mbi.AllocationBase != module || mbi.Type != MEM_IMAGE) wrong++;
            if (((flags & IMAGE_SCN_MEM_EXECUTE) != 0) != IsExecutable(mbi.Protect)) wrong++;
            if (!(flags & IMAGE_SCN_MEM_WRITE) && (mbi.Protect & (PAGE_READWRITE | PAGE_WRITECOPY))) wrong++;
        }
        CHECK_EQ(wrong, 0);
        CHECK_EQ((end + 0xfff) & ~0xfffu, nt->OptionalHeader.SizeOfImage);
        CHECK(GetModuleInformation(GetCurrentProcess(), module, &info, sizeof info));
        CHECK_EQ(info.SizeOfImage, nt->OptionalHeader.SizeOfImage);
        relocations = CountRelocations(module, nt, &inside);
        CHECK(relocations >= 0);
        if (i == 0) CHECK_EQ(inside, relocations);
        if (nt->FileHeader.Characteristics & IMAGE_FILE_RELOCS_STRIPPED) CHECK_EQ(relocations, 0);
        else CHECK(relocations > 0);
        if (nt->OptionalHeader.AddressOfEntryPoint) {
            VirtualQuery(RVA(module, nt->OptionalHeader.AddressOfEntryPoint), &mbi, sizeof mbi);
            CHECK(IsExecutable(mbi.Protect));
        }
        TODO_WINE_CHECK(nt->OptionalHeader.ImageBase == (ULONG_PTR)module);
    }
    return 0;
}
