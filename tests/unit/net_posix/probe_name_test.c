/* SPDX-License-Identifier: MIT
 *
 * Names as this machine resolves them; what a slow or failing resolver does is in probe_resolving.c.
 */
#include "check.h"

#include <errno.h>
#include <string.h>

#include "net_posix/probe.h"

static void a_number_is_its_own_name(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"192.0.2.1", "192.0.2.1"}, {"2001:DB8::1", "2001:db8::1"}, {"::ffff:192.0.2.1", "192.0.2.1"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_probe_address list[2];
        int failed = -1;
        assert_int_equal(s7_probe_resolve(rows[i][0], 0, 2, list, &failed), 1); /* takes no time */
        assert_string_equal(list[0].text, rows[i][1]);
        assert_int_equal(failed, -1);
    }
}

static void a_name_has_as_many_as_asked(void **state)
{
    (void)state;
    struct s7_probe_address list[64];
    int failed = -1;
    size_t count = s7_probe_resolve("localhost", 30 * S7_SECOND, 64, list, &failed);
    assert_true(count >= 1 && count < 64);
    for (size_t i = 0; i < count; i++)
        assert_true(strncmp(list[i].text, "127.", 4) == 0 || strcmp(list[i].text, "::1") == 0);
    assert_int_equal(s7_probe_resolve("localhost", 30 * S7_SECOND, 1, list, &failed), 1);
    assert_int_equal(failed, -1);
}

static void names_that_cannot_exist(void **state)
{
    (void)state;
    char endless[71] = {0};
    memset(endless, 'a', 70); /* a label has 63 octets at most: nobody is asked */
    const char *const names[] = {endless, "", "256.0.0.1."};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct s7_probe_address list[1], before[1];
        int failed = 0;
        memset(list, 0x5A, sizeof list);
        memcpy(before, list, sizeof list);
        assert_int_equal(s7_probe_resolve(names[i], 30 * S7_SECOND, 1, list, &failed), 0);
        assert_true(failed == ENOENT ||
                    failed == EAGAIN); /* the last may be asked for where there is no name server */
        assert_memory_equal(list, before, sizeof list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_its_own_name),
        cmocka_unit_test(a_name_has_as_many_as_asked),
        cmocka_unit_test(names_that_cannot_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
