// FACT: Any object can be looked at as bytes: integers lie with their lowest byte first, strings in reading order.
// SOURCE: C11 6.5p7 (character types may look at any object); x64 is little-endian
#include "lab.h"

static char out[80];

static const char *dump_line(const void *from, unsigned offset, int count)
{
    const BYTE *bytes = (const BYTE *)from + offset;
    char *to = out;
    to += sprintf(to, "%04x ", offset);
    for (int i = 0; i < 8; i++) to += i < count ? sprintf(to, " %02x", bytes[i]) : sprintf(to, "   ");
    to += sprintf(to, "  ");
    for (int i = 0; i < count; i++) *to++ = bytes[i] >= ' ' && bytes[i] < 127 ? bytes[i] : '.';
    *to = 0;
    return out;
}

int main(void)
{
    struct { DWORD number; WORD pair[2]; char text[9]; } record = { 0x11223344, { 0xAABB, 0xFF }, "VADs & PT" };
    const BYTE *raw = (const BYTE *)&record;
    ULONGLONG q = 0x0102030405060708;
    BYTE *page = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    CHECK(strcmp(dump_line(&record, 0, 8), "0000  44 33 22 11 bb aa ff 00  D3\".....") == 0);
    CHECK(strcmp(dump_line(&record, 8, 8), "0008  56 41 44 73 20 26 20 50  VADs & P") == 0);
    CHECK(strcmp(dump_line(&record, 16, 1), "0010  54                       T") == 0);
    CHECK_EQ(raw[0], 0x44);
    CHECK_EQ(*(BYTE *)&q, 8);
    CHECK_EQ(((WORD *)&q)[3], 0x0102);
    for (int i = 0; i < 17; i += 8) puts(dump_line(&record, i, i < 16 ? 8 : 1));

    memcpy(page + 4000, &record, sizeof record);
    CHECK(strcmp(dump_line(page, 4008, 8), "0fa8  56 41 44 73 20 26 20 50  VADs & P") == 0);
    CHECK(strcmp(dump_line(page, 0, 8), "0000  00 00 00 00 00 00 00 00  ........") == 0);
    return 0;
}
