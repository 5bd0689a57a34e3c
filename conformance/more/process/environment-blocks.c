// FACT: A process and its threads know themselves: PEB with the loader's lists, TEB with stack, ids, last error and TLS, and the page that the kernel shares with all programs.
// SOURCE: learn.microsoft.com, PEB, TEB, PEB_LDR_DATA, NtQueryInformationProcess; Windows Internals, Part 1, chapters 3 and 5; systeminformer, ntpebteb.h, ntexapi.h
#include <windows.h>
#include <winternl.h>
#include <intrin.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include "lab.h"

typedef NTSTATUS (NTAPI *Query)(HANDLE, PROCESSINFOCLASS, PVOID, ULONG, PULONG);
#define AT(type, base, offset) (*(type *)((PBYTE)(base) + (offset)))

static int Depth(int n)
{
    volatile char room[0x1800];
    room[0] = (char)n;
    return n == 0 ? room[0] : Depth(n - 1) + room[0];
}

static DWORD WINAPI Other(LPVOID parameter)
{
    PBYTE teb = (PBYTE)NtCurrentTeb();
    ULONG_PTR low, high;
    GetCurrentThreadStackLimits(&low, &high);
    SetLastError(5);
    CHECK(teb != parameter);
    CHECK_EQ(AT(DWORD, teb, 0x68), 5);
    CHECK_EQ(AT(ULONG_PTR, teb, 0x48), GetCurrentThreadId());
    CHECK_EQ(AT(ULONG_PTR, teb, 8), high);
    CHECK_EQ(AT(ULONG_PTR, teb, 0x1478), low);
    return 0;
}

