/* SPDX-License-Identifier: MIT
 *
 * src/bench/build.c is compiled four more times, as different builds (CMakeLists.txt), each under a name of its own.
 */
#include "bench/bench.h"
#include "check.h"

const char *flaw_of_release(void);
const char *flaw_of_asserting(void);
const char *flaw_of_unoptimized(void);
const char *flaw_of_sanitized(void);

static void a_release_build_has_no_flaw(void **state)
{
    (void)state;
    assert_null(flaw_of_release());
}

static void other_builds_say_why_they_are_not_to_be_judged(void **state)
{
    (void)state;
    assert_string_equal(flaw_of_asserting(), "its assertions are compiled in");
    assert_string_equal(flaw_of_unoptimized(), "it is built without optimization");
    assert_string_equal(flaw_of_sanitized(), "it is built with a sanitizer");
}

/* The module is compiled with the flags of this test. */
static void this_build_is_told_as_it_is(void **state)
{
    (void)state;
    bool release = true;
#if !defined(NDEBUG) || !defined(__OPTIMIZE__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    release = false;
#endif
    if (!release)
        assert_non_null(s7_bench_build_flaw());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_release_build_has_no_flaw),
        cmocka_unit_test(other_builds_say_why_they_are_not_to_be_judged),
        cmocka_unit_test(this_build_is_told_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
