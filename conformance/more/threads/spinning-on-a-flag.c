// FACT: Threads run whether or not others wait: a loop on a volatile flag ends when another thread sets it, and time passes meanwhile.
// SOURCE: learn.microsoft.com, Scheduling, Sleep, Interlocked Variable Access
#include "lab.h"

static volatile LONG flag, both;
static LONG64 total;
static SHORT small = -1;

static DWORD WINAPI sets(LPVOID unused)
{
    for (int i = 0; i < 200000; i++) both = i;
    Sleep(5);
    flag = 1;
    return 0;
}

static DWORD WINAPI adds(LPVOID amount)
{
    for (int i = 0; i < 1000; i++) InterlockedExchangeAdd64(&total, (LONG64)amount);
    return 0;
}

int main(void)
{
    HANDLE threads[2];
    DWORD start = GetTickCount();
    LARGE_INTEGER before, after;

    QueryPerformanceCounter(&before);
    threads[0] = CreateThread(NULL, 0, sets, NULL, 0, NULL);
    while (!flag) { }
    CHECK_EQ(both, 199999);
    CHECK_EQ(WaitForSingleObject(threads[0], 10000), WAIT_OBJECT_0);
    Sleep(60);
    CHECK(GetTickCount() - start >= 40); /* it counts in steps of 10 to 16 ms */
    QueryPerformanceCounter(&after);
    CHECK(after.QuadPart > before.QuadPart);
    threads[0] = CreateThread(NULL, 0, adds, (LPVOID)3, 0, NULL);
    threads[1] = CreateThread(NULL, 0, adds, (LPVOID)0x100000000, 0, NULL);
    CHECK_EQ(WaitForMultipleObjects(2, threads, TRUE, 20000), WAIT_OBJECT_0);
    CHECK_EQ(total, 3000 + 1000 * 0x100000000);
    flag = 5;
    CHECK_EQ(InterlockedCompareExchange(&flag, 9, 4), 5);
    CHECK_EQ(InterlockedCompareExchange(&flag, 9, 5), 5);
    CHECK_EQ(InterlockedIncrement(&flag), 10);
    CHECK_EQ(InterlockedDecrement(&flag), 9);
    CHECK_EQ(InterlockedExchange(&flag, -1), 9);
    CHECK_EQ(InterlockedAnd(&flag, 0xF0), -1);
    CHECK_EQ(InterlockedOr(&flag, 0x0F), 0xF0);
    CHECK_EQ(InterlockedXor(&flag, 0xFF), 0xFF);
    CHECK_EQ(flag, 0);
    CHECK_EQ(InterlockedExchangeAdd(&flag, -3), 0);
    CHECK_EQ(flag, -3);
    CHECK_EQ(InterlockedIncrement16(&small), 0);
    return 0;
}
