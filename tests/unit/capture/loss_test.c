/* SPDX-License-Identifier: MIT */
#include "capture/loss.h"

#include "check.h"

#include <string.h>

static void every_loss_has_a_name_and_words_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < S7_LOSS_COUNT; i++) {
        assert_true(strlen(s7_loss_name((enum s7_loss)i)) > 2);
        assert_true(strlen(s7_loss_text((enum s7_loss)i)) > 10);
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(s7_loss_name((enum s7_loss)i), s7_loss_name((enum s7_loss)k));
            assert_string_not_equal(s7_loss_text((enum s7_loss)i), s7_loss_text((enum s7_loss)k));
        }
    }
    assert_int_equal(s7_loss_unit_of(S7_LOSS_FRAGMENT), S7_LOSS_PACKETS);
    assert_int_equal(s7_loss_unit_of(S7_LOSS_GAP), S7_LOSS_OCTETS);
    assert_string_equal(s7_loss_unit_name(s7_loss_unit_of(S7_LOSS_GAP)), "octets");
    assert_string_equal(s7_loss_unit_name(s7_loss_unit_of(S7_LOSS_FLOW_LIMIT)), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_loss_has_a_name_and_words_of_its_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
