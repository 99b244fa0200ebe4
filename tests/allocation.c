/* SPDX-License-Identifier: MIT */
#include "allocation.h"

#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static size_t total;
static size_t live;
static size_t until_failure;
static int failed;

size_t allocation_count(void)
{
    return total;
}

size_t allocation_live(void)
{
    return live;
}

void allocation_fail_at(size_t n)
{
    until_failure = n;
    failed = 0;
}

int allocation_failed(void)
{
    return failed;
}

static int fails_now(void)
{
    if (until_failure == 0 || --until_failure > 0)
        return 0;
    failed = 1;
    return 1;
}

static void *counted(void *block)
{
    if (block) {
        total++;
        live++;
    }
    return block;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    if (fails_now())
        return NULL;
    void *moved = __real_realloc(block, size);
    if (moved && !block)
        live++;
    if (moved)
        total++;
    return moved;
}

void __wrap_free(void *block)
{
    if (block)
        live--;
    __real_free(block);
}
