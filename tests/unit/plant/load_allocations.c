/* SPDX-License-Identifier: MIT
 *
 * load_allocations.c — loading with every single allocation failing once, the YAML reader's own included.
 *
 * The reader lives in a shared library, whose calls of malloc are not wrapped.  It allocates through functions that
 * a program may replace, so this one does.
 */
#include "allocation.h"
#include "check.h"
#include "unit/plant/loading.h"

#define REPLACED __attribute__((visibility("default")))

REPLACED void *yaml_malloc(size_t size);
REPLACED void *yaml_realloc(void *block, size_t size);
REPLACED char *yaml_strdup(const char *text);
REPLACED void yaml_free(void *block);

static size_t reader_count;

void *yaml_malloc(size_t size)
{
    reader_count++;
    return malloc(size ? size : 1);
}

void *yaml_realloc(void *block, size_t size)
{
    return block ? realloc(block, size ? size : 1) : yaml_malloc(size);
}

char *yaml_strdup(const char *text)
{
    char *copy = text ? yaml_malloc(strlen(text) + 1) : NULL;
    return copy ? strcpy(copy, text) : NULL;
}

void yaml_free(void *block)
{
    free(block);
}

static struct loading loading;

/** Fails allocation 1, 2, 3 … of loading this text until none is left to fail. */
static void fail_at_every_allocation(const char *text, size_t size, int otherwise)
{
    size_t live = allocation_live();
    size_t n = 1;
    for (;; n++) {
        struct s7_plant *plant = NULL;
        loading.count = 0;
        allocation_fail_at(n);
        int error = s7_plant_load(text, size, loading_report, &loading, &plant);
        int failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(error, failed ? S7_ERR_LOCAL_MEMORY : otherwise);
        assert_true(failed || otherwise || plant);
        assert_true(!error || !plant);
        if (failed)
            assert_int_equal(loading.count, 0);
        s7_plant_free(plant);
        assert_int_equal(allocation_live(), live);
        if (!failed)
            break;
    }
    assert_true(n > 10);
}

static void a_good_file_survives_every_failure(void **state)
{
    (void)state;
    size_t size = 0;
    char *text = loading_file("examples/two-cells.yaml", &size);
    reader_count = 0;
    fail_at_every_allocation(text, size, S7_OK);
    assert_true(reader_count > 100); /* or the reader's allocations did not fail with the others */
    free(text);
    text = loading_file("examples/line.yaml", &size); /* every key */
    fail_at_every_allocation(text, size, S7_OK);
    free(text);
}

static void a_faulty_file_survives_every_failure(void **state)
{
    (void)state;
    static const char text[] =
        "sieben: 2\nplants: {}\ncpus: {A: {address: 'a b', profile: x, slot: [1], slot: 2}}\n"
        "connections: {X: {from: B, to: C, jobs: [{put: {send: M0.8}}]}}\n";
    fail_at_every_allocation(text, sizeof text - 1, S7_ERR_LOCAL_FILE);
}

static void a_file_that_is_no_yaml_survives_every_failure(void **state)
{
    (void)state;
    static const char text[] = "sieben: 1\ncpus: {A: {address: [::1]:102}}\n";
    fail_at_every_allocation(text, sizeof text - 1, S7_ERR_LOCAL_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_survives_every_failure),
        cmocka_unit_test(a_faulty_file_survives_every_failure),
        cmocka_unit_test(a_file_that_is_no_yaml_survives_every_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
