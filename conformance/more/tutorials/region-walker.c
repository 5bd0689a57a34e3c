// FACT: VirtualQuery from address 0, going on at BaseAddress + RegionSize each time, walks every region of the process once and without gaps.
// SOURCE: Windows via C/C++, chapter 14 (Exploring Virtual Memory, the VMMap sample); learn.microsoft.com, VirtualQuery
#include <windows.h>
#include <tchar.h>
#include <stdio.h>
#include <strsafe.h>
#include "lab.h"

typedef struct _VMREGION {
    PVOID   pvBase;
    SIZE_T  cbSize;
    DWORD   dwState, dwProtect, dwType;
    BOOL    fFirst;             // begins an allocation
} VMREGION;

static PCTSTR GetStateText(DWORD dwState)
{
    switch (dwState) {
    case MEM_FREE:    return TEXT("Free");
    case MEM_RESERVE: return TEXT("Reserve");
    case MEM_COMMIT:  return TEXT("Commit");
    }
    return TEXT("Unknown");
}

static PCTSTR GetTypeText(DWORD dwType)
{
    PCTSTR p = TEXT("Unknown");
    switch (dwType) {
        case 0:           p = TEXT("");        break;
        case MEM_PRIVATE: p = TEXT("Private"); break;
        case MEM_MAPPED:  p = TEXT("Mapped");  break;
        case MEM_IMAGE:   p = TEXT("Image");   break;
    }
    return p;
}

PTSTR GetProtectText(DWORD dwProtect, PTSTR szBuf, size_t chSize, BOOL bShowFlags)
{
    static const struct { DWORD dwProtect; PCTSTR pszText; } table[] = {
        { PAGE_READONLY,          TEXT("-R--") },
        { PAGE_READWRITE,         TEXT("-RW-") },
        { PAGE_WRITECOPY,         TEXT("-RWC") },
        { PAGE_EXECUTE,           TEXT("E---") },
        { PAGE_EXECUTE_READ,      TEXT("ER--") },
        { PAGE_EXECUTE_READWRITE, TEXT("ERW-") },
        { PAGE_EXECUTE_WRITECOPY, TEXT("ERWC") },
        { PAGE_NOACCESS,          TEXT("----") },
    };
    StringCchCopy(szBuf, chSize, TEXT("    "));
    for (size_t i = 0; i < _countof(table); i++)
        if ((dwProtect & ~(PAGE_GUARD | PAGE_NOCACHE | PAGE_WRITECOMBINE)) == table[i].dwProtect)
            StringCchCopy(szBuf, chSize, table[i].pszText);
    if (bShowFlags) {
        StringCchCat(szBuf, chSize, TEXT(" "));
        StringCchCat(szBuf, chSize, (dwProtect & PAGE_GUARD)        ? TEXT("G") : TEXT("-"));
        StringCchCat(szBuf, chSize, (dwProtect & PAGE_NOCACHE)      ? TEXT("N") : TEXT("-"));
        StringCchCat(szBuf, chSize, (dwProtect & PAGE_WRITECOMBINE) ? TEXT("W") : TEXT("-"));
    }
    return szBuf;
}

/* Calls back for each region from pv up to pvEnd; answers how many there were. */
typedef BOOL (CALLBACK *REGIONPROC)(const VMREGION *region, PVOID context);

static int WalkRegions(PVOID pv, PVOID pvEnd, REGIONPROC proc, PVOID context)
{
    MEMORY_BASIC_INFORMATION mbi;
    int count = 0;
    while ((PBYTE)pv < (PBYTE)pvEnd && VirtualQuery(pv, &mbi, sizeof(mbi)) == sizeof(mbi)) {
        VMREGION r;
        r.pvBase = mbi.BaseAddress;
        r.cbSize = mbi.RegionSize;
        r.dwState = mbi.State;
        r.dwProtect = mbi.State == MEM_COMMIT ? mbi.Protect : 0;
        r.dwType = mbi.State == MEM_FREE ? 0 : mbi.Type;
        r.fFirst = mbi.State != MEM_FREE && mbi.AllocationBase == mbi.BaseAddress;
        count++;
        if (!proc(&r, context)) break;
        pv = (PBYTE)mbi.BaseAddress + mbi.RegionSize;
    }
    return count;
}

typedef struct { PBYTE next; SIZE_T committed, reserved, free; int gaps, images; } TOTALS;

static BOOL CALLBACK AddUp(const VMREGION *r, PVOID context)
{
    TOTALS *t = context;
    if ((PBYTE)r->pvBase != t->next) t->gaps++;
    t->next = (PBYTE)r->pvBase + r->cbSize;
    if (r->dwState == MEM_COMMIT) t->committed += r->cbSize;
    else if (r->dwState == MEM_RESERVE) t->reserved += r->cbSize;
    else t->free += r->cbSize;
    if (r->fFirst && r->dwType == MEM_IMAGE) t->images++;
    return TRUE;
}

static BOOL CALLBACK PrintRow(const VMREGION *r, PVOID context)
{
    TCHAR szProtect[16];
    PBYTE origin = (PBYTE)context;
    _tprintf(TEXT("%c +%05IX %8Iu KB  %-8s %-8s %s\n"), r->fFirst ? TEXT('*') : TEXT(' '),
             (SIZE_T)((PBYTE)r->pvBase - origin), r->cbSize / 1024, GetStateText(r->dwState), GetTypeText(r->dwType),
             GetProtectText(r->dwProtect, szProtect, _countof(szProtect), r->dwState == MEM_COMMIT));
    return TRUE;
}

int main(void)
{
    SYSTEM_INFO si;
    TOTALS t = { 0 };
    PBYTE p;
    DWORD old;
    int rows;

    GetSystemInfo(&si);
    p = VirtualAlloc(NULL, 0x40000, MEM_RESERVE, PAGE_EXECUTE_READWRITE);
    VirtualAlloc(p + 0x10000, 0x8000, MEM_COMMIT, PAGE_READWRITE);
    VirtualAlloc(p + 0x20000, 0x2000, MEM_COMMIT, PAGE_EXECUTE_READ);
    VirtualProtect(p + 0x14000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old);
    VirtualProtect(p + 0x16000, 0x1000, PAGE_READONLY, &old);
    VirtualProtect(p + 0x21000, 0x1000, PAGE_NOACCESS, &old);

    _tprintf(TEXT("  Offset  Size         State    Type     Prot\n"));
    rows = WalkRegions(p, p + 0x40000, PrintRow, p);
    _tprintf(TEXT("%d regions\n"), rows);
    CHECK_EQ(rows, 10);

    WalkRegions(NULL, si.lpMaximumApplicationAddress, AddUp, &t);
    CHECK_EQ(t.gaps, 0);
    CHECK(t.next > (PBYTE)si.lpMaximumApplicationAddress);
    CHECK(t.committed > 0x10000 && t.reserved >= 0x36000 && t.free > t.committed + t.reserved);
    CHECK(t.images >= 3);
    VirtualFree(p, 0, MEM_RELEASE);
    return 0;
}
