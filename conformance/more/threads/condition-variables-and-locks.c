// FACT: A condition variable gives its lock back while it sleeps and has it again when it wakes; a slim lock is shared by readers or one writer's alone.
// SOURCE: learn.microsoft.com, Condition Variables, Slim Reader/Writer (SRW) Locks, WaitOnAddress
#include "lab.h"

static CRITICAL_SECTION section;
static CONDITION_VARIABLE filled = CONDITION_VARIABLE_INIT, room = CONDITION_VARIABLE_INIT;
static SRWLOCK lock = SRWLOCK_INIT;
static int queue[4], count, sum;
static volatile LONG tries[2];

static DWORD WINAPI takes(LPVOID unused)
{
    for (int i = 0; i < 20; i++) {
        EnterCriticalSection(&section);
        while (count == 0) SleepConditionVariableCS(&filled, &section, INFINITE);
        sum += queue[--count];
        LeaveCriticalSection(&section);
        WakeConditionVariable(&room);
    }
    return 0;
}

static DWORD WINAPI tries_lock(LPVOID unused)
{
    tries[0] = TryAcquireSRWLockShared(&lock);
    if (tries[0]) ReleaseSRWLockShared(&lock);
    tries[1] = TryAcquireSRWLockExclusive(&lock);
    if (tries[1]) ReleaseSRWLockExclusive(&lock);
    return 0;
}

static volatile LONG value;
static BOOL (WINAPI *wait_on_address)(volatile VOID *, PVOID, SIZE_T, DWORD);
static void (WINAPI *wake_by_address)(PVOID);
static DWORD WINAPI changes(LPVOID unused)
{
    Sleep(10);
    value = 1;
    wake_by_address((void *)&value);
    return 0;
}

static DWORD WINAPI writes(LPVOID unused)
{
    AcquireSRWLockExclusive(&lock);
    value = 2;
    ReleaseSRWLockExclusive(&lock);
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
    HANDLE thread;
    LONG old = 0;

    InitializeCriticalSection(&section);
    thread = CreateThread(NULL, 0, takes, NULL, 0, NULL);
    for (int i = 1; i <= 20; i++) {
        EnterCriticalSection(&section);
        while (count == 4) SleepConditionVariableCS(&room, &section, INFINITE);
        queue[count++] = i;
        LeaveCriticalSection(&section);
        WakeConditionVariable(&filled);
    }
    CHECK_EQ(WaitForSingleObject(thread, 20000), WAIT_OBJECT_0);
    CHECK_EQ(sum, 210);
    EnterCriticalSection(&section);
    SetLastError(0);
    CHECK(!SleepConditionVariableCS(&filled, &section, 10));
    CHECK_EQ(GetLastError(), ERROR_TIMEOUT);
    CHECK_EQ((ULONG_PTR)section.OwningThread, GetCurrentThreadId());
    LeaveCriticalSection(&section);

    AcquireSRWLockShared(&lock);
    run(tries_lock);
    CHECK_EQ(tries[0], TRUE);
    CHECK_EQ(tries[1], FALSE);
    thread = CreateThread(NULL, 0, writes, NULL, 0, NULL);
    CHECK_EQ(WaitForSingleObject(thread, 20), WAIT_TIMEOUT);
    CHECK_EQ(value, 0);
    ReleaseSRWLockShared(&lock);
    CHECK_EQ(WaitForSingleObject(thread, 10000), WAIT_OBJECT_0);
    CHECK_EQ(value, 2);
    AcquireSRWLockExclusive(&lock);
    run(tries_lock);
    CHECK_EQ(tries[0], FALSE);
    CHECK_EQ(tries[1], FALSE);
    SetLastError(0);
    CHECK(!SleepConditionVariableSRW(&filled, &lock, 10, 0));
    CHECK_EQ(GetLastError(), ERROR_TIMEOUT);
    ReleaseSRWLockExclusive(&lock);
    run(tries_lock);
    CHECK_EQ(tries[1], TRUE);

    /* Their import library is one of its own, so they are looked up. */
    wait_on_address = (void *)GetProcAddress(GetModuleHandleA("kernelbase.dll"), "WaitOnAddress");
    wake_by_address = (void *)GetProcAddress(GetModuleHandleA("kernelbase.dll"), "WakeByAddressSingle");
    value = 0;
    CloseHandle(CreateThread(NULL, 0, changes, NULL, 0, NULL));
    while (value == 0) CHECK(wait_on_address(&value, &old, sizeof value, 10000));
    CHECK_EQ(value, 1);
    CHECK(wait_on_address(&value, &old, sizeof value, 0));
    old = 1;
    SetLastError(0);
    CHECK(!wait_on_address(&value, &old, sizeof value, 10));
    CHECK_EQ(GetLastError(), ERROR_TIMEOUT);
    return 0;
}
