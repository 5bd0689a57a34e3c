// FACT: Its owner enters a critical section again without waiting and must leave as often; until then no other thread gets in.
// SOURCE: learn.microsoft.com, Critical Section Objects, EnterCriticalSection, TryEnterCriticalSection
#include "lab.h"

static CRITICAL_SECTION section;
static volatile LONG tried = -1, entered;
static int counter;

static DWORD WINAPI tries(LPVOID unused)
{
    tried = TryEnterCriticalSection(&section);
    if (tried) LeaveCriticalSection(&section);
    return 0;
}

static DWORD WINAPI enters(LPVOID unused)
{
    EnterCriticalSection(&section);
    entered = 1;
    LeaveCriticalSection(&section);
    return 0;
}

static DWORD WINAPI counts(LPVOID unused)
{
    for (int i = 0; i < 1000; i++) {
        EnterCriticalSection(&section);
        int old = counter;
        if (i % 100 == 0) Sleep(0);
        counter = old + 1;
        LeaveCriticalSection(&section);
    }
    return 0;
}

static void run(LPTHREAD_START_ROUTINE start)
{
    HANDLE thread = CreateThread(NULL, 0, start, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
}

int main(void)
{
    HANDLE threads[3];

    InitializeCriticalSection(&section);
    EnterCriticalSection(&section);
    CHECK(TryEnterCriticalSection(&section));
    EnterCriticalSection(&section);
    CHECK_EQ(section.RecursionCount, 3);
    CHECK_EQ((ULONG_PTR)section.OwningThread, GetCurrentThreadId());
    run(tries);
    CHECK_EQ(tried, 0);
    LeaveCriticalSection(&section);
    LeaveCriticalSection(&section);
    run(tries);
    CHECK_EQ(tried, 0);
    threads[0] = CreateThread(NULL, 0, enters, NULL, 0, NULL);
    CHECK_EQ(WaitForSingleObject(threads[0], 30), WAIT_TIMEOUT);
    CHECK_EQ(entered, 0);
    LeaveCriticalSection(&section);
    CHECK_EQ(WaitForSingleObject(threads[0], 10000), WAIT_OBJECT_0);
    CHECK_EQ(entered, 1);
    run(tries);
    CHECK_EQ(tried, 1);
    CHECK_EQ(section.RecursionCount, 0);
    CHECK_EQ((ULONG_PTR)section.OwningThread, 0);

    for (int i = 0; i < 3; i++) threads[i] = CreateThread(NULL, 0, counts, NULL, 0, NULL);
    CHECK_EQ(WaitForMultipleObjects(3, threads, TRUE, 20000), WAIT_OBJECT_0);
    CHECK_EQ(counter, 3000);
    DeleteCriticalSection(&section);
    return 0;
}
