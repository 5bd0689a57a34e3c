import { slotCount } from '../known-differences/actions'

/** Bytes of the arena: the addresses that actions name, at one place in every process. */
export const arenaSize = 0x100000

/**
 * The words that a generated program has beyond lab.h's. A step prints its number and its result by meaning; after
 * each step the program looks at its allocations and prints those that changed: offsets, states, protections and the
 * first bytes of each page that is not zero.
 */
export const prelude = `static BYTE *at[${slotCount}];      /* what the steps returned; a place in the arena when that is gone */
static SIZE_T reach[${slotCount}]; /* and how long it is */
static HANDLE sections[${slotCount}], files[${slotCount}], heaps[${slotCount}], other;
static void *blocks[${slotCount}];
static int lives[${slotCount}];
static DWORD old;
static SIZE_T count;
static BYTE bytes[0x10000];
static MEMORY_BASIC_INFORMATION info;
static char now[16384], shown[${slotCount + 2}][16384], text[96];
static int sequence;

/* The regions from an address on, as offsets; those that are free are left out. */
static void look_at(int step, HANDLE process, int area, BYTE *from, SIZE_T size)
{
    char *out = now;
    BYTE *p = from;
    *out = 0;
    while (p && p < from + size && out < now + sizeof now - 256) {
        MEMORY_BASIC_INFORMATION m;
        BYTE *end;
        if (!VirtualQueryEx(process, p, &m, sizeof m)) {
            sprintf(out, " ?%lu", GetLastError());
            break;
        }
        end = (BYTE *)m.BaseAddress + m.RegionSize;
        if (m.State != MEM_FREE)
            out += sprintf(out, " [%llx-%llx %lx %lx %lx of %llx %lx]", (ULONGLONG)(p - from), (ULONGLONG)(end - from),
                           m.State, m.Protect, m.Type, (ULONGLONG)((BYTE *)m.AllocationBase - from), m.AllocationProtect);
        if (m.State == MEM_COMMIT && !(m.Protect & (PAGE_GUARD | PAGE_NOACCESS)) && process == GetCurrentProcess())
            for (BYTE *q = p; q < end && q < p + ARENA_SIZE && out < now + sizeof now - 256; q += 0x1000) {
                ULONGLONG first = *(ULONGLONG *)q;
                if (first) out += sprintf(out, " %llx=%llx", (ULONGLONG)(q - from), first);
            }
        p = end;
    }
    if (strcmp(now, shown[area]) == 0) return;
    strcpy(shown[area], now);
    printf("%d @%d%s\\n", step, area, now);
}

/* Area ${slotCount} is the arena, ${slotCount + 1} the other process's arena. */
static void look(int step)
{
    for (int i = 0; i < ${slotCount}; i++)
        if (lives[i]) {
            MEMORY_BASIC_INFORMATION m;
            if (!VirtualQuery(at[i], &m, sizeof m) || m.State == MEM_FREE || m.AllocationBase != at[i]) lives[i] = 0;
            look_at(step, GetCurrentProcess(), i, lives[i] ? at[i] : NULL, reach[i]);
            if (!lives[i]) at[i] = ARENA + i * 0x10000;
        }
    look_at(step, GetCurrentProcess(), ${slotCount}, ARENA, ARENA_SIZE);
    if (other) look_at(step, other, ${slotCount + 1}, ARENA, ARENA_SIZE);
}

/* Where an address is; a new one is kept in its slot. */
static void place(int step, int slot, void *returned)
{
    DWORD error = GetLastError();
    BYTE *p = returned;
    int known = -1;
    for (int i = 0; i < ${slotCount}; i++)
        if (lives[i] && p >= at[i] && p < at[i] + reach[i]) known = i;
    if (!p) printf("%d !%lu\\n", step, error);
    else if (p >= ARENA && p < ARENA + ARENA_SIZE) printf("%d arena+0x%llx\\n", step, (ULONGLONG)(p - ARENA));
    else if (known >= 0) printf("%d s%d+0x%llx\\n", step, known, (ULONGLONG)(p - at[known]));
    else if (slot < 0) printf("%d elsewhere\\n", step);
    else {
        MEMORY_BASIC_INFORMATION m;
        BYTE *end = p;
        while (VirtualQuery(end, &m, sizeof m) && m.State != MEM_FREE && m.AllocationBase == p)
            end = (BYTE *)m.BaseAddress + m.RegionSize;
        at[slot] = p;
        lives[slot] = 1;
        reach[slot] = end - p;
        printf("%d new%s\\n", step, (ULONG_PTR)p % 0x10000 ? " crooked" : "");
    }
    look(step);
}
static void done(int step, BOOL ok)
{
    if (ok) printf("%d ok\\n", step);
    else printf("%d !%lu\\n", step, GetLastError());
    look(step);
}
static void truth(int step, BOOL ok)
{
    printf("%d %s\\n", step, ok ? "ok" : "no");
    look(step);
}
static void number(int step, ULONGLONG n)
{
    printf("%d %llx\\n", step, n);
    look(step);
}
/* Offered memory is not to be touched, and the look at it is a touch: it comes back at once. */
static void offered(int step, void *base, SIZE_T size, DWORD priority)
{
    DWORD error = OfferVirtualMemory(base, size, priority);
    if (!error) ReclaimVirtualMemory(base, size);
    number(step, error);
}
/* Releases the private memory at an address, whatever it is. */
static void give_back(int step, HANDLE process, BYTE *p)
{
    MEMORY_BASIC_INFORMATION m;
    BOOL there = VirtualQueryEx(process, p, &m, sizeof m) && m.State != MEM_FREE && m.Type == MEM_PRIVATE;
    truth(step, there && VirtualFreeEx(process, m.AllocationBase, 0, MEM_RELEASE));
}
static void changed(int step, BOOL ok)
{
    if (ok) printf("%d ok was %lx\\n", step, old);
    else printf("%d !%lu\\n", step, GetLastError());
    look(step);
}
static void queried(int step, SIZE_T size)
{
    if (size) printf("%d %llx %lx %lx\\n", step, (ULONGLONG)size, info.State, info.Protect);
    else printf("%d !%lu\\n", step, GetLastError());
    look(step);
}
static void watched(int step, DWORD flags, void *base, SIZE_T size, ULONG_PTR room)
{
    PVOID pages[64];
    DWORD granularity;
    if (GetWriteWatch(flags, base, size, pages, &room, &granularity)) printf("%d !%lu\\n", step, GetLastError());
    else {
        printf("%d ok %lx:", step, granularity);
        for (ULONG_PTR i = 0; i < room; i++) printf(" %llx", (ULONGLONG)((BYTE *)pages[i] - (BYTE *)base));
        printf("\\n");
    }
    look(step);
}
/* Uses more memory than a little machine has: whatever else there is goes to the page file. */
static void press(int step)
{
    static BYTE *ballast;
    const SIZE_T size = 0x1000000;
    if (!ballast) ballast = VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    for (SIZE_T i = 0; i < size; i += 0x1000) ballast[i]++;
    number(step, ballast[0]);
}
static BYTE *pattern(int step)
{
    memset(bytes, 0x40 + step % 0x3F, sizeof bytes);
    return bytes;
}
static void copied(int step, int wrote, BOOL ok)
{
    ULONGLONG sum = 0;
    DWORD error = GetLastError();
    if (ok && !wrote) for (SIZE_T i = 0; i < count && i < sizeof bytes; i += 0x200) sum = sum * 31 + bytes[i];
    if (ok) printf("%d ok %llx %llx\\n", step, (ULONGLONG)count, sum);
    else printf("%d !%lu %llx\\n", step, error, (ULONGLONG)count);
    look(step);
}
static void opened(int step, HANDLE h)
{
    DWORD error = GetLastError();
    if (h == NULL || h == INVALID_HANDLE_VALUE) printf("%d !%lu\\n", step, error);
    else printf("%d ok%s\\n", step, error == ERROR_ALREADY_EXISTS ? " exists" : "");
    look(step);
}
static const char *file_name(int n)
{
    sprintf(text, "fuzz-%d-%d.bin", sequence, n);
    return text;
}
static const char *section_name(int n)
{
    sprintf(text, "Local\\\\fuzz-%llu-%d-%d", lab_fetch(0), sequence, n);
    return text;
}
static void written(int step, HANDLE file, LONG offset, DWORD size)
{
    DWORD n = 0;
    SetFilePointer(file, offset, NULL, FILE_BEGIN);
    done(step, WriteFile(file, pattern(step), size, &n, NULL));
}
static void fetched(int step, HANDLE file, LONG offset, DWORD size)
{
    DWORD n = 0;
    BOOL ok;
    SetFilePointer(file, offset, NULL, FILE_BEGIN);
    ok = ReadFile(file, bytes, size, &n, NULL);
    count = n;
    copied(step, 0, ok);
}
static void cut(int step, HANDLE file, LONG offset)
{
    SetFilePointer(file, offset, NULL, FILE_BEGIN);
    done(step, SetEndOfFile(file));
}
static void block(int step, BYTE *p)
{
    printf("%d %s\\n", step, !p ? "no" : (ULONG_PTR)p % 16 ? "crooked" : "ok");
    look(step);
}
/* A block that moved is the new one; one that could not be made larger stays. */
static void *again(HANDLE heap, DWORD flags, void **block, SIZE_T size)
{
    void *p = HeapReAlloc(heap, flags, *block, size);
    if (p) *block = NULL;
    return p;
}
/* Only a page without access, or one that begins with a ret, is called. */
static void executed(int step, BYTE *p)
{
    MEMORY_BASIC_INFORMATION m;
    if (VirtualQuery(p, &m, sizeof m) && m.State == MEM_COMMIT && (m.Protect & 0xF0) && !(m.Protect & PAGE_GUARD) &&
        *p != 0xC3)
        printf("%d not code\\n", step);
    else printf("%d %lx\\n", step, probe_execute(p));
    look(step);
}
static void begin(int number)
{
    sequence = number;
    memset(lives, 0, sizeof lives);
    memset(shown, 0, sizeof shown);
    memset(sections, 0, sizeof sections);
    memset(heaps, 0, sizeof heaps);
    memset(blocks, 0, sizeof blocks);
    for (int i = 0; i < ${slotCount}; i++) {
        at[i] = ARENA + i * 0x10000;
        files[i] = INVALID_HANDLE_VALUE;
    }
}
/* Gives everything back, so that the next sequence begins as the first. */
static void finish(void)
{
    MEMORY_BASIC_INFORMATION m;
    for (int i = 0; i < ${slotCount}; i++) {
        if (lives[i] && !UnmapViewOfFile(at[i])) VirtualFree(at[i], 0, MEM_RELEASE);
        if (sections[i]) CloseHandle(sections[i]);
        if (files[i] != INVALID_HANDLE_VALUE) CloseHandle(files[i]);
        if (heaps[i]) HeapDestroy(heaps[i]);
    }
    for (BYTE *p = ARENA; p < ARENA + ARENA_SIZE && VirtualQuery(p, &m, sizeof m);) {
        if (m.State != MEM_FREE && !UnmapViewOfFile(m.AllocationBase)) VirtualFree(m.AllocationBase, 0, MEM_RELEASE);
        p = (BYTE *)m.BaseAddress + m.RegionSize;
    }
    for (int i = 0; i < 4; i++) DeleteFileA(file_name(i));
}
`
