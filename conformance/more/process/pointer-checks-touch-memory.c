// FACT: IsBadReadPtr, IsBadWritePtr, IsBadCodePtr and IsBadStringPtr try every page of a range and answer TRUE where one refuses; no bytes at all are never bad.
// SOURCE: Microsoft, IsBadReadPtr, IsBadWritePtr, IsBadCodePtr, IsBadStringPtr (Return value: "If the size is zero, the return value is zero")
#include "lab.h"

int main(void)
{
    BYTE *p = (BYTE *)VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);
    DWORD old;

    VirtualAlloc(p, 0x4000, MEM_COMMIT, PAGE_READWRITE);
    VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old);
    VirtualProtect(p + 0x2000, 0x1000, PAGE_NOACCESS, &old);
    VirtualProtect(p + 0x3000, 0x1000, PAGE_EXECUTE, &old);
    memset(p, 'a', 0x1000);
    CHECK_EQ(IsBadReadPtr(NULL, 0), 0);
    CHECK_EQ(IsBadReadPtr(NULL, 1), 1);
    CHECK_EQ(IsBadReadPtr(p, 1), 0);
    CHECK_EQ(IsBadReadPtr(p, 0x2000), 0);
    CHECK_EQ(IsBadReadPtr(p, 0x2001), 1);
    CHECK_EQ(IsBadReadPtr(p + 0x1fff, 1), 0);
    CHECK_EQ(IsBadReadPtr(p + 0x1fff, 2), 1);
    CHECK_EQ(IsBadReadPtr(p + 0x2000, 0), 0);
    CHECK_EQ(IsBadReadPtr(p + 0x4000, 1), 1);
    CHECK_EQ(IsBadReadPtr(p + 0x20000000, 1), 1);
    CHECK_EQ(IsBadReadPtr((void *)~(ULONG_PTR)0, 1), 1);
    CHECK_EQ(IsBadReadPtr(p, ~(UINT_PTR)0), 1);
    CHECK_EQ(IsBadWritePtr(p, 0x1000), 0);
    CHECK_EQ(IsBadWritePtr(p, 0x1001), 1);
    CHECK_EQ(IsBadWritePtr(p + 0x1000, 1), 1);
    CHECK_EQ(IsBadWritePtr(p + 0x1000, 0), 0);
    CHECK_EQ(IsBadWritePtr(p + 0x3000, 1), 1);
    CHECK_EQ(IsBadWritePtr(NULL, 0), 0);
    CHECK_EQ(IsBadWritePtr(NULL, 8), 1);
    CHECK_EQ(p[0], 0x61);
    CHECK_EQ(p[0xfff], 0x61);
    CHECK_EQ(IsBadCodePtr(NULL), 1);
    CHECK_EQ(IsBadCodePtr((FARPROC)p), 0);
    CHECK_EQ(IsBadCodePtr((FARPROC)(p + 0x2000)), 1);
    CHECK_EQ(IsBadCodePtr((FARPROC)GetProcAddress(GetModuleHandleA("kernel32.dll"), "VirtualAlloc")), 0);
    CHECK_EQ(IsBadStringPtrA("text", 100), 0);
    CHECK_EQ(IsBadStringPtrA((char *)p + 0xff0, 0x10), 0);
    CHECK_EQ(IsBadStringPtrA((char *)p + 0xff0, 0x20), 0);
    CHECK_EQ(IsBadStringPtrA((char *)p + 0x2000, 0), 0);
    CHECK_EQ(IsBadStringPtrA((char *)p + 0x2000, 1), 1);
    CHECK_EQ(IsBadStringPtrA(NULL, 5), 1);
    CHECK_EQ(IsBadStringPtrW((WCHAR *)(p + 0xff0), 8), 0);
    CHECK_EQ(IsBadHugeReadPtr(p, 0x2001), 1);
    CHECK_EQ(IsBadHugeWritePtr(p, 0x1000), 0);
    /* nothing stays committed that was not */
    CHECK_EQ(probe_read(p + 0x4000), EXCEPTION_ACCESS_VIOLATION);
    return 0;
}
