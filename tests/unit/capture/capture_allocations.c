/* SPDX-License-Identifier: MIT */
#include "allocation.h"
#include "check.h"
#include "session_line.h"
#include "sieben/error.h"

/* Whatever allocation fails: no crash, no leak, and what memory there was for is counted. */
static void any_allocation_may_fail(void **state)
{
    (void)state;
    size_t before = allocation_live();
    bool failed = true;
    for (size_t n = 1; failed; n++) {
        allocation_fail_at(n);
        int error = open_capture();
        if (!error) {
            struct line one = line_between(1, 9, 5000);
            dial(&one);
            for (uint8_t i = 0; i < 3; i++)
                read_once(&one, i);
            s7_capture_finish(capture);
            size_t count = 0;
            (void)s7_capture_talks(capture, &count);
            assert_true(count <= 1);
            s7_capture_free(capture);
        } else {
            assert_int_equal(error, S7_ERR_LOCAL_MEMORY);
        }
        failed = allocation_failed();
        allocation_fail_at(0);
        assert_int_equal(allocation_live(), before);
    }
    assert_int_equal(seen_answers, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
