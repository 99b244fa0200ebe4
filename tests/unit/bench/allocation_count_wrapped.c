/* SPDX-License-Identifier: MIT
 *
 * Linked as the program is: with --wrap for malloc, calloc, realloc and free.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "bench/allocation_count.h"
#include "check.h"

/* Through variables that the compiler cannot see through: it may drop a malloc() whose block nobody uses. */
static void *(*volatile allocate)(size_t size) = malloc;
static void *(*volatile allocate_zeroed)(size_t count, size_t size) = calloc;
static void *(*volatile change_size)(void *block, size_t size) = realloc;
static void (*volatile release)(void *block) = free;

static void the_linker_is_found_out(void **state)
{
    (void)state;
    assert_true(s7_bench_allocations_counted());
    assert_true(s7_bench_allocations_counted()); /* however much was counted before */
}

static void every_call_counts_once(void **state)
{
    (void)state;
    uint64_t before = s7_bench_allocations();
    assert_int_equal(s7_bench_allocations(), before); /* asking is no call */
    char *block = allocate(100);
    assert_int_equal(s7_bench_allocations(), before + 1);
    block = change_size(block, 200);
    assert_int_equal(s7_bench_allocations(), before + 2);
    release(block);
    assert_int_equal(s7_bench_allocations(), before + 3);
    block = allocate_zeroed(3, 100);
    assert_int_equal(s7_bench_allocations(), before + 4);
    release(block);
    release(NULL); /* a call all the same */
    assert_int_equal(s7_bench_allocations(), before + 6);
}

static void blocks_are_what_was_asked_for(void **state)
{
    (void)state;
    static const char zeros[300];
    char *block = allocate_zeroed(3, 100);
    assert_non_null(block);
    assert_memory_equal(block, zeros, 300);
    memset(block, 'a', 300); /* a block too small is the sanitizer's to find */
    block = change_size(block, 5000);
    assert_non_null(block);
    memset(block + 300, 'b', 4700);
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(block[i], 'a');
    release(block);
    block = allocate(77);
    assert_non_null(block);
    memset(block, 'c', 77);
    release(block);
}

static void *allocate_much(void *user)
{
    for (int i = 0; i < 100; i++)
        release(allocate(16));
    *(uint64_t *)user = s7_bench_allocations();
    return NULL;
}

static void threads_count_for_themselves(void **state)
{
    (void)state;
    pthread_t thread;
    uint64_t of_thread = 0;
    uint64_t before = s7_bench_allocations();
    assert_int_equal(pthread_create(&thread, NULL, allocate_much, &of_thread), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(of_thread, 200);
    assert_int_equal(s7_bench_allocations(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_linker_is_found_out),
        cmocka_unit_test(every_call_counts_once),
        cmocka_unit_test(blocks_are_what_was_asked_for),
        cmocka_unit_test(threads_count_for_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
