/* SPDX-License-Identifier: MIT */
#include "cli/shown_path.h"

#include <string.h>

#include "check.h"

static void what_a_terminal_obeys_is_replaced(void **state)
{
    (void)state;
    static const struct {
        const char *path, *shown;
    } cases[] = {{"plant.yaml", "plant.yaml"},
                 {"-", "stdin"},
                 {"", ""},
                 {"p\x1b[31m.yaml", "p\xEF\xBF\xBD[31m.yaml"},
                 {"a\nb\r\nc", "a\xEF\xBF\xBD"
                               "b\xEF\xBF\xBD"
                               "c"},
                 {"\xC2\x9B"
                  "31m",
                  "\xEF\xBF\xBD"
                  "31m"},
                 {"\xE2\x80\xAE.yaml", "\xEF\xBF\xBD.yaml"},
                 {"Anlage-\xC3\xBC\xFF", "Anlage-\xC3\xBC\xEF\xBF\xBD"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(s7_shown_path(cases[i].path).text, cases[i].shown);
}

static void what_is_too_long_is_cut(void **state)
{
    (void)state;
    char path[3 * S7_SHOWN_PATH_SIZE + 1];
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    const struct s7_shown_path shown = s7_shown_path(path);
    assert_in_range(strlen(shown.text), S7_SHOWN_PATH_SIZE - 16, S7_SHOWN_PATH_SIZE - 1);
    assert_string_equal(shown.text + strlen(shown.text) - 3, "…");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_terminal_obeys_is_replaced),
        cmocka_unit_test(what_is_too_long_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
