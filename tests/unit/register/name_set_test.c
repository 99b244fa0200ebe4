/* SPDX-License-Identifier: MIT */
#include "register/name_set.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static void names_are_taken_once(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    struct s7_name_set set = {.storage = &storage};
    assert_false(s7_name_set_has(&set, "a"));
    for (unsigned i = 0; i < 1000; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%u", i % 500);
        assert_true(s7_name_set_add(&set, name));
        assert_true(s7_name_set_has(&set, name));
    }
    assert_int_equal(set.count, 500);
    assert_false(s7_name_set_has(&set, "n500"));
    s7_storage_free(&storage);
}

static void fresh_names_count_on(void **state)
{
    (void)state;
    struct s7_storage storage = {.chunks = NULL};
    struct s7_name_set set = {.storage = &storage};
    static const char *const cases[][2] = {
        {"S-001", "S-001"}, {"S-001", "S-002"}, {"S-001", "S-003"}, {"S-9", "S-9"}, {"S-9", "S-10"},
        {"A", "A"},         {"A", "A-2"},       {"A", "A-3"},       {"7", "7"},     {"7", "7-2"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(s7_name_set_fresh(&set, cases[i][0]), cases[i][1]);
    char longest[65];
    memset(longest, 'x', 64);
    longest[64] = '\0';
    assert_string_equal(s7_name_set_fresh(&set, longest), longest);
    assert_true(strlen(s7_name_set_fresh(&set, longest)) <= 64);
    s7_storage_free(&storage);
}

/** One that tried every number from the first one on would not end here. */
static void many_names_that_are_alike_take_no_longer_each(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    struct s7_storage storage = {.chunks = NULL};
    struct s7_name_set set = {.storage = &storage};
    char name[24];
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 1; i <= COUNT; i++) {
            snprintf(name, sizeof name, "S-%03u", i % 1000);
            const char *fresh = s7_name_set_fresh(&set, name);
            assert_non_null(fresh);
        }
    assert_int_equal(set.count, 2 * COUNT);
    s7_storage_free(&storage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_taken_once),
        cmocka_unit_test(fresh_names_count_on),
        cmocka_unit_test(many_names_that_are_alike_take_no_longer_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
