// FACT: VirtualAlloc2 takes extended parameters by type, each type once: a NUMA node that exists, attribute flags that are known, address requirements of which all zeros are none.
// SOURCE: Microsoft, VirtualAlloc2 (ExtendedParameters), MEM_EXTENDED_PARAMETER; wine dlls/ntdll/tests/virtual.c test_NtAllocateVirtualMemoryEx, test_NtAllocateVirtualMemoryEx_address_requirements
#include "lab.h"

static MEM_EXTENDED_PARAMETER ext[2];
static MEM_ADDRESS_REQUIREMENTS a;

static DWORD refused(PVOID base, DWORD count)
{
    PVOID p;
    SetLastError(0);
    p = VirtualAlloc2(NULL, base, 0x10000, MEM_RESERVE, PAGE_READWRITE, ext, count);
    if (!p) return GetLastError();
    VirtualFree(p, 0, MEM_RELEASE);
    return 0;
}

int main(void)
{
    // (Wine 8.0 lets attribute flags be given twice.)
    ext[0].Type = MemExtendedParameterAddressRequirements;
    ext[0].Pointer = &a;
    CHECK_EQ(refused(NULL, 1), 0);
    CHECK_EQ(refused((PVOID)0x20000000, 1), 0);
    ext[1] = ext[0];
    CHECK_EQ(refused(NULL, 2), ERROR_INVALID_PARAMETER);
    a.Alignment = 0x10000;
    CHECK_EQ(refused((PVOID)0x20000000, 1), ERROR_INVALID_PARAMETER);
    a.Alignment = 0x8000;
    CHECK_EQ(refused(NULL, 1), ERROR_INVALID_PARAMETER);
    ext[0].Type = MemExtendedParameterAttributeFlags;
    ext[0].ULong64 = 0;
    ext[1] = ext[0];
    CHECK_EQ(refused(NULL, 1), 0);
    TODO_WINE_CHECK_EQ(refused(NULL, 2), ERROR_INVALID_PARAMETER);
    ext[0].Type = MemExtendedParameterNumaNode;
    ext[0].ULong64 = 0;
    CHECK_EQ(refused(NULL, 1), 0);
    ext[0].Type = 0;
    CHECK_EQ(refused(NULL, 1), ERROR_INVALID_PARAMETER);
    ext[0].Type = 7;
    CHECK_EQ(refused(NULL, 1), ERROR_INVALID_PARAMETER);
    CHECK_EQ(refused(NULL, 0), 0);
    return 0;
}
