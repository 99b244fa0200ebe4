/* SPDX-License-Identifier: MIT */
#include "block/instance.h"

#include <stdlib.h>

#include "unit/block/program.h"

static void sizes_have_their_limits(void **state)
{
    (void)state;
    const size_t most = S7_INSTANCE_OCTETS_MOST;
    assert_int_equal(s7_instance_size(0, S7_INSTANCE_PUT), 0);
    assert_int_equal(s7_instance_size(most + 1, S7_INSTANCE_PUT), 0);
    assert_int_equal(s7_instance_size(SIZE_MAX, S7_INSTANCE_GET), 0);
    assert_true(s7_instance_size(1, S7_INSTANCE_PUT) > sizeof(struct s7_instance));
    assert_int_equal(s7_instance_size(most, S7_INSTANCE_PUT) - s7_instance_size(1, S7_INSTANCE_PUT), most - 1);
    assert_int_equal(s7_instance_size(most, S7_INSTANCE_GET) - s7_instance_size(most, S7_INSTANCE_PUT), most);
}

static void memory_must_be_there_and_aligned(void **state)
{
    static const uint32_t marks[] = {S7_INSTANCE_GET, S7_INSTANCE_PUT};
    uint8_t *memory = calloc(1, 1024);
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct s7_instance *instance = NULL;
        assert_int_equal(s7_instance_init(NULL, 1024, 40, marks[i], &instance), S7_ERR_LOCAL_ARGUMENT);
        assert_int_equal(s7_instance_init(memory + 1, 1023, 40, marks[i], &instance), S7_ERR_LOCAL_ARGUMENT);
        assert_null(instance);
    }
    for (size_t i = 0; i < 1024; i++)
        assert_int_equal(memory[i], 0);
    free(memory);
}

static void the_mark_decides_what_it_is(void **state)
{
    static const uint32_t marks[] = {S7_INSTANCE_GET, S7_INSTANCE_PUT};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct s7_instance *instance;
        assert_int_equal(s7_instance_new(40, marks[i], &instance), S7_OK);
        assert_int_equal(instance->mark, marks[i]);
        assert_int_equal(instance->transfer.kind, i == 0 ? S7_JOB_READ : S7_JOB_WRITE);
        assert_int_equal(instance->transfer.buffer_size, 40);
        memset(instance->transfer.buffer, 0xAA, 40); /* the sanitizer says whether it is ours */
        free(instance);
    }
}

static void what_is_foreign_stays_as_it_was(void **state)
{
    (void)state;
    struct s7_instance *instance;
    const struct s7_block_inputs inputs = {.req = true, .area_count = 1};
    assert_int_equal(s7_instance_new(40, S7_INSTANCE_PUT, &instance), S7_OK);
    struct s7_instance before = *instance;
    struct s7_instance_outputs outputs = s7_instance_call(instance, S7_INSTANCE_GET, &inputs, 0);
    assert_true(outputs.error && !outputs.done && !outputs.busy);
    assert_int_equal(outputs.status, 12);
    assert_memory_equal(instance, &before, sizeof before);
    free(instance);
}

static void without_an_id_status_is_1(void **state)
{
    (void)state;
    struct s7_instance *instance;
    struct s7_block_inputs inputs = {.req = true, .area_count = 1};
    inputs.areas[0] = (struct s7_block_area){.remote = test_octets(100, 0, 4), .local = test_octets(10, 0, 4)};
    assert_int_equal(s7_instance_new(40, S7_INSTANCE_GET, &instance), S7_OK);
    struct s7_instance_outputs outputs = s7_instance_call(instance, S7_INSTANCE_GET, &inputs, 0);
    assert_true(outputs.error);
    assert_int_equal(outputs.status, 1);
    assert_int_equal(outputs.fault.error, S7_ERR_LOCAL_OFFLINE);
    outputs = s7_instance_call(instance, S7_INSTANCE_GET, &inputs, 0); /* for one call */
    assert_false(outputs.error);
    assert_int_equal(outputs.status, 1);
    free(instance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_have_their_limits),     cmocka_unit_test(memory_must_be_there_and_aligned),
        cmocka_unit_test(the_mark_decides_what_it_is), cmocka_unit_test(what_is_foreign_stays_as_it_was),
        cmocka_unit_test(without_an_id_status_is_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