int main(void)
{
    PTEB teb = NtCurrentTeb();
    PPEB peb = teb->ProcessEnvironmentBlock;
    PROCESS_BASIC_INFORMATION info;
    ULONG_PTR low, high;
    ULONG used = 0;
    Query query = (Query)GetProcAddress(GetModuleHandleA("ntdll.dll"), "NtQueryInformationProcess");

    CHECK(query != NULL);
    CHECK_EQ(query(GetCurrentProcess(), ProcessBasicInformation, &info, sizeof info, &used), 0);
    CHECK_EQ(used, sizeof info);
    CHECK(info.PebBaseAddress == peb);
    CHECK_EQ(info.UniqueProcessId, GetCurrentProcessId());
    CHECK_EQ(query(GetCurrentProcess(), ProcessBasicInformation, &info, 8, NULL), (NTSTATUS)0xC0000004);
    CHECK(__readgsqword(0x30) == (ULONG_PTR)teb);
    CHECK(__readgsqword(0x60) == (ULONG_PTR)peb);
    CHECK_EQ(AT(ULONG_PTR, teb, 0x30), (ULONG_PTR)teb);
    CHECK_EQ(AT(ULONG_PTR, teb, 0x40), GetCurrentProcessId());
    CHECK_EQ(AT(ULONG_PTR, teb, 0x48), GetCurrentThreadId());

    SetLastError(1234);
    CHECK_EQ(__readgsdword(0x68), 1234);
    AT(DWORD, teb, 0x68) = 77;
    CHECK_EQ(GetLastError(), 77);
    CHECK(VirtualAlloc(NULL, 0, MEM_COMMIT, PAGE_READWRITE) == NULL);
    CHECK_EQ(AT(DWORD, teb, 0x68), GetLastError());

    DWORD slot = TlsAlloc();
    TlsSetValue(slot, (PVOID)0x1234);
    CHECK(slot < 64 && teb->TlsSlots[slot] == (PVOID)0x1234);

    GetCurrentThreadStackLimits(&low, &high);
    CHECK_EQ(AT(ULONG_PTR, teb, 8), high);
    CHECK_EQ(AT(ULONG_PTR, teb, 0x1478), low);
    ULONG_PTR before = AT(ULONG_PTR, teb, 0x10);
    Depth(12);
    ULONG_PTR after = AT(ULONG_PTR, teb, 0x10);
    TODO_WINE_CHECK(after < before);
    CHECK_EQ(after % 0x1000, 0);
    MEMORY_BASIC_INFORMATION mbi;
    VirtualQuery((PVOID)after, &mbi, sizeof mbi);
    CHECK_EQ(mbi.Protect, PAGE_READWRITE);
    CHECK(mbi.AllocationBase == (PVOID)low);

    CHECK(!peb->BeingDebugged);
    CHECK(!IsDebuggerPresent());
    CHECK(AT(PVOID, peb, 0x10) == (PVOID)GetModuleHandleA(NULL));
    CHECK(AT(HANDLE, peb, 0x30) == GetProcessHeap());
    SYSTEM_INFO si;
    GetSystemInfo(&si);
    CHECK_EQ(AT(DWORD, peb, 0xB8), si.dwNumberOfProcessors);
    CHECK_EQ(AT(DWORD, peb, 0x118), 10);

    /* The three lists. */
    PBYTE ldr = (PBYTE)peb->Ldr;
    DWORD counts[3] = { 0, 0, 0 };
    DWORD linked = 0, signatures = 0, sized = 0;
    BOOL sawKernel = FALSE, first = FALSE;
    for (int i = 0; i < 3; i++) {
        PLIST_ENTRY head = (PLIST_ENTRY)(ldr + 0x10 + i * 0x10);
        for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink) {
            PBYTE entry = (PBYTE)link - i * 0x10;
            PUNICODE_STRING base = (PUNICODE_STRING)(entry + 0x58);
            linked += link->Flink->Blink == link;
            if (i == 0) {
                HMODULE module = (HMODULE)AT(PVOID, entry, 0x30);
                PIMAGE_NT_HEADERS64 nt = (PIMAGE_NT_HEADERS64)((PBYTE)module + ((PIMAGE_DOS_HEADER)module)->e_lfanew);
                signatures += nt->Signature == IMAGE_NT_SIGNATURE;
                sized += AT(DWORD, entry, 0x40) == nt->OptionalHeader.SizeOfImage;
                if (link == head->Flink) first = module == GetModuleHandleA(NULL);
                if (_wcsicmp(base->Buffer, L"kernel32.dll") == 0) sawKernel = module == GetModuleHandleA("kernel32.dll");
            }
            counts[i]++;
        }
    }
    CHECK_EQ(linked, counts[0] + counts[1] + counts[2]);
    CHECK_EQ(signatures, counts[0]);
    CHECK_EQ(sized, counts[0]);
    CHECK(first);
    CHECK(sawKernel);
    CHECK(counts[0] >= 4);
    CHECK_EQ(counts[0], counts[1]);
    CHECK(counts[2] > 0 && counts[2] < counts[0]);

    /* A library that comes and goes. */
    PLIST_ENTRY head = (PLIST_ENTRY)(ldr + 0x10);
    HMODULE lz = LoadLibraryA("lz32.dll");
    CHECK(lz != NULL);
    int found = 0;
    for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink)
        if (AT(HMODULE, link, 0x30) == lz) found++;
    CHECK_EQ(found, 1);
    FreeLibrary(lz);
    found = 0;
    for (PLIST_ENTRY link = head->Flink; link != head; link = link->Flink)
        if (AT(HMODULE, link, 0x30) == lz) found++;
    CHECK_EQ(found, 0);

    UNICODE_STRING image = peb->ProcessParameters->ImagePathName;
    CHECK(image.Length > 8 && image.Buffer[image.Length / 2 - 4] == L'.');
    CHECK(peb->ProcessParameters->CommandLine.Length > 0);

    HANDLE thread = CreateThread(NULL, 0, Other, teb, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    CHECK(NtCurrentTeb() == teb);

    ULONG count = AT(DWORD, peb, 0xE8);
    HANDLE heaps[64];
    DWORD known = GetProcessHeaps(64, heaps);
    HANDLE mine = HeapCreate(0, 0, 0);
    TODO_WINE_CHECK(count == known);
    TODO_WINE_CHECK_EQ(AT(DWORD, peb, 0xE8), count + 1);
    TODO_WINE_CHECK(AT(HANDLE *, peb, 0xF0) && AT(HANDLE *, peb, 0xF0)[count] == mine);
    HeapDestroy(mine);

    PBYTE shared = (PBYTE)0x7FFE0000;
    CHECK_EQ(AT(DWORD, shared, 0x26C), 10);
    CHECK_EQ(AT(DWORD, shared, 0x260) & 0xffff, AT(USHORT, peb, 0x120));
    CHECK(_wcsicmp((PWSTR)(shared + 0x30), L"C:\\Windows") == 0);
    CHECK_EQ(shared[0x274 + 10], 1);
    MEMORYSTATUSEX memory = { sizeof memory };
    GlobalMemoryStatusEx(&memory);
    TODO_WINE_CHECK_EQ(AT(DWORD, shared, 0x2E8) / 256, memory.ullTotalPhys / 0x100000);
    ULONGLONG tick = AT(ULONGLONG, shared, 0x320), time = AT(ULONGLONG, shared, 0x14), up = AT(ULONGLONG, shared, 8);
    Sleep(100);
    // Whoever keeps the page up to date may be late on a busy machine.
    for (int i = 0; i < 100 && AT(ULONGLONG, shared, 0x14) < time + 900000; i++) Sleep(20);
    CHECK(AT(ULONGLONG, shared, 0x320) > tick);
    CHECK(AT(ULONGLONG, shared, 0x14) >= time + 900000);
    CHECK(AT(ULONGLONG, shared, 8) >= up + 900000);
    LONGLONG off = (LONGLONG)GetTickCount() - (LONGLONG)((AT(ULONGLONG, shared, 0x320) * AT(DWORD, shared, 4)) >> 24);
    CHECK(off >= 0 && off < 64);
    return 0;
}
