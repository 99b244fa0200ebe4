/* SPDX-License-Identifier: MIT
 *
 * fmt_allocations.c — formatting with every single allocation failing once.
 */
#include "allocation.h"
#include "check.h"
#include "plant/fmt.h"
#include "unit/plant/loading.h"

static const char text[] =
    "# t\n\ncpus: { # h\n A: {profile: s7-300, address: '::1', # e\n dbs: {2: {size: 1}, 1: {size: 2}}}\n"
    " # t\n}\nplant: {name: 'a b'}\nsieben: 1\n";

static void nothing_is_lost_when_memory_runs_out(void **state)
{
    (void)state;
    size_t live = allocation_live();
    size_t n = 1;
    for (;; n++) {
        char *formatted = NULL;
        size_t size = 0;
        allocation_fail_at(n);
        int error = s7_fmt_text(text, sizeof text - 1, NULL, NULL, &formatted, &size);
        int failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(error, failed ? S7_ERR_LOCAL_MEMORY : S7_OK);
        assert_true(failed ? !formatted && size == 0 : formatted && strlen(formatted) == size);
        free(formatted);
        assert_int_equal(allocation_live(), live);
        if (!failed)
            break;
    }
    assert_true(n > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
