// FACT: #pragma pack caps the alignment of members, for the structs whose } it stands before; other pragmas change nothing.
// SOURCE: learn.microsoft.com cpp/preprocessor/pack
#include "lab.h"

#pragma pack(push, 1)
typedef struct { BYTE tag; DWORD size; WORD kind; ULONGLONG where; } tight;
#pragma pack(pop)
typedef struct { BYTE tag; DWORD size; WORD kind; ULONGLONG where; } loose;
#pragma pack(push)
#pragma pack(2)
struct two { char a; int b; char c; double d; };
#pragma pack(pop)
#pragma pack(4)
struct four { char a; long long b; char c; };
#pragma pack()
struct eight { char a; long long b; char c; };
#pragma pack(push, outer, 1)
#pragma pack(push, 8)
#pragma pack(pop, outer)
struct after { char a; int b; };
#pragma something else that nobody knows

int main(void)
{
    tight values[2] = { { 1, 2, 3, 4 }, { .where = ~0ULL } };
    BYTE *bytes = (BYTE *)values;
    CHECK_EQ(sizeof(tight), 15);
    CHECK_EQ(offsetof(tight, size), 1);
    CHECK_EQ(offsetof(tight, where), 7);
    CHECK_EQ(sizeof(loose), 24);
    CHECK_EQ(offsetof(loose, where), 16);
    CHECK_EQ(sizeof(struct two), 16);
    CHECK_EQ(offsetof(struct two, b), 2);
    CHECK_EQ(offsetof(struct two, d), 8);
    CHECK_EQ(sizeof(struct four), 16);
    CHECK_EQ(offsetof(struct four, b), 4);
    CHECK_EQ(sizeof(struct eight), 24);
    CHECK_EQ(sizeof(struct after), 8);
    CHECK_EQ(bytes[1], 2);
    CHECK_EQ(bytes[5], 3);
    CHECK_EQ(bytes[7], 4);
    CHECK_EQ(bytes[22], 0xff);
    *(DWORD *)(bytes + 1) = 0x12345678;
    CHECK_EQ(values[0].size, 0x12345678);
    CHECK_EQ((char *)&values[1] - (char *)values, 15);
    return 0;
}
