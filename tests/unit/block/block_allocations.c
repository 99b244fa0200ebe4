/* SPDX-License-Identifier: MIT
 *
 * Allocation happens in the _new functions only, once each, and a failing one leaves nothing behind.
 */
#include "allocation.h"
#include "unit/block/program.h"

static void a_failed_allocation_is_told(void **state)
{
    struct program *program = program_new();
    struct s7_get *get = NULL;
    struct s7_put *put = NULL;
    (void)state;
    size_t live = allocation_live();
    allocation_fail_at(1);
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_ERR_LOCAL_MEMORY);
    allocation_fail_at(1);
    assert_int_equal(s7_get_new(20, &get), S7_ERR_LOCAL_MEMORY);
    allocation_fail_at(1);
    assert_int_equal(s7_put_new(20, &put), S7_ERR_LOCAL_MEMORY);
    assert_true(allocation_failed());
    assert_true(!program->link && !get && !put);
    assert_int_equal(allocation_live(), live);
    program_end(program);
}

static void scans_allocate_nothing(void **state)
{
    struct program *program = program_new();
    struct s7_get *get;
    struct s7_put *put;
    unsigned done = 0;
    (void)state;
    size_t before = allocation_count();
    assert_int_equal(s7_block_link_new(&program->config, &program->link), S7_OK);
    assert_int_equal(s7_get_new(21, &get), S7_OK);
    assert_int_equal(s7_put_new(21, &put), S7_OK);
    assert_int_equal(allocation_count() - before, 3);
    for (unsigned i = 0; i < 10000; i++) {
        struct s7_block_inputs inputs = two_areas(program);
        struct s7_get_outputs got;
        struct s7_put_outputs sent;
        scan(program);
        inputs.req = i % 4 == 1;
        s7_get_call(get, &inputs, program->now, &got);
        inputs.req = i % 4 == 3;
        s7_put_call(put, &inputs, program->now, &sent);
        done += got.ndr + sent.done;
        program->now += S7_MILLISECOND;
        if (i % 1000 == 999)
            partner_break(&program->partner);
    }
    assert_true(done > 3000);
    assert_int_equal(allocation_count() - before, 3);
    pump(program);
    s7_get_free(get);
    s7_put_free(put);
    program_end(program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_allocation_is_told),
        cmocka_unit_test(scans_allocate_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
