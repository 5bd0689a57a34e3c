// FACT: Each thread has a stack of its own: a reservation with committed pages above, a guard page below them, and the rest reserved. It goes with the thread.
// SOURCE: learn.microsoft.com, Thread Stack Size, GetCurrentThreadStackLimits; Creating Guard Pages
#include "lab.h"

static ULONG_PTR low, high, main_low, main_high;
static MEMORY_BASIC_INFORMATION top, below;
static int guards, inside;
static DWORD reserved_state;

static DWORD WINAPI looks(LPVOID unused)
{
    int local = 1;
    MEMORY_BASIC_INFORMATION info;
    GetCurrentThreadStackLimits(&low, &high);
    inside = (ULONG_PTR)&local >= low && (ULONG_PTR)&local < high;
    VirtualQuery((void *)(high - 1), &top, sizeof top);
    VirtualQuery((char *)top.BaseAddress - 1, &below, sizeof below);
    for (ULONG_PTR at = low; at < high; at = (ULONG_PTR)info.BaseAddress + info.RegionSize) {
        VirtualQuery((void *)at, &info, sizeof info);
        if (info.State == MEM_COMMIT && info.Protect & PAGE_GUARD) guards++;
    }
    VirtualQuery((void *)low, &info, sizeof info);
    reserved_state = info.State;
    return 0;
}

static int deep(int levels)
{
    volatile char room[3000];
    room[0] = (char)levels;
    room[2999] = 1;
    return levels == 0 ? 0 : deep(levels - 1) + room[2999];
}

static DWORD WINAPI grows(LPVOID unused)
{
    return deep(100);
}

static DWORD WINAPI sized(LPVOID size)
{
    GetCurrentThreadStackLimits(&low, &high);
    return 0;
}

static DWORD run(LPTHREAD_START_ROUTINE start, SIZE_T size, DWORD flags)
{
    DWORD code = 0;
    HANDLE thread = CreateThread(NULL, size, start, NULL, flags, NULL);
    WaitForSingleObject(thread, INFINITE);
    GetExitCodeThread(thread, &code);
    CloseHandle(thread);
    return code;
}

int main(void)
{
    MEMORY_BASIC_INFORMATION info;

    GetCurrentThreadStackLimits(&main_low, &main_high);
    run(looks, 0, 0);
    CHECK(inside);
    CHECK(high <= main_low || low >= main_high);
    CHECK_EQ(low % 0x10000, 0);
    CHECK_EQ((ULONG_PTR)top.AllocationBase, low);
    CHECK_EQ(top.AllocationProtect, PAGE_READWRITE);
    CHECK_EQ(top.Protect, PAGE_READWRITE);
    CHECK_EQ(top.Type, MEM_PRIVATE);
    CHECK_EQ((ULONG_PTR)top.BaseAddress + top.RegionSize, high);
    /* Wine 8.0 commits a new thread's whole stack and never reserves less than 1 MiB: dlls/ntdll/unix/virtual.c, virtual_alloc_thread_stack. */
    TODO_WINE_CHECK_EQ(below.Protect, PAGE_READWRITE | PAGE_GUARD);
    CHECK_EQ(guards, 1);
    TODO_WINE_CHECK_EQ(reserved_state, MEM_RESERVE);
    CHECK_EQ(run(grows, 0, 0), 100);

    run(sized, 0x40000, STACK_SIZE_PARAM_IS_A_RESERVATION);
    TODO_WINE_CHECK_EQ(high - low, 0x40000);
    run(sized, 0x300000, STACK_SIZE_PARAM_IS_A_RESERVATION);
    CHECK_EQ(high - low, 0x300000);
    VirtualQuery((void *)low, &info, sizeof info);
    CHECK(info.State == MEM_FREE || (ULONG_PTR)info.AllocationBase != low || info.RegionSize != 0x300000);
    return 0;
}
