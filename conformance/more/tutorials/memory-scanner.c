// FACT: A scanner finds a value in another process by reading its committed writable regions, narrows the places down as the value changes, and writes a new one there.
// SOURCE: the "write your own Cheat Engine" tutorials; learn.microsoft.com, VirtualQueryEx, ReadProcessMemory, WriteProcessMemory
#define LAB_PROCESS_B
#include "lab.h"
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_HITS 4096

typedef struct _MEMBLOCK {
    HANDLE hProc;
    unsigned char *addr;
    SIZE_T size;
    struct _MEMBLOCK *next;
} MEMBLOCK;

typedef struct { ULONG_PTR hits[MAX_HITS]; int count; } SCAN;

static MEMBLOCK *create_scan(HANDLE hProc, PVOID from, PVOID to)
{
    MEMBLOCK *list = NULL;
    MEMORY_BASIC_INFORMATION meminfo;
    unsigned char *addr = from;
    while (addr < (unsigned char *)to && VirtualQueryEx(hProc, addr, &meminfo, sizeof(meminfo)) != 0) {
        const DWORD writable = PAGE_READWRITE | PAGE_WRITECOPY | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY;
        if ((meminfo.State & MEM_COMMIT) && (meminfo.Protect & writable) && !(meminfo.Protect & PAGE_GUARD)) {
            MEMBLOCK *mb = malloc(sizeof(MEMBLOCK));
            if (!mb) break;
            *mb = (MEMBLOCK){ hProc, meminfo.BaseAddress, meminfo.RegionSize, list };
            list = mb;
        }
        addr = (unsigned char *)meminfo.BaseAddress + meminfo.RegionSize;
    }
    return list;
}

static void free_scan(MEMBLOCK *list)
{
    while (list) {
        MEMBLOCK *mb = list;
        list = list->next;
        free(mb);
    }
}

static void first_scan(const MEMBLOCK *list, int value, SCAN *scan)
{
    static unsigned char tempbuf[64 * 1024];
    scan->count = 0;
    for (; list; list = list->next)
        for (SIZE_T at = 0; at < list->size; at += sizeof(tempbuf)) {
            SIZE_T bytes_to_read = min(list->size - at, sizeof(tempbuf)), bytes_read = 0;
            if (!ReadProcessMemory(list->hProc, list->addr + at, tempbuf, bytes_to_read, &bytes_read)) continue;
            for (SIZE_T i = 0; i + 4 <= bytes_read; i += 4)
                if (*(int *)&tempbuf[i] == value && scan->count < MAX_HITS)
                    scan->hits[scan->count++] = (ULONG_PTR)(list->addr + at + i);
        }
}

static int peek(HANDLE hProc, ULONG_PTR addr)
{
    int val = 0;
    if (!ReadProcessMemory(hProc, (LPCVOID)addr, &val, sizeof val, NULL)) printf("peek failed: %lu\n", GetLastError());
    return val;
}

static void next_scan(HANDLE hProc, int value, SCAN *scan)
{
    int kept = 0;
    for (int i = 0; i < scan->count; i++)
        if (peek(hProc, scan->hits[i]) == value) scan->hits[kept++] = scan->hits[i];
    scan->count = kept;
}

int main(void)
{
    static SCAN scan;
    HANDLE game;
    MEMBLOCK *list;
    PVOID arena;
    int gold = 31337;
    SIZE_T n = 0;

    lab_switch_to('B');         /* the game starts: 1500 gold */
    game = OpenProcess(PROCESS_VM_READ | PROCESS_VM_WRITE | PROCESS_VM_OPERATION | PROCESS_QUERY_INFORMATION, FALSE,
                       (DWORD)lab_fetch(0));
    if (!game) { printf("OpenProcess: %lu\n", GetLastError()); return 1; }
    arena = (PVOID)(ULONG_PTR)lab_fetch(1);

    list = create_scan(game, arena, (PBYTE)arena + 0x100000);
    first_scan(list, 1500, &scan);
    printf("1500: %d places\n", scan.count);
    CHECK_EQ(scan.count, 3);
    lab_switch_to('B');         /* a sword is bought: 1380 */
    next_scan(game, 1380, &scan);
    printf("1380: %d place at +%05IX\n", scan.count, scan.hits[0] - (ULONG_PTR)arena);
    CHECK_EQ(scan.count, 1);
    CHECK(WriteProcessMemory(game, (LPVOID)scan.hits[0], &gold, sizeof gold, &n));
    CHECK_EQ(n, 4);
    lab_switch_to('B');         /* the game counts its gold */

    /* A page that is not there: nothing is read, and the error says how much of it. */
    SetLastError(0);
    TODO_WINE_CHECK(!ReadProcessMemory(game, (PBYTE)arena + 0x20000, &gold, 4, &n));
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_PARTIAL_COPY);
    free_scan(list);
    CloseHandle(game);
    return 0;
}

typedef struct { char name[16]; int health, gold, level; } PLAYER;

int process_b(void)
{
    BYTE *arena = VirtualAlloc(NULL, 0x40000, MEM_RESERVE, PAGE_READWRITE);
    PLAYER *player;
    int *decoys;
    DWORD old;
    VirtualAlloc(arena, 0x10000, MEM_COMMIT, PAGE_READWRITE);
    VirtualAlloc(arena + 0x30000, 0x1000, MEM_COMMIT, PAGE_READWRITE);
    decoys = (int *)(arena + 0x30000);
    decoys[5] = 1500;
    decoys = (int *)(arena + 0x8000);
    decoys[0] = 1500;
    VirtualProtect(decoys + 0x1000, 0x1000, PAGE_READONLY, &old);
    player = (PLAYER *)(arena + 0x1230);
    *player = (PLAYER){ "Hero", 100, 1500, 1 };
    lab_post(0, GetCurrentProcessId());
    lab_post(1, (ULONG_PTR)arena);
    lab_switch_to('A');
    player->gold -= 120;
    lab_switch_to('A');
    printf("%s has %d gold\n", player->name, player->gold);
    CHECK_EQ(player->gold, 31337);
    return 0;
}
