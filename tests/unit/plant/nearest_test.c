/* SPDX-License-Identifier: MIT */
#include "plant/nearest.h"

#include <string.h>

#include "check.h"

static const char *nearest_of(const char *text)
{
    static const char *const words[] = {"slot",      "rack",    "profile", "put_get",
                                        "resources", "S7-1500", "s7-1200", "dbs"};
    struct s7_nearest nearest = s7_nearest_to(text, strlen(text));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        s7_nearest_try(&nearest, words[i]);
    return nearest.best ? nearest.best : "";
}

static void typing_errors_find_their_word(void **state)
{
    (void)state;
    assert_string_equal(nearest_of("slot"), "slot");
    assert_string_equal(nearest_of("slto"), "slot");
    assert_string_equal(nearest_of("slt"), "slot");
    assert_string_equal(nearest_of("sloot"), "slot");
    assert_string_equal(nearest_of("RACK"), "rack");
    assert_string_equal(nearest_of("putget"), "put_get");
    assert_string_equal(nearest_of("ressources"), "resources");
    assert_string_equal(nearest_of("s7-1500"), "S7-1500");
    assert_string_equal(nearest_of("s7-1201"), "s7-1200");
}

static void other_words_find_nothing(void **state)
{
    (void)state;
    static const char long_text[] = "slotslotslotslotslotslotslotslotslotslotslotslotslot";
    assert_string_equal(nearest_of("zone"), "");
    assert_string_equal(nearest_of("bd"), "");
    assert_string_equal(nearest_of(""), "");
    assert_string_equal(nearest_of("commissioning"), "");
    assert_string_equal(nearest_of(long_text), "");
    struct s7_nearest nearest = s7_nearest_to("slot", 4);
    s7_nearest_try(&nearest, long_text);
    s7_nearest_try(&nearest, "");
    assert_null(nearest.best);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_errors_find_their_word),
        cmocka_unit_test(other_words_find_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
