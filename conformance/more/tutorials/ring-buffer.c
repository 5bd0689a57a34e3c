// FACT: A ring in memory that two producers and a consumer share needs two semaphores to count its places and a critical section for its ends.
// SOURCE: learn.microsoft.com, Using Semaphore Objects, Using Critical Section Objects; Windows System Programming (Hart), chapter 8 (producer and consumer)
#include <windows.h>
#include <process.h>
#include <stdio.h>
#include <stdlib.h>
#include "lab.h"

#define RING_SIZE 8
#define ITEMS     40
#define DONE      (-1)

typedef struct {
    volatile LONG head, tail, highest;
    int items[RING_SIZE];
    HANDLE hFree, hUsed;
    CRITICAL_SECTION cs;
} RING;

static RING *ring;
static volatile LONG g_produced;

static BOOL RingCreate(void)
{
    ring = VirtualAlloc(NULL, sizeof(RING), MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (!ring) return FALSE;
    ring->hFree = CreateSemaphore(NULL, RING_SIZE, RING_SIZE, NULL);
    ring->hUsed = CreateSemaphore(NULL, 0, RING_SIZE, NULL);
    if (!InitializeCriticalSectionAndSpinCount(&ring->cs, 0x00000400)) return FALSE;
    return ring->hFree && ring->hUsed;
}

static void RingPut(int item)
{
    WaitForSingleObject(ring->hFree, INFINITE);
    EnterCriticalSection(&ring->cs);
    ring->items[ring->head++ % RING_SIZE] = item;
    if (ring->head - ring->tail > ring->highest) ring->highest = ring->head - ring->tail;
    LeaveCriticalSection(&ring->cs);
    ReleaseSemaphore(ring->hUsed, 1, NULL);
}

static int RingGet(void)
{
    int item;
    WaitForSingleObject(ring->hUsed, INFINITE);
    EnterCriticalSection(&ring->cs);
    item = ring->items[ring->tail++ % RING_SIZE];
    LeaveCriticalSection(&ring->cs);
    ReleaseSemaphore(ring->hFree, 1, NULL);
    return item;
}

static unsigned __stdcall Producer(void *arg)
{
    int first = *(int *)arg;
    for (int i = 0; i < ITEMS; i++) {
        RingPut(first + 2 * i);
        InterlockedIncrement(&g_produced);
        if (i % 10 == 9) SwitchToThread();
    }
    RingPut(DONE);
    _endthreadex(first);
    return 0;
}

static DWORD WINAPI Consumer(LPVOID arg)
{
    int ends = 0, last[2] = { -2, -1 };
    LONGLONG *sum = arg;
    while (ends < 2) {
        int item = RingGet();
        if (item == DONE) { ends++; continue; }
        /* The items of one producer stay in order. */
        if (item <= last[item & 1]) return 1;
        last[item & 1] = item;
        *sum += item;
    }
    return 0;
}

int main(void)
{
    static int first[2] = { 0, 1 };
    HANDLE threads[3];
    LONGLONG sum = 0;
    DWORD code[3], wait;

    if (!RingCreate()) { printf("RingCreate: %lu\n", GetLastError()); return EXIT_FAILURE; }
    threads[0] = CreateThread(NULL, 0, Consumer, &sum, 0, NULL);
    threads[1] = (HANDLE)_beginthreadex(NULL, 0, Producer, &first[0], 0, NULL);
    threads[2] = (HANDLE)_beginthreadex(NULL, 0, &Producer, &first[1], 0, NULL);
    wait = WaitForMultipleObjects(3, threads, TRUE, 20000);
    for (int i = 0; i < 3; i++) {
        GetExitCodeThread(threads[i], &code[i]);
        CloseHandle(threads[i]);
    }
    printf("%ld produced, their sum is %I64d\n", g_produced, sum);
    CHECK_EQ(wait, WAIT_OBJECT_0);
    CHECK_EQ(code[0], 0);
    CHECK_EQ(code[2], 1);
    CHECK_EQ(g_produced, 2 * ITEMS);
    CHECK_EQ(sum, (LONGLONG)(2 * ITEMS) * (2 * ITEMS - 1) / 2);
    CHECK(ring->highest >= 1 && ring->highest <= RING_SIZE);
    CHECK_EQ(ring->head, ring->tail);
    DeleteCriticalSection(&ring->cs);
    CloseHandle(ring->hFree);
    CloseHandle(ring->hUsed);
    CHECK(VirtualFree(ring, 0, MEM_RELEASE));
    return 0;
}
