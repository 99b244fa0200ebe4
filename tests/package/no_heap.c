/* SPDX-License-Identifier: MIT
 *
 * The heap of a program that must not use it, linked with --wrap=malloc and its like: every use ends the program.
 */
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static void *refuse(void)
{
    static const char words[] = "the heap was used\n";
    if (write(STDERR_FILENO, words, sizeof words - 1) > 0)
        abort();
    _Exit(1);
}

void *__wrap_malloc(size_t size)
{
    (void)size;
    return refuse();
}

void *__wrap_calloc(size_t count, size_t size)
{
    (void)count, (void)size;
    return refuse();
}

void *__wrap_realloc(void *block, size_t size)
{
    (void)block, (void)size;
    return refuse();
}

void __wrap_free(void *block)
{
    if (block)
        refuse();
}
