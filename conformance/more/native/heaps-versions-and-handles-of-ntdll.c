// FACT: ntdll's heap functions are those of kernel32, RtlGetVersion tells the true version, NtClose answers a status, and RtlNtStatusToDosError turns a status into the last error that kernel32 would have set.
// SOURCE: Microsoft, RtlAllocateHeap, RtlFreeHeap, RtlGetVersion, NtClose, RtlNtStatusToDosError, NtQuerySystemInformation (SystemBasicInformation); wine dlls/ntdll/tests/error.c
#include "lab.h"

struct machine {
    ULONG reserved, resolution, page, pages, lowest, highest, granularity;
    ULONG_PTR from, to, processors;
    BYTE count;
};
typedef PVOID(NTAPI *allocate_t)(PVOID, ULONG, SIZE_T);
typedef BYTE(NTAPI *free_t)(PVOID, ULONG, PVOID);
typedef PVOID(NTAPI *grow_t)(PVOID, ULONG, PVOID, SIZE_T);
typedef SIZE_T(NTAPI *size_t_)(PVOID, ULONG, PVOID);
typedef ULONG(NTAPI *version_t)(OSVERSIONINFOEXW *);
typedef ULONG(NTAPI *close_t)(HANDLE);
typedef ULONG(NTAPI *error_t)(ULONG);
typedef ULONG(NTAPI *system_t)(int, PVOID, ULONG, ULONG *);

static OSVERSIONINFOEXW version;
static struct machine machine;
static SYSTEM_INFO info;

int main(void)
{
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    allocate_t allocate = (allocate_t)(void *)GetProcAddress(ntdll, "RtlAllocateHeap");
    free_t release = (free_t)(void *)GetProcAddress(ntdll, "RtlFreeHeap");
    grow_t grow = (grow_t)(void *)GetProcAddress(ntdll, "RtlReAllocateHeap");
    size_t_ sizeOf = (size_t_)(void *)GetProcAddress(ntdll, "RtlSizeHeap");
    version_t getVersion = (version_t)(void *)GetProcAddress(ntdll, "RtlGetVersion");
    close_t close = (close_t)(void *)GetProcAddress(ntdll, "NtClose");
    error_t error = (error_t)(void *)GetProcAddress(ntdll, "RtlNtStatusToDosError");
    system_t query = (system_t)(void *)GetProcAddress(ntdll, "NtQuerySystemInformation");
    HANDLE heap = HeapCreate(0, 0, 0), event = CreateEventA(NULL, FALSE, FALSE, NULL);
    BYTE *block;
    ULONG n = 0;

    CHECK(allocate != NULL && release != NULL && grow != NULL && sizeOf != NULL);
    CHECK(getVersion != NULL && close != NULL && error != NULL && query != NULL);
    block = (BYTE *)allocate(heap, HEAP_ZERO_MEMORY, 100);
    CHECK(block != NULL);
    CHECK_EQ(block[99], 0);
    CHECK_EQ(sizeOf(heap, 0, block), 100);
    CHECK_EQ(HeapSize(heap, 0, block), 100);
    block[99] = 7;
    block = (BYTE *)grow(heap, HEAP_ZERO_MEMORY, block, 5000);
    CHECK(block != NULL);
    CHECK_EQ(block[99], 7);
    CHECK_EQ(block[4999], 0);
    CHECK_EQ(HeapSize(heap, 0, block), 5000);
    CHECK_EQ(release(heap, 0, block), 1);
    block = (BYTE *)HeapAlloc(heap, 0, 10);
    CHECK_EQ(release(heap, 0, block), 1);
    HeapDestroy(heap);

    version.dwOSVersionInfoSize = sizeof version;
    CHECK_EQ(getVersion(&version), 0);
    CHECK(version.dwMajorVersion >= 6);
    CHECK_EQ(version.dwPlatformId, 2);
    CHECK(version.dwBuildNumber >= 7000);

    CHECK_EQ(close(event), 0);
    CHECK_EQ(close(event), 0xC0000008);
    CHECK_EQ(close(NULL), 0xC0000008);
    CHECK_EQ(close((HANDLE)(LONG_PTR)-1), 0);

    CHECK_EQ(error(0), 0);
    CHECK_EQ(error(0xC0000008), ERROR_INVALID_HANDLE);
    CHECK_EQ(error(0xC000000D), ERROR_INVALID_PARAMETER);
    CHECK_EQ(error(0xC00000F1), ERROR_INVALID_PARAMETER);
    CHECK_EQ(error(0xC0000018), ERROR_INVALID_ADDRESS);
    CHECK_EQ(error(0xC0000005), ERROR_NOACCESS);
    CHECK_EQ(error(0xC000002D), ERROR_INVALID_ADDRESS);
    CHECK_EQ(error(0xC0000045), ERROR_INVALID_PARAMETER);
    CHECK_EQ(error(0xC0000022), ERROR_ACCESS_DENIED);
    CHECK_EQ(error(0xC000012D), ERROR_COMMITMENT_LIMIT);

    CHECK_EQ(query(0, &machine, sizeof machine, &n), 0);
    CHECK_EQ(n, sizeof machine);
    GetSystemInfo(&info);
    CHECK_EQ(machine.page, 0x1000);
    CHECK_EQ(machine.granularity, 0x10000);
    CHECK_EQ(machine.from, 0x10000);
    CHECK_EQ(machine.to, info.lpMaximumApplicationAddress);
    CHECK_EQ(machine.count, info.dwNumberOfProcessors);
    CHECK_EQ(query(0, &machine, 8, &n), 0xC0000004);
    return 0;
}
