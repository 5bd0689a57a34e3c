// FACT: NtLockVirtualMemory, NtUnlockVirtualMemory and NtFlushVirtualMemory work on whole pages and tell them; a page that was locked already is a success with a status of its own, memory without a file has nothing to be flushed.
// SOURCE: Microsoft, VirtualLock, VirtualUnlock (Remarks), NTSTATUS values (STATUS_WAS_LOCKED, STATUS_NOT_LOCKED), FlushViewOfFile; the rounded ranges as Wine 8.0 has them
#include "lab.h"

typedef ULONG(NTAPI *lock_t)(HANDLE, PVOID *, SIZE_T *, ULONG);
typedef ULONG(NTAPI *flush_t)(HANDLE, PVOID *, SIZE_T *, PVOID);

static char folder[MAX_PATH], path[MAX_PATH];

int main(void)
{
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    lock_t lock = (lock_t)(void *)GetProcAddress(ntdll, "NtLockVirtualMemory");
    lock_t unlock = (lock_t)(void *)GetProcAddress(ntdll, "NtUnlockVirtualMemory");
    flush_t flush = (flush_t)(void *)GetProcAddress(ntdll, "NtFlushVirtualMemory");
    HANDLE self = GetCurrentProcess(), file, section;
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE), *v;
    PVOID q = p + 0x1fff;
    SIZE_T size = 2;
    ULONG_PTR io[2] = { 99, 99 };
    DWORD n = 0;
    char byte = 0;

    CHECK(lock != NULL && unlock != NULL && flush != NULL);
    CHECK_EQ(lock(self, &q, &size, 1), 0);
    CHECK_EQ((BYTE *)q - p, 0x1000);
    CHECK_EQ(size, 0x2000);
    TODO_WINE_CHECK_EQ(lock(self, &q, &size, 1), 0x40000019);
    q = p + 0x2001;
    size = 1;
    CHECK_EQ(unlock(self, &q, &size, 1), 0);
    CHECK_EQ((BYTE *)q - p, 0x2000);
    CHECK_EQ(size, 0x1000);
    TODO_WINE_CHECK_EQ(unlock(self, &q, &size, 1), 0xC000002A);
    q = p + 0x1000;
    CHECK_EQ(unlock(self, &q, &size, 1), 0);
    TODO_WINE_CHECK_EQ(lock(self, &q, &size, 0), 0xC000000D);
    CHECK_EQ(lock(NULL, &q, &size, 1), 0xC0000008);
    CHECK_EQ(unlock(NULL, &q, &size, 1), 0xC0000008);

    GetTempPathA(sizeof folder, folder);
    GetTempFileNameA(folder, "vad", 0, path);
    file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    section = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0x5000, NULL);
    v = (BYTE *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    v[0x3001] = 'x';
    q = v + 0x3001;
    size = 1;
    CHECK_EQ(flush(self, &q, &size, io), 0);
    CHECK_EQ((BYTE *)q - v, 0x3000);
    SetFilePointer(file, 0x3001, NULL, FILE_BEGIN);
    CHECK_EQ(ReadFile(file, &byte, 1, &n, NULL), 1);
    CHECK_EQ(byte, 'x');
    q = v;
    size = 0;
    CHECK_EQ(flush(self, &q, &size, io), 0);
    CHECK(q == v);
    CHECK_EQ(size, 0x5000);
    CHECK_EQ(flush(NULL, &q, &size, io), 0xC0000008);
    UnmapViewOfFile(v);
    CloseHandle(section);
    CloseHandle(file);
    return 0;
}
