// FACT: PAGE_GUARD can be put on every protection but PAGE_NOACCESS; the first allowed access meets the guard, and what remains is the protection beneath.
// SOURCE: win32/desktop-src/Memory/creating-guard-pages.md, memory-protection-constants.md (PAGE_GUARD)
#include "lab.h"

static DWORD protection(void *p)
{
    MEMORY_BASIC_INFORMATION m;
    VirtualQuery(p, &m, sizeof m);
    return m.Protect;
}

int main(void)
{
    static const DWORD beneath[] = { PAGE_READONLY, PAGE_READWRITE, PAGE_EXECUTE_READ, PAGE_EXECUTE_READWRITE };
    BYTE *p = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    DWORD old;

    for (int i = 0; i < 4; i++) {
        BYTE *page = p + i * 0x2000;
        page[0x10] = 0xC3;
        CHECK(VirtualProtect(page, 0x1000, beneath[i] | PAGE_GUARD, &old));
        CHECK_EQ(protection(page), beneath[i] | PAGE_GUARD);
        CHECK_EQ(probe_read(page + 0x10), STATUS_GUARD_PAGE_VIOLATION);
        CHECK_EQ(protection(page), beneath[i]);
        CHECK_EQ(probe_read(page + 0x10), 0);
    }
    CHECK_EQ(probe_write(p, 1), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_write(p + 0x2000, 1), 0);
    CHECK_EQ(probe_execute(p + 0x2010), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_execute(p + 0x4010), 0);
    CHECK_EQ(probe_execute(p + 0x6010), 0);

    // Wine 8.0 takes it; memory-protection-constants.md: PAGE_GUARD "cannot be used with PAGE_NOACCESS".
    SetLastError(0);
    TODO_WINE_CHECK(!VirtualProtect(p + 0x8000, 0x1000, PAGE_NOACCESS | PAGE_GUARD, &old));
    TODO_WINE_CHECK_EQ(GetLastError(), ERROR_INVALID_PARAMETER);
    TODO_WINE_CHECK_EQ(protection(p + 0x8000), PAGE_READWRITE);
    return 0;
}
