// FACT: Machine code written into a page runs once the page is executable; a compiler for arithmetic is a page of bytes and a function pointer.
// SOURCE: learn.microsoft.com, Memory Protection Constants, FlushInstructionCache; Eli Bendersky, How to JIT (write, then protect, then call)
#include <windows.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "lab.h"

typedef int (*jit_fn)(int x, int y);

static struct { uint8_t *code; size_t at, room; const char *source; const char *error; } jit;

static void emit(const void *bytes, size_t n)
{
    if (jit.at + n > jit.room) { jit.error = "too long"; return; }
    memcpy(jit.code + jit.at, bytes, n);
    jit.at += n;
}
#define EMIT(...) do { static const uint8_t bytes_[] = { __VA_ARGS__ }; emit(bytes_, sizeof bytes_); } while (0)

static void expression(void);

static void skip(void) { while (*jit.source == ' ') jit.source++; }

/* Each leaves its value in eax; ecx is x, edx is y throughout. */
static void factor(void)
{
    skip();
    if (*jit.source == '(') {
        jit.source++;
        expression();
        skip();
        if (*jit.source++ != ')') jit.error = "')' expected";
    } else if (*jit.source == '-') {
        jit.source++;
        factor();
        EMIT(0xF7, 0xD8);                       /* neg eax */
    } else if (*jit.source == 'x') {
        jit.source++;
        EMIT(0x89, 0xC8);                       /* mov eax, ecx */
    } else if (*jit.source == 'y') {
        jit.source++;
        EMIT(0x89, 0xD0);                       /* mov eax, edx */
    } else if (isdigit((unsigned char)*jit.source)) {
        int32_t n = 0;
        while (isdigit((unsigned char)*jit.source)) n = n * 10 + (*jit.source++ - '0');
        EMIT(0xB8);                             /* mov eax, n */
        emit(&n, sizeof n);
    } else jit.error = "number, x, y or '(' expected";
}

static void binary(void (*operand)(void), const char *operators)
{
    operand();
    for (skip(); *jit.source && strchr(operators, *jit.source) && !jit.error; skip()) {
        char op = *jit.source++;
        EMIT(0x50);                             /* push rax */
        operand();
        EMIT(0x41, 0x89, 0xC0, 0x58);           /* mov r8d, eax; pop rax */
        switch (op) {
        case '+': EMIT(0x44, 0x01, 0xC0); break;        /* add eax, r8d */
        case '-': EMIT(0x44, 0x29, 0xC0); break;        /* sub eax, r8d */
        case '*': EMIT(0x41, 0x0F, 0xAF, 0xC0); break;  /* imul eax, r8d */
        case '&': EMIT(0x44, 0x21, 0xC0); break;        /* and eax, r8d */
        }
    }
}
static void product(void) { binary(factor, "*&"); }
static void expression(void) { binary(product, "+-"); }

static jit_fn compile(const char *text)
{
    DWORD old;
    jit.room = 4096;
    jit.at = 0;
    jit.error = NULL;
    jit.source = text;
    jit.code = VirtualAlloc(NULL, jit.room, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (!jit.code) return NULL;
    expression();
    skip();
    if (!jit.error && *jit.source) jit.error = "operator expected";
    EMIT(0xC3);                                 /* ret */
    if (jit.error) {
        printf("error in \"%s\" at %d: %s\n", text, (int)(jit.source - text), jit.error);
        VirtualFree(jit.code, 0, MEM_RELEASE);
        return NULL;
    }
    if (!VirtualProtect(jit.code, jit.room, PAGE_EXECUTE_READ, &old)) return NULL;
    FlushInstructionCache(GetCurrentProcess(), jit.code, jit.at);
    return (jit_fn)(void *)jit.code;
}

int main(void)
{
    static const char *programs[] = { "x + y", "x*x + y*y", "(x - 1) * (x + 1) - -y", "255 & x * 100 - y", "2 * (3 + (4 - x)", "7 7" };
    jit_fn f;
    int errors = 0;

    for (int i = 0; i < (int)(sizeof programs / sizeof programs[0]); i++) {
        if (!(f = compile(programs[i]))) { errors++; continue; }
        printf("%-24s %3zu bytes: f(3, 4) = %d, f(-10, 7) = %d\n", programs[i], jit.at, f(3, 4), f(-10, 7));
        VirtualFree((void *)f, 0, MEM_RELEASE);
    }
    CHECK_EQ(errors, 2);

    f = compile("x * 6 + 1");
    CHECK_EQ(f(20, 0), 121);
    CHECK_EQ(probe_write((void *)f, 0xC3), EXCEPTION_ACCESS_VIOLATION);
    CHECK_EQ(probe_read((void *)f), 0);
    VirtualFree((void *)f, 0, MEM_RELEASE);
    return 0;
}
