// FACT: A mark-and-sweep collector over its own heap of cells finds what the roots reach, and frees the cycles that counting would keep.
// SOURCE: Bob Nystrom, Baby's First Garbage Collector (journal.stuffwithstuff.com); McCarthy, Recursive Functions of Symbolic Expressions
#include <windows.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lab.h"

#define STACK_MAX 256

typedef enum { OBJ_INT, OBJ_PAIR, OBJ_SYMBOL } ObjectType;

typedef struct sObject {
    unsigned char marked;
    ObjectType type;
    struct sObject *next;               /* the next in the list of all objects */
    union {
        int value;
        struct { struct sObject *head, *tail; };
        const char *name;
    };
} Object;

typedef struct {
    Object *stack[STACK_MAX];
    int stackSize, numObjects, maxObjects, collections;
    Object *firstObject;
    HANDLE heap;
} VM;

static void fail(int condition, const char *message)
{
    if (!condition) { printf("%s\n", message); exit(1); }
}

static void push(VM *vm, Object *value)
{
    fail(vm->stackSize < STACK_MAX, "Stack overflow!");
    vm->stack[vm->stackSize++] = value;
}
static Object *pop(VM *vm)
{
    fail(vm->stackSize > 0, "Stack underflow!");
    return vm->stack[--vm->stackSize];
}

static void mark(Object *object)
{
    for (; object && !object->marked; object = object->tail) {
        object->marked = 1;
        if (object->type != OBJ_PAIR) return;
        mark(object->head);
    }
}

static void sweep(VM *vm)
{
    Object **object = &vm->firstObject;
    while (*object) {
        if (!(*object)->marked) {
            Object *unreached = *object;
            *object = unreached->next;
            HeapFree(vm->heap, 0, unreached);
            vm->numObjects--;
        } else {
            (*object)->marked = 0;
            object = &(*object)->next;
        }
    }
}

static void gc(VM *vm)
{
    int before = vm->numObjects;
    for (int i = 0; i < vm->stackSize; i++) mark(vm->stack[i]);
    sweep(vm);
    vm->maxObjects = vm->numObjects == 0 ? 8 : vm->numObjects * 2;
    vm->collections++;
    printf("Collected %d objects, %d remaining.\n", before - vm->numObjects, vm->numObjects);
}

static Object *newObject(VM *vm, ObjectType type)
{
    if (vm->numObjects == vm->maxObjects) gc(vm);
    Object *object = HeapAlloc(vm->heap, HEAP_ZERO_MEMORY, sizeof(Object));
    object->type = type;
    object->next = vm->firstObject;
    vm->firstObject = object;
    vm->numObjects++;
    return object;
}

static void pushInt(VM *vm, int value)
{
    Object *object = newObject(vm, OBJ_INT);
    object->value = value;
    push(vm, object);
}
static Object *pushPair(VM *vm)
{
    Object *object = newObject(vm, OBJ_PAIR);
    object->tail = pop(vm);
    object->head = pop(vm);
    push(vm, object);
    return object;
}

static void print(const Object *o)
{
    switch (o->type) {
    case OBJ_INT: printf("%d", o->value); break;
    case OBJ_SYMBOL: printf("%s", o->name); break;
    case OBJ_PAIR:
        putchar('(');
        print(o->head);
        printf(" . ");
        print(o->tail);
        putchar(')');
    }
}

/* Reads "(1 2 (a 3))" into pairs; leaves it on the stack. */
static const char *read(VM *vm, const char *s)
{
    static char names[16][8];
    static int used;
    while (isspace((unsigned char)*s)) s++;
    if (*s == '(') {
        int n = 0;
        for (s++; *s && *s != ')'; n++) {
            s = read(vm, s);
            while (isspace((unsigned char)*s)) s++;
        }
        for (; n > 1; n--) pushPair(vm);
        return s + 1;
    }
    if (isdigit((unsigned char)*s) || *s == '-') {
        char *end;
        pushInt(vm, strtol(s, &end, 0));
        return end;
    }
    int k = 0;
    char *name = names[used++ & 15];
    while (isalpha((unsigned char)*s) && k < 7) name[k++] = *s++;
    name[k] = '\0';
    Object *o = newObject(vm, OBJ_SYMBOL);
    o->name = name;
    push(vm, o);
    return s;
}

int main(void)
{
    VM vm = { .maxObjects = 16, .heap = HeapCreate(HEAP_NO_SERIALIZE, 4096, 0) };

    read(&vm, "(1 2 (sum -3 0x10))");
    print(vm.stack[0]);
    printf("\n");
    CHECK_EQ(vm.numObjects, 9);

    /* A cycle, reachable first and then not. */
    pushInt(&vm, 1); pushInt(&vm, 2);
    Object *a = pushPair(&vm);
    pushInt(&vm, 3); pushInt(&vm, 4);
    Object *b = pushPair(&vm);
    a->tail = b, b->tail = a;
    gc(&vm);
    CHECK_EQ(vm.numObjects, 9 + 4);
    pop(&vm), pop(&vm);
    gc(&vm);
    CHECK_EQ(vm.numObjects, 9);

    for (int i = 0; i < 200; i++) { pushInt(&vm, i); pop(&vm); }
    printf("%d collections\n", vm.collections);
    CHECK(vm.numObjects <= vm.maxObjects);
    vm.stackSize = 0;
    gc(&vm);
    CHECK_EQ(vm.numObjects, 0);
    CHECK(HeapDestroy(vm.heap));
    return 0;
}
