/* SPDX-License-Identifier: MIT */
#include "bench/allocation_count.h"

#include <stdlib.h>

/*
 * The linker's names for --wrap.  The real ones are weak so that a test, which is linked without --wrap, links too;
 * the wrappers are never called there.
 */
void *__real_malloc(size_t size) __attribute__((weak));
void *__real_calloc(size_t count, size_t size) __attribute__((weak));
void *__real_realloc(void *block, size_t size) __attribute__((weak));
void __real_free(void *block) __attribute__((weak));
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static _Thread_local uint64_t calls;

void *__wrap_malloc(size_t size)
{
    calls++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    calls++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    calls++;
    return __real_realloc(block, size);
}

void __wrap_free(void *block)
{
    calls++;
    __real_free(block);
}

uint64_t s7_bench_allocations(void)
{
    return calls;
}

/* Through pointers: the compiler knows that malloc() itself changes no variable of ours. */
bool s7_bench_allocations_counted(void)
{
    void *(*volatile allocate)(size_t size) = malloc;
    void (*volatile release)(void *block) = free;
    uint64_t before = calls;
    release(allocate(1));
    return calls == before + 2;
}
