// FACT: An x64 page-table entry is 64 bits that a union of bit-fields takes apart; four indices of 9 bits and an offset of 12 make a virtual address.
// SOURCE: Windows Internals, part 1, chapter 5 (Address Translation; the !pte experiments); Intel SDM volume 3, 4.5
#include <windows.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

typedef union _MMPTE_HARDWARE {
    uint64_t Long;
    struct {
        uint64_t Valid : 1;
        uint64_t Write : 1;
        uint64_t Owner : 1;
        uint64_t WriteThrough : 1;
        uint64_t CacheDisable : 1;
        uint64_t Accessed : 1;
        uint64_t Dirty : 1;
        uint64_t LargePage : 1;
        uint64_t Global : 1;
        uint64_t CopyOnWrite : 1;
        uint64_t Unused : 1;
        uint64_t Write1 : 1;
        uint64_t PageFrameNumber : 36;
        uint64_t Reserved : 4;
        uint64_t SoftwareWsIndex : 11;
        uint64_t NoExecute : 1;
    };
} MMPTE_HARDWARE;

typedef union _VIRTUAL_ADDRESS {
    uint64_t Value;
    void *Pointer;
    struct {
        uint64_t Offset : 12, Pt : 9, Pd : 9, Pdpt : 9, Pml4 : 9;
        int64_t SignExtension : 16;
    } u;
} VIRTUAL_ADDRESS;

typedef struct _FLAG_NAME { uint64_t mask; char set, clear; } FLAG_NAME;

/* As the debugger writes it: ---DA--KWEV */
static char *flags_text(MMPTE_HARDWARE pte)
{
    static char text[16];
    char *p = text;
    *p++ = pte.CopyOnWrite ? 'C' : '-';
    *p++ = pte.Global ? 'G' : '-';
    *p++ = pte.LargePage ? 'L' : '-';
    *p++ = pte.Dirty ? 'D' : '-';
    *p++ = pte.Accessed ? 'A' : '-';
    *p++ = pte.CacheDisable ? 'N' : '-';
    *p++ = pte.WriteThrough ? 'T' : '-';
    *p++ = pte.Owner ? 'U' : 'K';
    *p++ = pte.Write ? 'W' : 'R';
    *p++ = pte.NoExecute ? '-' : 'E';
    *p++ = pte.Valid ? 'V' : '-';
    *p = '\0';
    return text;
}

static uint64_t compose(unsigned pml4, unsigned pdpt, unsigned pd, unsigned pt, unsigned offset)
{
    VIRTUAL_ADDRESS va = { 0 };
    va.u.Pml4 = pml4, va.u.Pdpt = pdpt, va.u.Pd = pd, va.u.Pt = pt, va.u.Offset = offset;
    va.u.SignExtension = pml4 & 0x100 ? -1 : 0;
    return va.Value;
}

static void binary(uint64_t v, int bits)
{
    for (int i = bits - 1; i >= 0; i--) {
        putchar('0' + (int)(v >> i & 1));
        if (i && i % 4 == 0) putchar('_');
    }
    putchar('\n');
}

int main(void)
{
    static const uint64_t samples[] = { 0x8000000012345867, 0x0000000000ABC025, 0x80000000FFFFF225, 0 };
    MMPTE_HARDWARE pte, made = { 0 };
    VIRTUAL_ADDRESS va;

    C_ASSERT(sizeof(MMPTE_HARDWARE) == 8 && sizeof(VIRTUAL_ADDRESS) == 8);
    for (int i = 0; i < 4; i++) {
        pte.Long = samples[i];
        printf("%s pfn %llx\n", flags_text(pte), (unsigned long long)pte.PageFrameNumber);
    }
    va.Value = 0x00007FF6A1B2C3D4;
    printf("pml4 %d, pdpt %d, pd %d, pt %d, offset %#x\n", (int)va.u.Pml4, (int)va.u.Pdpt, (int)va.u.Pd, (int)va.u.Pt,
           (int)va.u.Offset);
    CHECK_EQ(compose(255, 474, 269, 300, 0x3D4), va.Value);
    CHECK_EQ(compose(256, 0, 0, 0, 0), 0xFFFF800000000000);
    binary(va.u.Pt, 12);

    made.Valid = made.Write = made.Owner = 1;
    made.PageFrameNumber = 0x1FFFFFFFFF;      /* one bit too many: it is cut off */
    made.NoExecute = ~0;
    CHECK_EQ(made.PageFrameNumber, 0xFFFFFFFFF);
    CHECK_EQ(made.Long, 0x8000FFFFFFFFF007);
    made.Valid--;
    CHECK_EQ(made.Valid, 0);
    made.SoftwareWsIndex -= 1;
    CHECK_EQ(made.SoftwareWsIndex, 0x7FF);
    CHECK_EQ(made.NoExecute, 1);

    int local = 5;
    va.Pointer = &local;
    CHECK_EQ(va.u.SignExtension, 0);
    CHECK_EQ(compose(va.u.Pml4, va.u.Pdpt, va.u.Pd, va.u.Pt, va.u.Offset), (ULONG_PTR)&local);
    va.u.Offset ^= va.u.Offset;
    CHECK_EQ(va.Value, (ULONG_PTR)&local & ~0xFFFull);
    return 0;
}
