// FACT: A section's name in the namespace of objects stands in \BaseNamedObjects, where CreateFileMapping's Global\ names are too; a name that is taken is a collision unless OBJ_OPENIF opens what has it.
// SOURCE: Microsoft, NtCreateSection, ZwOpenSection, OBJECT_ATTRIBUTES (ObjectName, OBJ_OPENIF), Kernel object namespaces; wine dlls/ntdll/tests/om.c test_name_collisions
#include "lab.h"

struct text { USHORT length, maximum; WCHAR *buffer; };
struct attributes { ULONG length; HANDLE root; struct text *name; ULONG flags; PVOID security, quality; };
typedef ULONG(NTAPI *create_t)(HANDLE *, ULONG, struct attributes *, LARGE_INTEGER *, ULONG, ULONG, HANDLE);
typedef ULONG(NTAPI *open_t)(HANDLE *, ULONG, struct attributes *);
typedef ULONG(NTAPI *close_t)(HANDLE);
typedef void(NTAPI *init_t)(struct text *, const WCHAR *);

static struct text name;
static struct attributes a = { sizeof a, NULL, &name, 0, NULL, NULL };

int main(void)
{
    HMODULE ntdll = GetModuleHandleA("ntdll.dll");
    create_t create = (create_t)(void *)GetProcAddress(ntdll, "NtCreateSection");
    open_t open = (open_t)(void *)GetProcAddress(ntdll, "NtOpenSection");
    close_t close = (close_t)(void *)GetProcAddress(ntdll, "NtClose");
    init_t init = (init_t)(void *)GetProcAddress(ntdll, "RtlInitUnicodeString");
    HANDLE s = NULL, t = NULL, u = NULL, event;
    LARGE_INTEGER size;
    ULONG status;
    BYTE *v, *w;

    CHECK(create != NULL && open != NULL && close != NULL && init != NULL);
    init(&name, L"\\BaseNamedObjects\\vadlab-native");
    CHECK_EQ(name.length, 62);
    CHECK_EQ(name.maximum, 64);
    size.QuadPart = 0x3000;
    CHECK_EQ(open(&s, SECTION_MAP_READ, &a), 0xC0000034);
    CHECK(s == NULL);
    CHECK_EQ(create(&s, SECTION_ALL_ACCESS, &a, &size, PAGE_READWRITE, SEC_COMMIT, NULL), 0);
    CHECK(s != NULL);
    CHECK_EQ(create(&t, SECTION_ALL_ACCESS, &a, &size, PAGE_READWRITE, SEC_COMMIT, NULL), 0xC0000035);
    a.flags = 0x80;
    CHECK_EQ(create(&t, SECTION_ALL_ACCESS, &a, &size, PAGE_READWRITE, SEC_COMMIT, NULL), 0x40000000);
    a.flags = 0;
    CHECK_EQ(open(&u, SECTION_MAP_READ, &a), 0);
    CHECK(u != s && u != t);
    v = (BYTE *)MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0);
    w = (BYTE *)MapViewOfFile(u, FILE_MAP_READ, 0, 0, 0);
    CHECK(v != NULL && w != NULL);
    v[0x2fff] = 0x5b;
    CHECK_EQ(w[0x2fff], 0x5b);
    CHECK(MapViewOfFile(u, FILE_MAP_WRITE, 0, 0, 0) == NULL);
    CHECK_EQ(close(u), 0);
    CHECK_EQ(close(u), 0xC0000008);
    u = OpenFileMappingA(FILE_MAP_READ, FALSE, "Global\\vadlab-native");
    CHECK(u != NULL);
    CloseHandle(u);

    // Other kinds of objects have their names there too.
    event = CreateEventA(NULL, FALSE, FALSE, "Global\\vadlab-event");
    init(&name, L"\\BaseNamedObjects\\vadlab-event");
    CHECK_EQ(open(&u, SECTION_MAP_READ, &a), 0xC0000024);
    CloseHandle(event);

    // Names that lead nowhere, and attributes of another size.
    init(&name, L"vadlab-native");
    CHECK_EQ(open(&u, SECTION_MAP_READ, &a), 0xC000003B);
    init(&name, L"\\NoSuchFolder\\vadlab-native");
    CHECK_EQ(open(&u, SECTION_MAP_READ, &a), 0xC000003A);
    init(&name, L"\\BaseNamedObjects\\vadlab-native");
    a.length = 12;
    CHECK_EQ(open(&u, SECTION_MAP_READ, &a), 0xC000000D);
    a.length = sizeof a;

    // The name goes with the last handle and view.
    close(s);
    close(t);
    UnmapViewOfFile(v);
    UnmapViewOfFile(w);
    CHECK_EQ(open(&u, SECTION_MAP_READ, &a), 0xC0000034);
    CHECK_EQ(create(&s, SECTION_ALL_ACCESS, NULL, &size, 0, SEC_COMMIT, NULL), 0xC0000045);
    status = create(&s, SECTION_ALL_ACCESS, NULL, &size, PAGE_READWRITE, 0, NULL);
    CHECK(status == 0xC00000F4 || status == 0xC000000D);
    CHECK_EQ(create(&s, SECTION_ALL_ACCESS, NULL, &size, PAGE_READWRITE, SEC_COMMIT, (HANDLE)0x12340), 0xC0000008);
    init(&name, NULL);
    CHECK_EQ(name.length, 0);
    CHECK(name.buffer == NULL);
    return 0;
}
