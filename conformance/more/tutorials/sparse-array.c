// FACT: A huge array costs only what is used of it: reserve all, and commit a page when an element on it is first set.
// SOURCE: Windows via C/C++, chapter 15 (Using Virtual Memory in Your Own Applications, the VMAlloc sample: a spreadsheet's cells)
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdbool.h>
#include "lab.h"

#define ROWS 4096
#define COLS 256

typedef enum { CELL_EMPTY, CELL_NUMBER, CELL_TEXT } CELLKIND;

typedef struct _CELL {
    CELLKIND kind;
    union {
        double number;
        char text[112];
    } value;
} CELL;

typedef struct {
    CELL *cells;
    SIZE_T page, commits;
} SHEET;

static bool sheet_open(SHEET *s)
{
    SYSTEM_INFO si;
    GetSystemInfo(&si);
    s->page = si.dwPageSize;
    s->commits = 0;
    s->cells = VirtualAlloc(NULL, (SIZE_T)ROWS * COLS * sizeof(CELL), MEM_RESERVE, PAGE_READWRITE);
    return s->cells != NULL;
}

static CELL *sheet_at(const SHEET *s, int row, int col) { return &s->cells[row * COLS + col]; }

static bool is_committed(const void *p)
{
    MEMORY_BASIC_INFORMATION mbi;
    return VirtualQuery(p, &mbi, sizeof mbi) && mbi.State == MEM_COMMIT;
}

/* The cell, its page committed; NULL when there is no memory. */
static CELL *sheet_touch(SHEET *s, int row, int col)
{
    CELL *cell = sheet_at(s, row, col);
    if (!is_committed(cell)) {
        if (!VirtualAlloc(cell, sizeof *cell, MEM_COMMIT, PAGE_READWRITE)) return NULL;
        s->commits++;
    }
    return cell;
}

static void set_number(SHEET *s, int row, int col, double d)
{
    CELL *c = sheet_touch(s, row, col);
    if (!c) { puts("out of memory"); exit(3); }
    c->kind = CELL_NUMBER;
    c->value.number = d;
}

static void set_text(SHEET *s, int row, int col, const char *t)
{
    CELL *c = sheet_touch(s, row, col);
    if (!c) { puts("out of memory"); exit(3); }
    c->kind = CELL_TEXT;
    strncpy(c->value.text, t, sizeof c->value.text - 1);
}

static const char *show(const SHEET *s, int row, int col)
{
    static char out[128];
    const CELL *c = sheet_at(s, row, col);
    if (!is_committed(c)) return "(no storage)";
    switch (c->kind) {
    case CELL_NUMBER: snprintf(out, sizeof out, "%g", c->value.number); break;
    case CELL_TEXT: snprintf(out, sizeof out, "\"%s\"", c->value.text); break;
    default: return "(empty)";
    }
    return out;
}

/* Gives back the pages on which no cell is used. */
static int collect_garbage(SHEET *s)
{
    int freed = 0;
    MEMORY_BASIC_INFORMATION mbi;
    for (BYTE *p = (BYTE *)s->cells; p < (BYTE *)(s->cells + (SIZE_T)ROWS * COLS);) {
        if (!VirtualQuery(p, &mbi, sizeof mbi)) break;
        if (mbi.State == MEM_COMMIT)
            for (BYTE *page = p; page < p + mbi.RegionSize; page += s->page) {
                bool used = false;
                for (CELL *c = (CELL *)page; (BYTE *)c < page + s->page && !used; c++) used = c->kind != CELL_EMPTY;
                if (!used && VirtualFree(page, s->page, MEM_DECOMMIT)) freed++;
            }
        p += mbi.RegionSize;
    }
    return freed;
}

int main(void)
{
    SHEET sheet;
    int freed;
    if (!sheet_open(&sheet)) return 1;
    printf("a cell has %d bytes, the sheet %d MB\n", (int)sizeof(CELL), (int)(ROWS * COLS * sizeof(CELL) >> 20));

    set_number(&sheet, 0, 0, 3.25);
    set_text(&sheet, 0, 1, "total");
    set_number(&sheet, 1000, 17, -1e10);
    set_text(&sheet, ROWS - 1, COLS - 1, "the last");
    printf("%s %s %s %s %s\n", show(&sheet, 0, 0), "and", show(&sheet, 5, 5), "and", show(&sheet, 0, 2));
    printf("%s\n", show(&sheet, 0, 1));
    printf("%s\n", show(&sheet, 1000, 17));
    printf("%s\n", show(&sheet, ROWS - 1, COLS - 1));

    CHECK_EQ(sizeof(CELL), 120);
    CHECK_EQ(sheet.commits, 3);
    sheet_touch(&sheet, 2000, 0)->kind = CELL_EMPTY;
    sheet_at(&sheet, 1000, 17)->kind = CELL_EMPTY;
    freed = collect_garbage(&sheet);
    printf("%d pages given back\n", freed);
    CHECK(freed >= 2 && freed <= 4);
    CHECK(!is_committed(sheet_at(&sheet, 1000, 17)));
    CHECK_EQ(sheet_at(&sheet, 0, 0)->value.number == 3.25, 1);
    CHECK(VirtualFree(sheet.cells, 0, MEM_RELEASE));
    return 0;
}
